import { checkRequest, type CheckedRequest, type Operation } from "../../contract/index.ts";
import { bytesEqual, finding, type Finding, type Place } from "../../core/index.ts";
import type { Anchor, ServiceCall } from "../evidence.ts";
import { declaredAt, operationName } from "./anchor.ts";

/** A request as a double or a journal has it. */
export interface CallRequest extends Pick<ServiceCall, "id" | "method" | "path" | "query" | "headers"> {
  readonly service: string;
  /** Undefined: not known, or cut; then it is not checked. */
  readonly body: Uint8Array | undefined;
  readonly at?: Place | undefined;
}

/**
 * What a contract says of a request: everything that is wrong with it. What it does not have is told elsewhere: at the
 * stub that answers, or as a call of nothing. Evidence of each finding: `witness`, `operation` ("convo GET /me"),
 * `call` (its number), `part` and `path` (what is wrong: "body" "/name", "query" "page").
 */
export function checkCall(anchor: Anchor, call: CallRequest): readonly Finding[] {
  const { contract } = anchor;
  const found = contract.find(call.method, call.path);
  if (found.kind !== "operation") return [];
  const { operation, params } = found;
  const before = rightCalls.get(operation);
  if (before !== undefined && sameRequest(before, call)) return [];
  const { query, headers, body } = call;
  const request: CheckedRequest = { query, headers, params, body: body ?? new Uint8Array() };
  const breaches = checkRequest(contract, operation, request);
  if (breaches.length === 0) {
    rightCalls.set(operation, call);
    return [];
  }
  return breaches
    .filter(({ part }) => part !== "body" || body !== undefined)
    .map(({ rule, what, declared, part, path, near = [] }) =>
      finding(rule, {
        at: call.at,
        what: `${operation.method} ${operation.template}, ${what}`,
        why: `Declared at ${declaredAt(anchor, declared)}; the real service refuses such a request.`,
        near: near.map((one) => ({ what: one })),
        evidence: {
          witness: "JA",
          operation: operationName(call.service, operation),
          call: call.id,
          expectation: null,
          part,
          path,
        },
      }),
    );
}

/** The last call of each operation that was right: programs that poll send the same request again and again. */
const rightCalls = new WeakMap<Operation, CallRequest>();

function sameRequest(one: CallRequest, other: CallRequest): boolean {
  return (
    one.path === other.path &&
    one.query === other.query &&
    one.headers.length === other.headers.length &&
    one.headers.every(
      ([name, value], index) => other.headers[index]?.[0] === name && other.headers[index]?.[1] === value,
    ) &&
    (one.body === other.body ||
      (one.body !== undefined && other.body !== undefined && bytesEqual(one.body, other.body)))
  );
}
