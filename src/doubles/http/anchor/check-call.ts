import { finding, type Finding, type HttpHead } from "../../../core/index.ts";
import { declaredAt, type Anchor } from "./anchor.ts";
import { contracts } from "./contracts.ts";

/** What a contract says of a request that a stub takes: everything that is wrong with it. */
export function checkCall(
  anchor: Anchor,
  head: HttpHead,
  body: Uint8Array,
  call: number,
): readonly Finding[] {
  const { contract } = anchor;
  const found = contract.find(head.method, head.path);
  // A stub for what the contract does not have is told of once, at the stub.
  if (found.kind !== "operation") return [];
  const { operation, params } = found;
  const request = { query: head.query, headers: head.headers, params, body };
  return contracts()
    .checkRequest(contract, operation, request)
    .map(({ rule, what, declared, near = [] }) =>
      finding(rule, {
        what: `${operation.method} ${operation.template}, ${what}`,
        why: `Declared at ${declaredAt(contract, declared)}; the real service refuses such a request.`,
        near: near.map((one) => ({ what: one })),
        evidence: { call, expectation: null },
      }),
    );
}
