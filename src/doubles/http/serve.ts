import {
  BacklotError,
  finding,
  limits,
  type Call,
  type Finding,
  type HttpHead,
  type HttpReply,
  type ReplyData,
} from "../../core/index.ts";
import {
  readWhole,
  recordBytes,
  refusalHeaders,
  refusedStatus,
  type HttpRecord,
  type Match,
  type ServeContext,
} from "../../engine/index.ts";
import type { Anchor, CallRequest } from "../../drift/index.ts";
import { anchorOf } from "./anchor/anchor.ts";
import { contracts } from "./anchor/contracts.ts";
import { fillModel } from "./anchor/model-reply.ts";
import { refusalInContract } from "./anchor/refuse-request.ts";
import { withStatus } from "./anchor/with-status.ts";
import { emptyReply } from "./empty-reply.ts";
import { refusalBody } from "./explain.ts";
import type { HttpConfig } from "./schema.ts";
import { sendResponse, type Sent } from "./send.ts";
import type { HttpState } from "./state.ts";
import { fillReply } from "./template.ts";
import { hasBody, httpFacts } from "./wire/facts.ts";

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
  const match = await context.match(httpFacts(head, bytes));
  if (match.kind === "matched") await answer(call, context, match, bytes, note);
  else await refuse(call, refusalOf(match), note);
}

async function answer(
  call: Call,
  context: Context,
  match: Extract<Match, { kind: "matched" }>,
  body: Uint8Array,
  note: (sent: Sent) => void,
): Promise<void> {
  const anchor = anchorFor(context.config as HttpConfig, call.head as HttpHead);
  let filled: HttpReply;
  try {
    const said = httpReply(await given(call, context, match, body), match);
    const reply = anchor === undefined ? said : withStatus(anchor, call.head as HttpHead, said);
    // A stub that answers with a refusal may be there for the very request that the contract does not allow.
    const told =
      anchor === undefined || (reply.status ?? 200) >= 400
        ? []
        : contracts().checkCall(anchor, callRequest(call, body));
    const wrong = told.find(({ severity }) => severity === "error");
    if (wrong !== undefined) {
      context.note({ outcome: "refused", findings: told });
      return refuse(call, wrong, note, refusalBy(anchor, call, told));
    }
    if (told.length > 0) context.note({ findings: told });
    const facts = { call, match, body, clock: context.clock, ids: context.ids };
    filled = fillModel(anchor, call.head as HttpHead, fillReply(reply, facts), context.clock);
  } catch (error) {
    // Nothing has been sent yet, so the program can be told why there is no answer.
    const one = error instanceof BacklotError ? error.findings[0] : undefined;
    if (one === undefined) throw error;
    context.note({ outcome: "failed", findings: [one] });
    return refuse(call, one, note);
  }
  if ((filled.status ?? 200) >= 400 || filled.fault !== null) context.note({ scripted: true });
  await sendResponse(call, filled, note);
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

/** What is answered: the reply that is written, or what the handler returns. */
async function given(
  call: Call,
  context: Context,
  match: Extract<Match, { kind: "matched" }>,
  body: Uint8Array,
): Promise<ReplyData | null> {
  if (match.answer.kind !== "handler") return match.reply;
  const head = call.head as HttpHead;
  const input = {
    call: call.id,
    use: match.use,
    method: head.method,
    path: head.path,
    query: head.query,
    headers: head.headers.map(([name, value]) => [name, value]),
    captures: { ...match.captures },
    body: recordBytes(body, limits.bodyBytes).data,
  };
  return context.ports.handler.run(match.answer.handler, "http", input);
}

function httpReply(reply: ReplyData | null, match: Extract<Match, { kind: "matched" }>): HttpReply {
  if (reply?.for === "http") return reply;
  throw new BacklotError([
    finding("unsupported-feature", {
      at: match.expectation.at,
      what: `${match.expectation.text} has no HTTP reply (${match.answer.kind})`,
    }),
  ]);
}

function tooLong(call: Call, length: number): Finding {
  return finding("over-limit", {
    at: { kind: "call", call: call.id },
    what: `the body of a request has ${length} bytes; at most ${limits.bodyBytes} are read`,
    why: "What a stub would say to a part of it may be wrong for the whole.",
    fix: "Send less in one request.",
    evidence: { call: call.id, expectation: null },
  });
}

/** The finding of a match that did not succeed. The body was read before matching, so nothing is left to need. */
function refusalOf(match: Exclude<Match, { kind: "matched" }>): Finding {
  return match.kind === "needs"
    ? finding("internal", { what: `${match.field} could not be read` })
    : match.finding;
}

/** How the service itself refuses a request that its contract does not allow. */
function refusalBy(anchor: Anchor | undefined, call: Call, told: readonly Finding[]): HttpReply | undefined {
  const errors = told.filter(({ severity }) => severity === "error");
  return anchor === undefined ? undefined : refusalInContract(anchor, call.head as HttpHead, errors);
}

/** @param own how the service itself would refuse it, where that is known */
async function refuse(call: Call, one: Finding, note: (sent: Sent) => void, own?: HttpReply): Promise<void> {
  const reply: HttpReply = own ?? {
    ...emptyReply,
    status: refusedStatus,
    headers: refusalHeaders(one),
    body: { type: "json", value: refusalBody(one) },
  };
  await sendResponse(call, reply, note);
}
