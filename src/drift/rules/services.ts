import { isJsonType, isOpen, type Operation } from "../../contract/index.ts";
import type { Anchor } from "../evidence.ts";
import { declaredAt, successStatus } from "../stub/index.ts";
import { counted, operationOf, type Observation } from "./observation.ts";
import type { StubView, View } from "./view.ts";

/** Services that nothing is held against (H001). */
export function unanchoredServices(view: View): readonly Observation[] {
  const bare = view.evidence.services.filter(({ anchor }) => anchor === undefined);
  const anchored = new Set(
    view.evidence.services.filter(({ anchor }) => anchor !== undefined).map(({ name }) => name),
  );
  return bare
    .filter(({ name }) => !anchored.has(name))
    .map(({ name, at }) => {
      const subjects = new Set([
        ...view.stubs.filter(({ stub }) => stub.service === name).map(({ subject }) => subject),
        ...view.groups.filter(({ service }) => service === name).map(({ subject }) => subject),
      ]);
      return {
        rule: "unanchored-service",
        witness: "S",
        subject: name,
        what: `service ${name} answers ${counted(subjects.size, "operation")} and has no contract`,
        at,
        worlds: view.evidence.worlds.filter(({ calls }) => calls.some(({ service }) => service === name)),
      };
    });
}

/** Whether the contract leaves the body of an operation's success open and no model says what stands in it. */
export function answerOf(
  { contract, models }: Anchor,
  operation: Operation,
): { readonly declared: boolean; readonly open: boolean; readonly bound: boolean } {
  const status = successStatus(operation);
  const content = operation.responses.get(String(status))?.content ?? [];
  return {
    declared: content.length > 0,
    // What is no JSON has no fields that a model could name.
    open: content.some((one) => mayBeJson(one.mediaType) && isOpen(contract, one)),
    bound: models?.bound(operation, status) !== undefined,
  };
}

function mayBeJson(mediaType: string): boolean {
  return isJsonType(mediaType) || mediaType === "*/*" || mediaType === "application/*";
}

/** Stubs that answer with a body of which nobody says what stands in it (H007). */
export function openAnswers(view: View): readonly Observation[] {
  const answers = new Map<Operation, ReturnType<typeof answerOf>>();
  return view.stubs.flatMap((one): Observation[] => {
    const { stub, anchor, found, subject, worlds } = one;
    if (anchor === undefined || found?.kind !== "operation" || !hasSuccessBody(one)) return [];
    const { operation } = found;
    const answer = answers.get(operation) ?? answerOf(anchor, operation);
    answers.set(operation, answer);
    if (!answer.open || answer.bound) return [];
    const place = declaredAt(
      anchor,
      operation.responses.get(String(successStatus(operation)))?.pointer ?? operation.pointer,
    );
    return [
      {
        rule: "open-answer",
        witness: "AM",
        subject,
        what: `${operationOf(subject)} may answer anything, and no model is bound to it`,
        why: `${place} leaves the body open, so the bodies of its stubs were not checked.`,
        at: stub.at,
        stub: stub.id,
        worlds,
      },
    ];
  });
}

function hasSuccessBody({ stub, found }: StubView): boolean {
  const status = found?.kind === "operation" ? successStatus(found.operation) : 200;
  return stub.answers.some(
    (one) => one.body !== undefined && !one.fault && (one.status ?? status) === status,
  );
}
