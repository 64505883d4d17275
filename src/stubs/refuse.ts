import { finding, limits, type Call, type Finding, type HttpReply } from "../core/index.ts";
import { refusalHeaders, refusedStatus, type Match } from "../engine/index.ts";
import { emptyReply } from "./empty-reply.ts";
import { refusalBody } from "./refusal-body.ts";
import { sendResponse, type Sent } from "./send.ts";

/**
 * Refuses a call, with a status that clients do not retry.
 * @param own how the service itself would refuse it, where that is known
 */
export async function refuse(
  call: Call,
  one: Finding,
  note: (sent: Sent) => void,
  own?: HttpReply,
): Promise<void> {
  const reply: HttpReply = own ?? {
    ...emptyReply,
    status: refusedStatus,
    headers: refusalHeaders(one),
    body: { type: "json", value: refusalBody(one) },
  };
  await sendResponse(call, reply, note);
}

/** The finding of a match that did not succeed. The body was read before matching, so nothing is left to need. */
export function refusalOf(match: Exclude<Match, { kind: "matched" }>): Finding {
  return match.kind === "needs"
    ? finding("internal", { what: `${match.field} could not be read` })
    : match.finding;
}

/** The finding of a request whose body is longer than what is read. @param length bytes of it */
export function tooLong(call: Call, length: number): Finding {
  return finding("over-limit", {
    at: { kind: "call", call: call.id },
    what: `the body of a request has ${length} bytes; at most ${limits.bodyBytes} are read`,
    why: "What a stub would say to a part of it may be wrong for the whole.",
    fix: "Send less in one request.",
    evidence: { call: call.id, expectation: null },
  });
}
