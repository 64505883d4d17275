import type { HttpHead, HttpReply } from "../../../core/index.ts";
import type { Anchor } from "../../../drift/index.ts";
import { contracts } from "./contracts.ts";

/** A reply that says no status gets the first success that the contract declares for its call. */
export function withStatus(anchor: Anchor, head: HttpHead, reply: HttpReply): HttpReply {
  if (reply.status !== null) return reply;
  const found = anchor.contract.find(head.method, head.path);
  const status = found.kind === "operation" ? contracts().successStatus(found.operation) : 200;
  const known = statusReplies.get(reply);
  if (known?.status === status) return known;
  const made = { ...reply, status };
  statusReplies.set(reply, made);
  return made;
}

// Replies are put into bytes once for each object, so that the same one has to be given every time.
const statusReplies = new WeakMap<HttpReply, HttpReply>();
