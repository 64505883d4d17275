import type { Operation } from "../../contract/index.ts";
import type { Anchor } from "../evidence.ts";
import { findTemplate } from "../stub/index.ts";

/** What a method and a path are to a service. */
export interface Subject {
  /** Upper case; "*" for any. */
  readonly method: string;
  /** The contract's template, or as much of one as it has; else the path. */
  readonly template: string;
  readonly kind: "declared" | "method-absent" | "path-absent" | "no-contract";
  readonly operation: Operation | undefined;
  /** Where the path is there with other methods. */
  readonly methods: readonly string[];
}

/**
 * The operation that a method and a path, or a template, mean. Of a path that the contract does not have, what stands
 * at its beginning is named as the contract names it, so that calls and stubs of one operation meet.
 * @example subjectOf(convo, "POST", "/api/tenants/ten_1/agents").template // "/api/tenants/{tenant_id}/agents"
 */
export function subjectOf(anchor: Anchor | undefined, method: string, path: string): Subject {
  const none = { method, operation: undefined, methods: [] };
  if (anchor === undefined) return { ...none, template: path, kind: "no-contract" };
  const found = findTemplate(anchor, method, path);
  if (found.kind === "operation") {
    const { operation } = found;
    return { ...none, template: operation.template, kind: "declared", operation };
  }
  if (found.kind === "method-absent")
    return { ...none, template: found.template, kind: "method-absent", methods: found.methods };
  return { ...none, template: templated(anchor, method, path), kind: "path-absent" };
}

/** A path with its longest beginning that the contract knows replaced by the contract's template. */
function templated(anchor: Anchor, method: string, path: string): string {
  const segments = path.split("/");
  for (let length = segments.length - 1; length > 1; length--) {
    const found = findTemplate(anchor, method, segments.slice(0, length).join("/"));
    const rest = segments.slice(length).join("/");
    if (found.kind === "operation") return `${found.operation.template}/${rest}`;
    if (found.kind === "method-absent") return `${found.template}/${rest}`;
  }
  return path;
}
