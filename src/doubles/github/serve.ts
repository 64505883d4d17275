import { encodeLossless, finding, limits, quote, utf8, type Call, type HttpHead } from "../../core/index.ts";
import { callText, readWhole, recordBytes, type HttpRecord, type ServeContext } from "../../engine/index.ts";
import { hasBody, refuse, tooLong, type Sent } from "../../stubs/index.ts";
import { anonymous, type Actor } from "./access/actor.ts";
import { refusedAtTheDoor } from "./access/admission.ts";
import { Visit } from "./access/visit.ts";
import { answerByStub } from "./answer-stub.ts";
import type { GithubConfig } from "./config.ts";
import { wholeSeconds, type GithubCommand } from "./decide.ts";
import type { Operation } from "./published/index.ts";
import type { RestAnswer } from "./rest/answer.ts";
import { knownAnswers, rememberAnswer, type ReadyAnswer } from "./rest/known-answers.ts";
import { locate, type Located } from "./rest/origin.ts";
import { problemAnswer, type Performed } from "./rest/perform.ts";
import type { Performing } from "./rest/performing.ts";
import { ApiProblem } from "./rest/problem.ts";
import { headersOf, isCacheable, preflight, statusOf, varyingHeaders } from "./rest/protocol.ts";
import type { RestRequest } from "./rest/request.ts";
import { targetOf, type Target } from "./rest/target.ts";
import {
  refusedAnswer,
  syntheticAnswer,
  unsimulatedPart,
  unsimulatedWrite,
  worldFull,
} from "./rest/unsimulated.ts";
import { viewOf, type GithubState } from "./state/state.ts";
import { countCall } from "./transitions/count-calls.ts";
import type { TransitionsDue } from "./transitions/run-transitions.ts";

type Context = ServeContext<GithubState, GithubCommand>;

const noBytes = new Uint8Array();

/** Serves one request: a stub that is for it, else who calls, what for, and what that comes to. */
export async function serveGithub(call: Call, context: Context): Promise<void> {
  const head = call.head as HttpHead;
  const body = hasBody(head) ? await readWhole(call, limits.bodyBytes) : undefined;
  const bytes = body?.bytes ?? noBytes;
  const record: HttpRecord = {
    protocol: "http",
    method: head.method,
    path: head.path,
    query: head.query,
    headers: head.headers,
    ...(body === undefined ? {} : { body: recordBytes(bytes, limits.recordBodyBytes, body.length) }),
  };
  context.note({ detail: record });
  if (body?.gone === true) {
    context.note({ outcome: "gone" });
    return call.reply.close({ how: "rst" });
  }
  const note = (response: Sent): void => context.note({ detail: { ...record, response } });
  if (body !== undefined && body.length > bytes.length) {
    const one = tooLong(call, body.length);
    context.note({ outcome: "refused", findings: [one] });
    return refuse(call, one, note);
  }
  const located = locate(head, bytes);
  const { path } = located.request;
  const due = dueAfter(context, located.request);
  if (await answerByStub({ call, context, path, body: bytes, note })) {
    if (due !== undefined) tellFailed(call, context, await commit(context, { do: "transitions", due }));
    return;
  }
  const key = due === undefined && body === undefined ? knownBy(head) : undefined;
  const nowMs = context.clock.nowMs();
  const known = key === undefined ? undefined : knownAnswers(context.state, nowMs).get(key);
  if (known !== undefined) return sendKnown(call, context, record, located.request, known);
  const said = await answer(call, context, located, due);
  // What is due happens before the program can go on, whatever its call came to.
  const performed =
    said.performed ?? (due === undefined ? undefined : await commit(context, { do: "transitions", due }));
  if (performed !== undefined) tellFailed(call, context, performed);
  const ready = readyAnswer(context, head, said);
  if (key !== undefined && isLasting(said)) rememberAnswer(context.state, nowMs, key, ready);
  await send(call, context, record, ready, said.visit);
}

/** Whether the same request would be answered the same, as long as state and clock are what they are. */
function isLasting({ performed, visit }: Said): boolean {
  return performed?.events.length === 0 && visit?.extras.rates === undefined;
}

/** All that a read says; undefined: it is none, and has to be performed. */
function knownBy({ method, origin, path, query, headers }: HttpHead): string | undefined {
  if (method !== "GET") return undefined;
  let key = `${origin} ${path}?${query}`;
  for (const [name, value] of headers) key += `\n${name}:${value}`;
  return key;
}

/** What a request came to. */
interface Said {
  readonly request: RestRequest;
  readonly answer: RestAnswer;
  readonly operation?: Operation | undefined;
  readonly actor: Actor;
  /** Undefined: nobody asked who makes it. */
  readonly visit?: Visit;
  /** It was made from the description alone. */
  readonly synthetic?: boolean;
  /** Undefined: it reached no operation. */
  readonly performed?: Performed | undefined;
}

async function answer(
  call: Call,
  context: Context,
  located: Located,
  due: TransitionsDue | undefined,
): Promise<Said> {
  const { request } = located;
  if (request.method === "OPTIONS") return { request, answer: preflight(), actor: anonymous };
  const atTheDoor = refusedAtTheDoor(request);
  if (atTheDoor !== undefined) return { request, answer: atTheDoor, actor: anonymous };
  const target = targetOf(viewOf(context.state), located);
  const operation = target.kind === "operation" ? target.operation : undefined;
  const visit = new Visit(context, request, operation);
  let actor: Actor = anonymous;
  try {
    actor = visit.enter();
    if (target.kind === "problem") throw target.problem;
    if (target.kind === "elsewhere")
      return { request, answer: elsewhere(call, context, target), actor, visit };
    const performed = await perform(context, target, { actor, ...visit.extras }, due);
    const done = { request: target.request, operation, actor, visit, performed };
    if (performed.answer?.full === true) return { ...done, answer: refusedAsFull(call, context, target) };
    if (performed.answer !== null) return { ...done, answer: performed.answer };
    return target.operation.method === "GET"
      ? { ...done, answer: madeUp(context, target), synthetic: true }
      : { ...done, answer: refusedWrite(call, context, target) };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return { request, answer: problemAnswer(error, operation), actor, visit };
  }
}

/** What transitions wait for is counted as calls arrive. */
function dueAfter(context: Context, request: RestRequest): TransitionsDue | undefined {
  const { transitions } = context.config as GithubConfig;
  if (transitions.length === 0) return undefined;
  const counted = countCall(transitions, request, context);
  // Reads bring no event about.
  const mayFollow = request.method !== "GET" && transitions.some(({ when }) => when.kind === "event");
  return mayFollow || counted.length > 0 ? { transitions, counted } : undefined;
}

async function perform(
  context: Context,
  { operation, params, request }: OperationTarget,
  caller: Pick<Performing, "actor" | "rates">,
  due: TransitionsDue | undefined,
): Promise<Performed> {
  return commit(context, { do: "rest", request, operation: operation.id, params, ...caller, due });
}

type OperationTarget = Extract<Target, { kind: "operation" }>;

async function commit(context: Context, command: GithubCommand): Promise<Performed> {
  const decided = await context.commit(command);
  if ("refused" in decided) throw new Error(decided.refused);
  return decided.answer as Performed;
}

/** What should have happened by itself and could not is the scenario's fault, not the program's. */
function tellFailed(call: Call, context: Context, { failed }: Performed): void {
  if (failed.length === 0) return;
  context.note({
    findings: failed.map(({ name, at, why }) =>
      finding("failed-transition", {
        at,
        what: `the transition ${quote(name)} could not happen: ${why}`,
        evidence: { call: call.id, expectation: null },
      }),
    ),
  });
}

/** A read that nobody keeps state for. */
function madeUp(context: Context, { operation, params, request }: OperationTarget): RestAnswer {
  const now = wholeSeconds(context.clock.now());
  return syntheticAnswer(operation, params, request, { assets: context.ports.assets, now });
}

/** A write that nobody keeps state for. */
function refusedWrite(call: Call, context: Context, { operation }: OperationTarget): RestAnswer {
  const one = unsimulatedWrite(call.id, callText(call), operation);
  context.note({ outcome: "refused", findings: [one] });
  return refusedAnswer(one, operation.documentationUrl);
}

/** A write that there is no room for. */
function refusedAsFull(call: Call, context: Context, { operation }: OperationTarget): RestAnswer {
  const one = worldFull(call.id, callText(call));
  context.note({ outcome: "refused", findings: [one] });
  return refusedAnswer(one, operation.documentationUrl);
}

function elsewhere(
  call: Call,
  context: Context,
  { part }: Extract<Target, { kind: "elsewhere" }>,
): RestAnswer {
  const one = unsimulatedPart(call.id, callText(call), part);
  context.note({ outcome: "refused", findings: [one] });
  return refusedAnswer(one);
}

function readyAnswer({ ports }: Context, { method }: HttpHead, said: Said): ReadyAnswer {
  const { request, answer: given, operation, actor, synthetic = false } = said;
  const whole = bytesOf(given);
  const digest = isCacheable(request, given) ? ports.hash.sha256(whole) : undefined;
  const status = statusOf(request, given, digest);
  const signedIn = actor.account !== null;
  const headers = headersOf({ request, answer: given, bytes: whole, digest, status, signedIn });
  const bodyless = status === 204 || status === 205 || status === 304 || method === "HEAD";
  const bytes = bodyless ? noBytes : whole;
  const body = bytes.length === 0 ? {} : { body: recordBytes(bytes, limits.recordBodyBytes) };
  return { status, headers, bytes, record: { status, headers, ...body }, operation, actor, synthetic };
}

/** Sends what the same request got before, when it may be asked for once more. */
async function sendKnown(
  call: Call,
  context: Context,
  record: HttpRecord,
  request: RestRequest,
  known: ReadyAnswer,
): Promise<void> {
  const { operation, actor } = known;
  const visit = new Visit(context, request, operation);
  try {
    visit.enter(actor);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const said = { request, answer: problemAnswer(error, operation), actor };
    return send(call, context, record, readyAnswer(context, call.head as HttpHead, said), visit);
  }
  return send(call, context, record, known, visit);
}

async function send(
  call: Call,
  context: Context,
  record: HttpRecord,
  { status, headers, bytes, record: response, synthetic }: ReadyAnswer,
  visit: Visit | undefined,
): Promise<void> {
  const varying = [...varyingHeaders(call.id, context.clock.now()), ...(visit?.leave(status) ?? [])];
  context.note({
    detail: { ...record, response, varying },
    ...(synthetic ? { fidelity: "synthetic" } : {}),
  });
  await call.reply.head(status, [...headers, ...varying]);
  if (bytes.length > 0) await call.reply.bytes(bytes);
  await call.reply.end();
}

function bytesOf({ json, text }: RestAnswer): Uint8Array {
  if (text !== undefined) return encodeLossless(text);
  return json === undefined ? noBytes : utf8(JSON.stringify(json));
}
