import { isJsonObject, nearest, quote } from "../../core/index.ts";
import type { Json, JsonObject } from "../../core/index.ts";
import type { Problem } from "../document/problem.ts";
import { pointerStep } from "../schema/pointer.ts";
import { typeNames } from "../schema/keywords.ts";
import type { BindingText } from "./bound-model.ts";

/** An operation as a binding or a link names it. */
export interface OperationName {
  readonly method: string;
  readonly template: string;
}

/** What is read of `bind`: one body of one operation. */
export interface ReadBinding extends BindingText {
  readonly operation: OperationName;
  /** "200", "2XX", "default". */
  readonly status: string;
  readonly pointer: string;
}

/** Collects problems while a models file is read. */
export interface Reading {
  readonly models: ReadonlySet<string>;
  readonly problems: Problem[];
}

/** Reads `bind`: operations, statuses and what their bodies are. */
export function readBindings(reading: Reading, bind: JsonObject, pointer: string): ReadBinding[] {
  return Object.entries(bind).flatMap(([key, answers]) => {
    const at = pointer + pointerStep(key);
    const operation = readOperation(reading, key, at);
    if (!isJsonObject(answers)) {
      report(reading, "wrong-type", at, "must be a table from statuses to models", "Write { 200: Model }.");
      return [];
    }
    return Object.entries(answers).flatMap(([status, written]) => {
      const here = at + pointerStep(status);
      if (!/^(?:[1-5](?:\d\d|XX)|default)$/.test(status)) {
        report(
          reading,
          "invalid-value",
          here,
          `${quote(status, 40)} is no status`,
          "Write 200, 2XX or default.",
        );
        return [];
      }
      const binding = readBinding(reading, written, here);
      if (binding === undefined || operation === undefined) return [];
      return [{ ...binding, operation, status, pointer: here }];
    });
  });
}

/** Reads "GET /api/actors/me". */
export function readOperation(reading: Reading, text: string, pointer: string): OperationName | undefined {
  const [, method, template] = /^([A-Z]+) (\/\S*)$/.exec(text) ?? [];
  if (method !== undefined && template !== undefined) return { method, template };
  return report(
    reading,
    "invalid-value",
    pointer,
    `${quote(text, 80)} is no operation`,
    'Write "GET /path".',
  );
}

function readBinding(reading: Reading, written: Json, pointer: string): BindingText | undefined {
  if (typeof written === "string") {
    const { name, list } = modelName(written);
    return knownModel(reading, name, pointer) ? { models: [name], plus: {}, list } : undefined;
  }
  if (!isJsonObject(written)) {
    return report(
      reading,
      "wrong-type",
      pointer,
      "must be a model's name or a table",
      'Write Model, "Model[]" or { allOf: [Model] }.',
    );
  }
  const unknown = Object.keys(written).filter(
    (key) => key !== "allOf" && key !== "plus" && !key.startsWith("x-"),
  );
  for (const key of unknown) {
    const near = nearest(key, ["allOf", "plus"]);
    report(
      reading,
      "unknown-field",
      pointer + pointerStep(key),
      `unknown field ${quote(key, 60)}`,
      "Write allOf or plus.",
      near,
    );
  }
  const models = readModelList(reading, written["allOf"], pointer);
  const plus = readPlus(reading, written["plus"] ?? {}, `${pointer}/plus`);
  return models === undefined || plus === undefined || unknown.length > 0
    ? undefined
    : { models, plus, list: false };
}

function readModelList(
  reading: Reading,
  written: Json | undefined,
  pointer: string,
): readonly string[] | undefined {
  if (!Array.isArray(written) || written.length === 0) {
    return report(
      reading,
      "missing-field",
      pointer,
      "allOf must be a list of models",
      "Write allOf: [Model].",
    );
  }
  const names = written.filter((name: Json, index): name is string => {
    const at = `${pointer}/allOf/${index}`;
    if (typeof name === "string") return knownModel(reading, name, at);
    report(reading, "wrong-type", at, "must be a model's name", "Write the name of a model of this file.");
    return false;
  });
  return names.length === written.length ? names : undefined;
}

/** Reads fields that are added: a type's name, a model's, or a schema. */
function readPlus(reading: Reading, written: Json, pointer: string): JsonObject | undefined {
  if (!isJsonObject(written))
    return report(reading, "wrong-type", pointer, "must be a table of fields", "Write { field: string }.");
  const fields = Object.entries(written).map(([field, type]): [string, Json | undefined] => {
    if (typeof type !== "string") return [field, type];
    if (typeNames.has(type)) return [field, { type }];
    const { name, list } = modelName(type);
    if (!knownModel(reading, name, pointer + pointerStep(field), [...(typeNames as ReadonlySet<string>)]))
      return [field, undefined];
    const ref = { $ref: `#/$defs${pointerStep(name)}` };
    return [field, list ? { type: "array", items: ref } : ref];
  });
  if (fields.some(([, schema]) => schema === undefined)) return undefined;
  return Object.fromEntries(fields) as JsonObject;
}

/** "Actor[]" as a name and whether it is a list. */
export function modelName(text: string): { readonly name: string; readonly list: boolean } {
  return text.endsWith("[]") ? { name: text.slice(0, -2), list: true } : { name: text, list: false };
}

function knownModel(reading: Reading, name: string, pointer: string, more: readonly string[] = []): boolean {
  if (reading.models.has(name)) return true;
  const near = nearest(name, [...reading.models, ...more]);
  report(
    reading,
    "unknown-name",
    pointer,
    `there is no model named ${quote(name, 60)}`,
    "Write the name of a model of this file.",
    near,
  );
  return false;
}

/** Adds a problem, and gives undefined: what reading gives when it fails. */
export function report(
  reading: Pick<Reading, "problems">,
  name: Problem["name"],
  pointer: string,
  what: string,
  fix?: string,
  near: readonly string[] = [],
): undefined {
  reading.problems.push({ name, pointer, what, fix, near: near.map((one) => ({ what: one })) });
}
