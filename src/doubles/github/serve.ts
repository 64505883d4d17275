import { encodeLossless, limits, utf8, type Call, type HeaderList, type HttpHead } from "../../core/index.ts";
import { readWhole, recordBytes, type HttpRecord, type ServeContext } from "../../engine/index.ts";
import { anonymous, type Actor } from "./access/actor.ts";
import { checkVersion, refusedAtTheDoor } from "./access/admission.ts";
import { Meter } from "./access/meter.ts";
import { rateOverview, resourceOf } from "./access/rates.ts";
import { tokenHeaders } from "./access/token-headers.ts";
import { resolveActor } from "./access/resolve-actor.ts";
import type { GithubConfig } from "./config.ts";
import { wholeSeconds, type GithubCommand } from "./decide.ts";
import { published, type Operation } from "./published/index.ts";
import type { RestAnswer } from "./rest/answer.ts";
import { locate } from "./rest/origin.ts";
import { operations } from "./rest/operations.ts";
import { problemAnswer, type Performed } from "./rest/perform.ts";
import { ApiProblem, notFound } from "./rest/problem.ts";
import { headersOf, statusOf } from "./rest/protocol.ts";
import { readBody } from "./rest/read-body.ts";
import { headerOf, type RestRequest } from "./rest/request.ts";
import { viewOf, type GithubState } from "./state/state.ts";

type Context = ServeContext<GithubState, GithubCommand>;

const noBytes = new Uint8Array();

/** Serves one request: who calls, what for, what that comes to. */
export async function serveGithub(call: Call, context: Context): Promise<void> {
  const head = call.head as HttpHead;
  const body = await readWhole(call, limits.bodyBytes);
  const record: HttpRecord = {
    protocol: "http",
    method: head.method,
    path: head.path,
    query: head.query,
    headers: head.headers,
    ...(body.bytes.length === 0
      ? {}
      : { body: recordBytes(body.bytes, limits.recordBodyBytes, body.length) }),
  };
  context.note({ detail: record });
  if (body.gone) {
    context.note({ outcome: "gone" });
    return call.reply.close({ how: "rst" });
  }
  const { request } = locate(head, body.bytes);
  const exchange = await answerRequest(request, body.length > body.bytes.length, context);
  await send(call, context, record, request, exchange);
}

/** An answer, and what has to be told beside it. */
interface Exchange {
  readonly answer: RestAnswer;
  /** What follows from who called, given the status that is sent. */
  readonly told: (status: number) => HeaderList;
}

async function answerRequest(request: RestRequest, tooLarge: boolean, context: Context): Promise<Exchange> {
  const atTheDoor = refusedAtTheDoor(request);
  if (atTheDoor !== undefined) return { answer: atTheDoor, told: () => [] };
  const routed = published().route(request.method, request.path);
  const found = routed !== undefined && "operation" in routed ? routed : undefined;
  const operation = found?.operation;
  let actor = anonymous;
  let meter: Meter | undefined;
  const told = (status: number): HeaderList => [
    ...tokenHeaders(actor, operation?.id, status),
    ...(meter?.settle(status) ?? []),
  ];
  try {
    checkVersion(request);
    if (tooLarge) throw new ApiProblem(413, "Payload too large");
    if (operation !== undefined) readBody(request.body, operation);
    meter = meterFor(anonymous, operation, context);
    actor = actorFor(request, context);
    meter = meterFor(actor, operation, context);
    meter.admit((context.config as GithubConfig).rateLimits.secondary, () =>
      context.note({ scripted: true }),
    );
    if (found === undefined || !operations.has(found.operation.id)) throw notFound();
    const decided = await context.commit({
      do: "rest",
      request,
      operation: found.operation.id,
      params: found.params,
      actor,
      ...(found.operation.id === rateLimit ? { rates: rateOverview(meter.facts) } : {}),
    });
    if ("refused" in decided) throw new Error(decided.refused);
    return { answer: (decided.answer as Performed).answer, told };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return { answer: problemAnswer(error, operation), told };
  }
}

/** Asking what is left of the limits costs nothing. */
const rateLimit = "rate-limit/get";

function meterFor(actor: Actor, operation: Operation | undefined, context: Context): Meter {
  const facts = {
    view: viewOf(context.state),
    actor,
    nowMs: context.clock.nowMs(),
    limits: (context.config as GithubConfig).rateLimits.limits,
    counted: (key: string) => context.counted(key),
  };
  return new Meter(facts, resourceOf(operation?.id), operation?.id === rateLimit, context);
}

/** Who calls, which the journal tells by the token's name. */
function actorFor(request: RestRequest, context: Context): Actor {
  const { auth } = context.config as GithubConfig;
  const authorization = headerOf(request.headers, "authorization");
  const actor = resolveActor(viewOf(context.state), {
    authorization,
    at: wholeSeconds(context.clock.now()),
    auth,
  });
  context.note({
    identity: {
      token: actor.token?.name ?? null,
      actor: actor.account?.login ?? null,
      ...(actor.accepted ? { accepted: true } : {}),
    },
  });
  return actor;
}

async function send(
  call: Call,
  context: Context,
  record: HttpRecord,
  request: RestRequest,
  { answer, told }: Exchange,
): Promise<void> {
  const bytes = bytesOf(answer);
  const status = statusOf(request, answer, bytes);
  const bodyless = status === 204 || status === 304 || (call.head as HttpHead).method === "HEAD";
  const shown = { ...answer, headers: [...answer.headers, ...told(status)] };
  const headers = headersOf({ request, answer: shown, bytes, status, call: call.id, clock: context.clock });
  const sent = bodyless ? noBytes : bytes;
  context.note({
    detail: {
      ...record,
      response: {
        status,
        headers,
        ...(sent.length === 0 ? {} : { body: recordBytes(sent, limits.recordBodyBytes) }),
      },
    },
  });
  await call.reply.head(status, headers);
  if (sent.length > 0) await call.reply.bytes(sent);
  await call.reply.end();
}

function bytesOf({ json, text }: RestAnswer): Uint8Array {
  if (text !== undefined) return encodeLossless(text);
  return json === undefined ? noBytes : utf8(JSON.stringify(json));
}
