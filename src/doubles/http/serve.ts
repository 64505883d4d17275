import {
  BacklotError,
  limits,
  type Call,
  type Finding,
  type HttpHead,
  type HttpReply,
} from "../../core/index.ts";
import { readWhole, recordBytes, type HttpRecord, type ServeContext } from "../../engine/index.ts";
import type { Anchor, CallRequest } from "../../drift/index.ts";
import {
  fillReply,
  hasBody,
  httpFacts,
  refusalOf,
  refuse,
  replyOf,
  sendResponse,
  tooLong,
  type Matched,
  type Sent,
} from "../../stubs/index.ts";
import { anchorOf } from "./anchor/anchor.ts";
import { contracts } from "./anchor/contracts.ts";
import { fillModel } from "./anchor/model-reply.ts";
import { refusalInContract } from "./anchor/refuse-request.ts";
import { withStatus } from "./anchor/with-status.ts";
import { answerResource } from "./resource/answer-resource.ts";
import type { HttpConfig } from "./config.ts";
import type { HttpState } from "./state.ts";
import { syntheticAnswer } from "./synthetic/synthetic-answer.ts";

type Context = ServeContext<HttpState, unknown>;

// Most requests have no body, and an array of bytes is dear to make.
const noBytes = new Uint8Array();

/** Serves one exchange: reads the request, finds its stub, sends what the stub says. */
export async function serveHttp(call: Call, context: Context): Promise<void> {
  const head = call.head as HttpHead;
  const body = hasBody(head) ? await readWhole(call, limits.bodyBytes) : undefined;
  const request: HttpRecord = {
    protocol: "http",
    method: head.method,
    path: head.path,
    query: head.query,
    headers: head.headers,
    ...(body === undefined ? {} : { body: recordBytes(body.bytes, limits.recordBodyBytes, body.length) }),
  };
  context.note({ detail: request });
  if (body?.gone === true) {
    context.note({ outcome: "gone" });
    await call.reply.close({ how: "rst" });
    return;
  }
  const note = (sent: Sent): void => context.note({ detail: { ...request, response: sent } });
  if (body !== undefined && body.length > body.bytes.length) {
    const one = tooLong(call, body.length);
    context.note({ outcome: "refused", findings: [one] });
    return refuse(call, one, note);
  }
  const bytes = body?.bytes ?? noBytes;
  const anchor = anchorFor(context.config as HttpConfig, head);
  const exchange: Exchange = { call, context, body: bytes, anchor, note };
  const synthetic = anchor !== undefined && isSynthetic(context.config as HttpConfig, head);
  const match = await context.match(httpFacts(head, bytes), { otherAnswer: synthetic });
  if (match.kind === "matched") await answer(exchange, match);
  else if (synthetic && match.kind === "unmatched" && match.finding.name === "unmatched-call")
    await answerSynthetic(exchange, anchor, match.finding);
  else await refuse(call, refusalOf(match), note);
}

/** One exchange on its way. */
interface Exchange {
  readonly call: Call;
  readonly context: Context;
  readonly body: Uint8Array;
  /** What its service is held against. */
  readonly anchor: Anchor | undefined;
  readonly note: (sent: Sent) => void;
}

async function answer(exchange: Exchange, match: Matched): Promise<void> {
  if (match.answer.kind === "resource") return answerKept(exchange, match, match.answer.resource);
  const { call, context, body, anchor, note } = exchange;
  let filled: HttpReply;
  try {
    const said = await replyOf(call, context, match, body);
    const reply = anchor === undefined ? said : withStatus(anchor, call.head as HttpHead, said);
    // A stub that answers with a refusal may be there for the very request that the contract does not allow.
    const wrong = (reply.status ?? 200) < 400 ? disallowed(exchange) : undefined;
    if (wrong !== undefined) return refuseWrong(exchange, wrong);
    const facts = { call, match, body, clock: context.clock, ids: context.ids };
    filled = fillModel(anchor, call.head as HttpHead, fillReply(reply, facts), context.clock);
  } catch (error) {
    // Nothing has been sent yet, so the program can be told why there is no answer.
    const one = error instanceof BacklotError ? error.findings[0] : undefined;
    if (one === undefined) throw error;
    context.note({ outcome: "failed", findings: [one] });
    return refuse(call, one, note);
  }
  await send(exchange, filled);
}

/** Answers from what the service keeps. */
async function answerKept(exchange: Exchange, match: Matched, resource: string): Promise<void> {
  const wrong = disallowed(exchange);
  if (wrong !== undefined) return refuseWrong(exchange, wrong);
  const { call, context, body, note } = exchange;
  const answered = await answerResource({ call, context, match, body }, resource);
  context.note({ findings: answered.findings });
  if (answered.kind === "reply") return send(exchange, answered.reply);
  context.note({ outcome: "refused" });
  return refuse(call, answered.findings[0] as Finding, note);
}

/** Answers from the contract alone, where that is honest. */
async function answerSynthetic(exchange: Exchange, anchor: Anchor, unmatched: Finding): Promise<void> {
  const wrong = disallowed(exchange);
  if (wrong !== undefined) return refuseWrong(exchange, wrong);
  const { call, context, note } = exchange;
  const made = syntheticAnswer(anchor, call.head as HttpHead, context.clock.now());
  if (made.kind === "none") {
    const why = `No honest answer can be made from the contract: ${made.why}. ${unmatched.why}`;
    const one: Finding = { ...unmatched, why };
    context.note({ outcome: "refused", findings: [one] });
    return refuse(call, one, note);
  }
  context.note({ fidelity: "synthetic" });
  return send(exchange, made.reply);
}

/** Holds a request against the contract. Gives what is wrong with one that it does not allow. */
function disallowed({ call, context, body, anchor }: Exchange): readonly Finding[] | undefined {
  if (anchor === undefined) return undefined;
  const told = contracts().checkCall(anchor, callRequest(call, body));
  if (told.length > 0) context.note({ findings: told });
  return told.some(({ severity }) => severity === "error") ? told : undefined;
}

/** Refuses a request as the service itself would, where its contract says how. */
async function refuseWrong(
  { call, context, anchor, note }: Exchange,
  told: readonly Finding[],
): Promise<void> {
  context.note({ outcome: "refused" });
  const wrong = told.find(({ severity }) => severity === "error") as Finding;
  await refuse(call, wrong, note, refusalBy(anchor, call, told));
}

async function send({ call, context, note }: Exchange, reply: HttpReply): Promise<void> {
  if ((reply.status ?? 200) >= 400 || reply.fault !== null) context.note({ scripted: true });
  await sendResponse(call, reply, note);
}

/** A call as its contract looks at it. A copy of the whole head would take as long as the check. */
function callRequest({ id, head }: Call, body: Uint8Array): CallRequest {
  const { service, method, path, query, headers } = head as HttpHead;
  return { id, service, method, path, query, headers, body };
}

/** What the service of a call is held against. */
function anchorFor({ services }: HttpConfig, { service }: HttpHead): Anchor | undefined {
  const config = services.find(({ name }) => name === service);
  return config === undefined ? undefined : anchorOf(config);
}

/** Whether calls of a service that no stub takes are answered from its contract. */
function isSynthetic({ services }: HttpConfig, { service }: HttpHead): boolean {
  return services.find(({ name }) => name === service)?.unmatched === "synthetic";
}

/** How the service itself refuses a request that its contract does not allow. */
function refusalBy(anchor: Anchor | undefined, call: Call, told: readonly Finding[]): HttpReply | undefined {
  const errors = told.filter(({ severity }) => severity === "error");
  return anchor === undefined ? undefined : refusalInContract(anchor, call.head as HttpHead, errors);
}
