import type { Anchor, StubEvidence } from "../evidence.ts";
import { anchorFile, checkStub } from "../stub/index.ts";
import { observed, ofRedacted } from "./observed.ts";
import { operationOf, type Observation } from "./observation.ts";
import type { StubView, View } from "./view.ts";

/** What the contract and its models say of each stub (H101 to H104, H131 to H144), called or not. */
export function stubRules({ stubs }: View): readonly Observation[] {
  const steps = stepsOf();
  return stubs.flatMap((one) => {
    const { stub, anchor, subject, worlds } = one;
    if (anchor === undefined) return [];
    const told = checkStub(anchor, stub)
      .filter((found) => !ofRedacted(found))
      .map((found) => observed(found, { subject, stub: stub.id, worlds }));
    return [...told, ...honestRefusal(one), ...otherTemplate(one, steps)];
  });
}

/** A refusal of what the contract does not have is right, and listed (H103). */
function honestRefusal({ stub, anchor, found, subject, worlds }: StubView): readonly Observation[] {
  if (anchor === undefined || found === undefined || found.kind === "operation") return [];
  const due = found.kind === "path-absent" ? [404, 405] : [405];
  const statuses = stub.answers.map(({ status }) => status ?? 200);
  if (statuses.length === 0 || !statuses.every((status) => due.includes(status))) return [];
  const what = `${operationOf(subject)} is refused with ${[...new Set(statuses)].join(", ")}, as ${anchorFile(anchor)} has it`;
  return [{ rule: "honest-refusal", witness: "SA", subject, what, at: stub.at, stub: stub.id, worlds }];
}

/**
 * A stub whose path has a word where the contract has a value, and the word is a step of another path there (H105):
 * "/api/actors/focus" is the actor named "focus".
 */
function otherTemplate(
  { stub, anchor, found, subject, worlds }: StubView,
  stepsOf: (anchor: Anchor) => ReadonlySet<string>,
): readonly Observation[] {
  if (anchor === undefined || found?.kind !== "operation" || stub.path === undefined) return [];
  const words = Object.entries(found.params).filter(
    ([name, value]) => stub.path?.includes(`/${value}`) === true && value !== name && isWord(value),
  );
  const wrong = words.filter(([, value]) => stepsOf(anchor).has(value));
  return wrong.map(([name, value]) => ({
    rule: "other-operation",
    witness: "SA",
    subject,
    what: `${stub.text} is read as ${operationOf(subject)} with ${name} = "${value}"`,
    at: stub.at,
    stub: stub.id,
    worlds,
  }));
}

/** The steps of all paths of a contract, each looked up once. */
function stepsOf(): (anchor: Anchor) => ReadonlySet<string> {
  const known = new Map<Anchor, ReadonlySet<string>>();
  return (anchor) => {
    const steps =
      known.get(anchor) ?? new Set(anchor.contract.operations.flatMap(({ template }) => template.split("/")));
    known.set(anchor, steps);
    return steps;
  };
}

function isWord(text: string): boolean {
  return /^[a-z][a-z-]{2,}$/.test(text);
}

/** Calls that a stub for another operation answered (H105): its path has a name where the contract has a word. */
export function answeredByOther(view: View): readonly Observation[] {
  return view.groups.flatMap(({ subject, found, calls }) => {
    if (found?.kind !== "operation") return [];
    return calls.flatMap(({ call, world }): Observation[] => {
      const by = view.stubOf(call.stub);
      if (by?.found?.kind !== "operation" || by.found.operation === found.operation) return [];
      const what = `${by.stub.text} answers ${operationOf(subject)}, which is another operation`;
      const { at, id } = by.stub;
      return [{ rule: "other-operation", witness: "JSA", subject, what, at, stub: id, worlds: [world] }];
    });
  });
}

/** Answers that only a journal knows: of handlers, templates, real services and doubles that say no bodies. */
export function answerRules(view: View): readonly Observation[] {
  return view.groups.flatMap(({ service, method, subject, anchor, found, calls }) => {
    if (anchor === undefined || found?.kind !== "operation") return [];
    const checked = new Map<unknown, readonly Observation[]>();
    return calls.flatMap(({ call, world }): readonly Observation[] => {
      const { status, answer } = call;
      if (status === undefined || answer === undefined || call.outcome === "refused") return [];
      const by = view.stubOf(call.stub)?.stub;
      if (by !== undefined && isKnown(by)) return [];
      const key = `${status} ${JSON.stringify(answer)}`;
      const before = checked.get(key);
      if (before !== undefined) return before.map((one) => ({ ...one, worlds: [world] }));
      const seen: StubEvidence = {
        id: by?.id ?? "",
        service,
        method,
        path: call.path,
        text: operationOf(subject),
        answers: [{ status, mediaType: "application/json", body: answer, fault: false }],
        optional: false,
        forbidden: false,
        at: by?.at,
      };
      const made = checkStub(anchor, seen)
        .filter((one) => !ofRedacted(one))
        .map((one) => observed(one, { subject, stub: by?.id, worlds: [world], witness: "J" }));
      checked.set(key, made);
      return made;
    });
  });
}

/** Whether a stub says what it answers, or breaks it on purpose: then what the journal saw is no news. */
function isKnown({ answers }: StubEvidence): boolean {
  if (answers.some(({ fault }) => fault)) return true;
  return answers.length > 0 && answers.every(({ body }) => body !== undefined);
}
