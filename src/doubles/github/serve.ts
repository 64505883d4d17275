import {
  encodeLossless,
  finding,
  limits,
  quote,
  utf8,
  type Call,
  type HeaderList,
  type HttpHead,
} from "../../core/index.ts";
import { callText, readWhole, recordBytes, type HttpRecord, type ServeContext } from "../../engine/index.ts";
import { hasBody, refuse, tooLong, type Sent } from "../../stubs/index.ts";
import { refusedAtTheDoor } from "./access/admission.ts";
import { Visit } from "./access/visit.ts";
import { answerByStub } from "./answer-stub.ts";
import type { GithubConfig } from "./config.ts";
import { wholeSeconds, type GithubCommand } from "./decide.ts";
import type { RestAnswer } from "./rest/answer.ts";
import { locate, type Located } from "./rest/origin.ts";
import { problemAnswer, type Performed, type Performing } from "./rest/perform.ts";
import { ApiProblem } from "./rest/problem.ts";
import { digestOf, headersOf, isCacheable, preflight, statusOf } from "./rest/protocol.ts";
import type { RestRequest } from "./rest/request.ts";
import { targetOf, type Target } from "./rest/target.ts";
import { refusedAnswer, syntheticAnswer, unsimulatedPart, unsimulatedWrite } from "./rest/unsimulated.ts";
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
  const due = dueAfter(context, located.request);
  const { path } = located.request;
  const stubbed = await answerByStub({ call, context, path, body: bytes, note });
  const said = stubbed ? undefined : await answer(call, context, located, due);
  // What is due happens before the program can go on, whatever its call came to.
  const performed =
    said?.performed ?? (due === undefined ? undefined : await commit(context, { do: "transitions", due }));
  if (performed !== undefined) tellFailed(call, context, performed);
  if (said !== undefined) await send(call, context, said, note);
}

/** What a request came to. */
interface Said {
  readonly request: RestRequest;
  readonly answer: RestAnswer;
  /** Whether it may be kept by the one who asked only. */
  readonly signedIn: boolean;
  /** Undefined: nobody asked who makes it. */
  readonly visit?: Visit;
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
  if (request.method === "OPTIONS") return { request, answer: preflight(), signedIn: false };
  const atTheDoor = refusedAtTheDoor(request);
  if (atTheDoor !== undefined) return { request, answer: atTheDoor, signedIn: false };
  const target = targetOf(viewOf(context.state), located);
  const operation = target.kind === "operation" ? target.operation : undefined;
  const visit = new Visit(context, request, operation);
  try {
    const actor = visit.enter();
    const signedIn = actor.account !== null;
    if (target.kind === "problem") throw target.problem;
    if (target.kind === "elsewhere")
      return { request, answer: elsewhere(call, context, target), signedIn, visit };
    const performed = await perform(context, target, { actor, ...visit.extras }, due);
    const found = performed.answer ?? unsimulated(call, context, target);
    return { request: target.request, answer: found, signedIn, visit, performed };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return { request, answer: problemAnswer(error, operation), signedIn: false, visit };
  }
}

/** What transitions wait for is counted as calls arrive. */
function dueAfter(context: Context, request: RestRequest): TransitionsDue | undefined {
  const { transitions } = context.config as GithubConfig;
  if (transitions.length === 0) return undefined;
  const counted = countCall(transitions, request, context);
  return transitions.some(({ when }) => when.kind === "event") || counted.length > 0
    ? { transitions, counted }
    : undefined;
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

/** What nobody keeps state for: reads are made up and say so, writes are refused. */
function unsimulated(
  call: Call,
  context: Context,
  { operation, params, request }: OperationTarget,
): RestAnswer {
  if (operation.method === "GET") {
    context.note({ fidelity: "synthetic" });
    const now = wholeSeconds(context.clock.now());
    return syntheticAnswer(operation, params, request, { assets: context.ports.assets, now });
  }
  const one = unsimulatedWrite(call.id, callText(call), operation);
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

async function send(call: Call, context: Context, said: Said, note: (sent: Sent) => void): Promise<void> {
  const { request, signedIn, visit } = said;
  const bytes = bytesOf(said.answer);
  const digest = isCacheable(request, said.answer) ? digestOf(bytes) : undefined;
  const status = statusOf(request, said.answer, digest);
  const answered = withHeaders(said.answer, visit?.leave(status) ?? []);
  const headers = headersOf({
    request,
    answer: answered,
    bytes,
    digest,
    status,
    call: call.id,
    signedIn,
    clock: context.clock,
  });
  const bodyless =
    status === 204 || status === 205 || status === 304 || (call.head as HttpHead).method === "HEAD";
  const sent = bodyless ? noBytes : bytes;
  note({
    status,
    headers,
    ...(sent.length === 0 ? {} : { body: recordBytes(sent, limits.recordBodyBytes) }),
  });
  await call.reply.head(status, headers);
  if (sent.length > 0) await call.reply.bytes(sent);
  await call.reply.end();
}

function withHeaders(answer: RestAnswer, headers: HeaderList): RestAnswer {
  return headers.length === 0 ? answer : { ...answer, headers: [...answer.headers, ...headers] };
}

function bytesOf({ json, text }: RestAnswer): Uint8Array {
  if (text !== undefined) return encodeLossless(text);
  return json === undefined ? noBytes : utf8(JSON.stringify(json));
}
