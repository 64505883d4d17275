import { finding, type Finding, type HttpHead, type HttpReply } from "../../../core/index.ts";
import { declaredAt, successStatus, type Anchor } from "./anchor.ts";
import { contracts } from "./contracts.ts";

/** A reply that says no status gets the first success that the contract declares for its call. */
export function withStatus(anchor: Anchor, head: HttpHead, reply: HttpReply): HttpReply {
  if (reply.status !== null) return reply;
  const found = anchor.contract.find(head.method, head.path);
  const status = found.kind === "operation" ? successStatus(found.operation) : 200;
  const known = statusReplies.get(reply);
  if (known?.status === status) return known;
  const made = { ...reply, status };
  statusReplies.set(reply, made);
  return made;
}

// Replies are put into bytes once for each object, so that the same one has to be given every time.
const statusReplies = new WeakMap<HttpReply, HttpReply>();

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
