import { BacklotError, type Call, type Finding, type HttpHead } from "../../core/index.ts";
import type { ServeContext } from "../../engine/index.ts";
import { fillReply, httpFacts, refuse, replyOf, sendResponse, type Sent } from "../../stubs/index.ts";
import { githubService } from "./config.ts";

/** One request that a stub may be for. */
export interface StubExchange {
  readonly call: Call;
  readonly context: ServeContext<unknown, never>;
  /** As the API sees it: without "/api/v3". */
  readonly path: string;
  readonly body: Uint8Array;
  readonly note: (sent: Sent) => void;
}

/** Answers a request by a stub: stubs come before the simulation. @returns whether there was one */
export async function answerByStub({ call, context, path, body, note }: StubExchange): Promise<boolean> {
  if (!context.expects(githubService)) return false;
  const head: HttpHead = { ...(call.head as HttpHead), path };
  const match = await context.match(httpFacts(head, body, githubService), { otherAnswer: "when-used-up" });
  const isOther = match.kind === "unmatched" && match.finding.name !== "pattern-too-slow";
  if (isOther || match.kind === "needs") return false;
  if (match.kind !== "matched") {
    await refuse(call, match.finding, note);
    return true;
  }
  try {
    const facts = { call, match, body, clock: context.clock, ids: context.ids };
    const reply = fillReply(await replyOf(call, context, match, body), facts);
    if ((reply.status ?? 200) >= 400 || reply.fault !== null) context.note({ scripted: true });
    await sendResponse(call, reply, note);
  } catch (error) {
    if (!(error instanceof BacklotError)) throw error;
    const [one] = error.findings as readonly [Finding];
    context.note({ outcome: "failed", findings: [one] });
    await refuse(call, one, note);
  }
  return true;
}
