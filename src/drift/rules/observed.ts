import { isJsonObject, type Finding } from "../../core/index.ts";
import type { ServiceCall, WorldEvidence } from "../evidence.ts";
import type { Observation } from "./observation.ts";
import { redacted } from "./request-body.ts";

/** Whose finding it is. */
interface Whose {
  readonly subject: string;
  readonly stub?: string | undefined;
  readonly worlds: readonly WorldEvidence[];
  /** Replaces the S of a finding that was not seen at a stub. */
  readonly witness?: string | undefined;
}

const own: ReadonlySet<string> = new Set(["witness", "operation", "expectation", "call"]);

/** A finding about one stub or one call as an observation. */
export function observed(one: Finding, { subject, stub, worlds, witness }: Whose): Observation {
  const evidence = isJsonObject(one.evidence) ? one.evidence : {};
  const letters = typeof evidence["witness"] === "string" ? evidence["witness"] : "S";
  const more = Object.entries(evidence).filter(([key]) => !own.has(key));
  return {
    rule: one.name,
    witness: witness === undefined ? letters : letters.replace("S", witness),
    subject,
    what: one.what,
    why: one.why,
    fix: one.fix,
    near: one.near,
    severity: one.severity,
    at: one.at,
    stub,
    worlds,
    more: Object.fromEntries(more),
  };
}

/**
 * Whether a finding is about what a journal holds in place of a secret: nobody knows what was really there.
 */
export function ofRedacted({ what }: Finding): boolean {
  return what.includes(redacted);
}

/**
 * Whether a finding is about a part of a request that a journal holds no more: a header, a cookie, credentials or
 * a query item whose value was a secret.
 */
export function ofRedactedPart(
  { evidence }: Finding,
  { headers, query }: Pick<ServiceCall, "headers" | "query">,
): boolean {
  if (!isJsonObject(evidence)) return false;
  const { part, path } = evidence;
  if (typeof path !== "string") return false;
  const hidden = (name: string): boolean =>
    headers.some(([own, value]) => own.toLowerCase() === name && value.includes(redacted));
  if (part === "header") return hidden(path.toLowerCase());
  if (part === "cookie") return hidden("cookie");
  if (part === "security") {
    return headers.some(([name, value]) => /^(cookie|authorization)$/i.test(name) && value === redacted);
  }
  if (part !== "query") return false;
  const items = new URLSearchParams(query);
  return items.getAll(path).some((value) => value.includes(redacted));
}
