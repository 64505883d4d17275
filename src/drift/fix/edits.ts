import { textOf, utf8, type Json } from "../../core/index.ts";
import { editScenario, valueOf, type EditPath, type ScenarioEdit } from "../../scenario/index.ts";
import { withAdditions } from "./complete-body.ts";
import { holdsNull, tomlFit } from "./paste.ts";
import type { AnswerChange, ChangeReply, Repair } from "./repair.ts";

/** A scenario file that repairs are written into. */
export interface FixedFile {
  /** Its ending says the format. */
  readonly file: string;
  readonly value: Json;
  /** Where a stub stands in it. */
  readonly pathOf: (stub: ChangeReply["stub"]) => EditPath | undefined;
}

/** What repairs are as edits of a file; those whose stub is not found in it are left out. */
export async function fixEdits(
  target: FixedFile,
  repairs: readonly Repair[],
): Promise<readonly ScenarioEdit[]> {
  const changes: ScenarioEdit[] = [];
  const deleted: EditPath[] = [];
  const added: ScenarioEdit[] = [];
  for (const one of repairs) {
    if (one.repair === "add") {
      const value = target.file.endsWith(".toml") ? tomlFit(one.stub) : one.stub;
      added.push({ edit: "append", path: ["services", one.service, "stubs"], value });
      continue;
    }
    const path = target.pathOf(one.stub);
    if (path === undefined) continue;
    if (one.repair === "delete") deleted.push(path);
    else if (one.repair === "refuse")
      changes.push({ edit: "set", path: [...path, "reply"], value: one.reply });
    else changes.push(...(await answerEdits(target, path, one)));
  }
  // Paths are those of the file as it is, so nothing may move before all of them are used: the last item goes first.
  const doomed = deleted.toSorted((left, right) => Number(right.at(-1)) - Number(left.at(-1)));
  return [...changes, ...doomed.map((path) => ({ edit: "delete", path }) as const), ...added];
}

async function answerEdits(
  target: FixedFile,
  path: EditPath,
  { stub, answers }: ChangeReply,
): Promise<readonly ScenarioEdit[]> {
  const edits: ScenarioEdit[] = [];
  const replies = valueOf(target.value, [...path, "reply"]);
  for (const change of answers) {
    const reply = [...path, "reply", ...(Array.isArray(replies) ? [change.answer] : [])];
    const { status, model } = change;
    if (status !== undefined) edits.push({ edit: "set", path: [...reply, "status"], value: status });
    if (model !== undefined) edits.push({ edit: "set", path: [...reply, "model"], value: model });
    const body = stub.answers[change.answer]?.body;
    if (body !== undefined) edits.push(...(await bodyEdits(target, [...reply, "json"], body, change)));
  }
  return edits;
}

/** Values that are put into a body: one by one where it is written as a value, in its text where it is text. */
async function bodyEdits(
  { file, value }: FixedFile,
  path: EditPath,
  body: Json,
  { add }: AnswerChange,
): Promise<readonly ScenarioEdit[]> {
  if (add.length === 0) return [];
  const written = valueOf(value, path);
  if (typeof written === "string") {
    const inner = add.map((one): ScenarioEdit => ({ edit: "set", path: one.path, value: one.value }));
    const made = await editScenario("body.json", utf8(written), inner);
    const text = made.ok ? textOf(made.value) : undefined;
    return [{ edit: "set", path, value: text ?? JSON.stringify(withAdditions(body, add)) }];
  }
  if (file.endsWith(".toml") && add.some((one) => holdsNull(one.value))) {
    return [{ edit: "set", path, value: JSON.stringify(withAdditions(body, add), null, 2) }];
  }
  return add.map((one) => ({ edit: "set", path: [...path, ...one.path], value: one.value }));
}
