import { encodeLossless, limits, utf8, type Call, type HttpHead } from "../../core/index.ts";
import { readWhole, recordBytes, type HttpRecord, type ServeContext } from "../../engine/index.ts";
import type { Actor } from "./access/actor.ts";
import { resolveActor } from "./access/resolve-actor.ts";
import type { GithubConfig } from "./config.ts";
import { wholeSeconds, type GithubCommand } from "./decide.ts";
import { published } from "./published/index.ts";
import type { RestAnswer } from "./rest/answer.ts";
import { locate } from "./rest/origin.ts";
import { operations } from "./rest/operations.ts";
import { problemAnswer, type Performed } from "./rest/perform.ts";
import { ApiProblem, notFound } from "./rest/problem.ts";
import { headersOf, statusOf } from "./rest/protocol.ts";
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
  const answer = await answerRequest(request, context);
  await send(call, context, record, request, answer);
}

async function answerRequest(request: RestRequest, context: Context): Promise<RestAnswer> {
  const routed = published().route(request.method, request.path);
  const operation = routed !== undefined && "operation" in routed ? routed.operation : undefined;
  try {
    const actor = actorFor(request, context);
    if (routed === undefined || !("operation" in routed)) throw notFound();
    if (!operations.has(routed.operation.id)) throw notFound();
    const decided = await context.commit({
      do: "rest",
      request,
      operation: routed.operation.id,
      params: routed.params,
      actor,
    });
    if ("refused" in decided) throw new Error(decided.refused);
    return (decided.answer as Performed).answer;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return problemAnswer(error, operation);
  }
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
  answer: RestAnswer,
): Promise<void> {
  const bytes = bytesOf(answer);
  const status = statusOf(request, answer, bytes);
  const bodyless = status === 204 || status === 304 || (call.head as HttpHead).method === "HEAD";
  const headers = headersOf({ request, answer, bytes, status, call: call.id, clock: context.clock });
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
