import { answerFor, contentFor, type Operation } from "../../contract/index.ts";
import type { Finding, Json, JsonObject } from "../../core/index.ts";
import type { Anchor, StubAnswer, StubEvidence } from "../evidence.ts";
import { checkStub, findTemplate, operationName, successStatus } from "../stub/index.ts";
import { additionsFrom, completeFromModel, sampleFromContract, withAdditions } from "./complete-body.ts";
import type { AnswerChange } from "./repair.ts";

/** What can be made right of what a stub answers, and what is left then. */
export interface ReplyRepair {
  readonly answers: readonly AnswerChange[];
  readonly notes: readonly string[];
  /** What is still wrong. */
  readonly left: readonly Finding[];
  /** Why something is left. */
  readonly why: string | undefined;
}

/**
 * Completes what a stub answers: the status that the contract declares, the model that fills the body, the fields that
 * the contract's schema asks for. What its author wrote is kept, whatever it is; what contradicts the contract is left.
 */
export function changedReply(anchor: Anchor, stub: StubEvidence): ReplyRepair {
  const { method = "", path = "", service } = stub;
  const found = findTemplate(anchor, method, path);
  if (found.kind !== "operation")
    return { answers: [], notes: [], left: checkStub(anchor, stub), why: undefined };
  const { operation } = found;
  const params = path.includes("{") ? {} : found.params;
  const changes = stub.answers.map((answer, index) =>
    changedAnswer(anchor, operation, answer, index, params),
  );
  const answers = stub.answers.map((answer, index) => {
    const change = changes[index]?.change;
    if (change === undefined) return answer;
    const body = answer.body === undefined ? undefined : change.whole;
    return { ...answer, status: change.status ?? answer.status, body };
  });
  const left = checkStub(anchor, { ...stub, service, answers }).filter(
    ({ severity }) => severity === "error",
  );
  return {
    answers: changes.flatMap(({ change }) => change ?? []),
    notes: changes.flatMap(({ notes }) => notes),
    left,
    why: changes.flatMap(({ why }) => why ?? [])[0],
  };
}

interface Changed {
  readonly change?: AnswerChange | undefined;
  readonly notes: readonly string[];
  readonly why?: string | undefined;
}

function changedAnswer(
  anchor: Anchor,
  operation: Operation,
  answer: StubAnswer,
  index: number,
  params: JsonObject,
): Changed {
  if (answer.fault) return { notes: [] };
  const status = declaredStatus(operation, answer.status);
  const moved = status === answer.status ? undefined : status;
  const { body } = answer;
  const whole = { answer: index, status: moved, add: [], whole: body ?? null };
  if (body === undefined) return { change: moved === undefined ? undefined : whole, notes: [] };
  const made = completed(anchor, operation, { body, status: status ?? successStatus(operation), params });
  if (made === undefined || "why" in made) {
    return { change: moved === undefined ? undefined : whole, notes: [], why: made?.why };
  }
  return { change: { ...whole, ...made.change }, notes: made.notes };
}

/** A success that is not declared is the one that is, where there is one only. */
function declaredStatus(operation: Operation, status: number | undefined): number | undefined {
  if (status === undefined || status < 200 || status > 299 || answerFor(operation, status) !== undefined)
    return status;
  const declared = [...operation.responses.keys()].filter((one) => /^2\d\d$/.test(one));
  return declared.length === 1 ? Number(declared[0]) : status;
}

interface Answered {
  readonly body: Json;
  readonly status: number;
  readonly params: JsonObject;
}

interface CompletedReply {
  readonly change: Pick<AnswerChange, "model" | "add" | "whole">;
  readonly notes: readonly string[];
}

function completed(
  anchor: Anchor,
  operation: Operation,
  { body, status, params }: Answered,
): CompletedReply | { readonly why: string } | undefined {
  const name = operationName("", operation).trim();
  const bound = anchor.models?.bound(operation, status);
  if (bound !== undefined && !bound.unknown) {
    const items = bound.list && Array.isArray(body) ? (body as readonly Json[]) : [body];
    if (Array.isArray(body) === bound.list && items.every((item) => bound.validator.check(item).length === 0))
      return undefined;
    const made = completeFromModel(bound, body, params, { operation: name, invent: false });
    if ("why" in made) return made;
    return { change: { model: bound.name, add: made.add, whole: made.whole }, notes: [] };
  }
  const content = contentFor(answerFor(operation, status)?.content ?? [], "application/json");
  if (content?.schema === undefined) return undefined;
  const validator = anchor.contract.schemas.validator(content.schema, { direction: "answer" });
  if (!validator.ok || validator.value.check(body).length === 0) return undefined;
  const sample = sampleFromContract(anchor.contract, content, name);
  if ("why" in sample) return { why: sample.why };
  const required = new Set(
    validator.value.check(body).flatMap(({ keyword, path }) => (keyword === "required" ? [path] : [])),
  );
  const add = additionsFrom(body, sample.value).filter(({ path }) => required.has(pointerOf(path)));
  const whole = withAdditions(body, add);
  if (add.length === 0 || validator.value.check(whole).length > 0) {
    return { why: "the contract's schema does not allow what is given" };
  }
  const fields = add.map(({ path }) => path.join(".")).join(", ");
  return {
    change: { add, whole },
    notes: [`${fields} made from the contract's schema: put in what the program needs`],
  };
}

function pointerOf(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
