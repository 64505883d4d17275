import { isJsonObject, quote } from "../../core/index.ts";
import type { Json, JsonObject } from "../../core/index.ts";
import { NotEditable } from "./edit-error.ts";

/** Names of keys and numbers of items, from the file's root. @example ["services", "convo", "stubs", 0, "reply"] */
export type EditPath = readonly (string | number)[];

/** One change of a scenario file. Edits follow each other: each one's path is that of the file after those before it. */
export type ScenarioEdit =
  /** Gives a key or an item a value; the tables round it are made where there are none. */
  | { readonly edit: "set"; readonly path: EditPath; readonly value: Json }
  /** Adds an item at the end of a list, which is made where there is none. */
  | { readonly edit: "append"; readonly path: EditPath; readonly value: Json }
  /** Removes a key or an item, and the comments that belong to it. */
  | { readonly edit: "delete"; readonly path: EditPath };

/** An edit, held against what is there: the four things that every format can do. */
export type Operation =
  | { readonly do: "replace"; readonly path: EditPath; readonly value: Json }
  | { readonly do: "insert"; readonly path: EditPath; readonly key: string; readonly value: Json }
  | { readonly do: "push"; readonly path: EditPath; readonly value: Json }
  | { readonly do: "remove"; readonly path: EditPath };

/** How a format changes its text. @throws NotEditable */
export type EditText = (text: string, operation: Operation) => string;

/** What an edit comes to in a file with a value. @throws NotEditable */
export function operationOf(root: Json, edit: ScenarioEdit): Operation {
  if (edit.edit === "delete") {
    if (edit.path.length === 0 || valueOf(root, edit.path) === undefined) throw absent(edit.path);
    return { do: "remove", path: edit.path };
  }
  const found = valueOf(root, edit.path);
  if (edit.edit === "append") {
    if (Array.isArray(found)) return { do: "push", path: edit.path, value: edit.value };
    if (found !== undefined && found !== null) throw new NotEditable(`${pathText(edit.path)} is no list`);
    return setting(root, edit.path, [edit.value]);
  }
  return setting(root, edit.path, edit.value);
}

/** Gives a path a value, with as many tables round it as are not there yet. */
function setting(root: Json, path: EditPath, value: Json): Operation {
  if (valueOf(root, path) !== undefined) return { do: "replace", path, value };
  const key = path.at(-1);
  const parent = path.slice(0, -1);
  const round = valueOf(root, parent);
  if (typeof key !== "string") throw absent(path);
  if (isJsonObject(round)) return { do: "insert", path: parent, key, value };
  if (round === undefined || round === null) return setting(root, parent, { [key]: value });
  throw new NotEditable(`${pathText(parent)} is no table`);
}

/** The value at a path. */
export function valueOf(root: Json, path: EditPath): Json | undefined {
  let value: Json | undefined = root;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === "number") value = (value as readonly Json[])[step];
    else if (isJsonObject(value) && typeof step === "string" && Object.hasOwn(value, step))
      value = value[step];
    else return undefined;
  }
  return value;
}

/** A file's value after an operation. */
export function applied(root: Json, operation: Operation): Json {
  const { path } = operation;
  switch (operation.do) {
    case "replace":
      return changed(root, path, () => operation.value);
    case "insert":
      return changed(root, path, (table) => ({ ...(table as JsonObject), [operation.key]: operation.value }));
    case "push":
      return changed(root, path, (list) => [...(list as readonly Json[]), operation.value]);
    case "remove":
    default:
      return changed(root, path.slice(0, -1), (round) => without(round, path.at(-1) as string | number));
  }
}

function changed(value: Json, path: EditPath, change: (value: Json) => Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((item: Json, index) => (index === step ? changed(item, rest, change) : item));
  }
  const table = value as JsonObject;
  return { ...table, [step]: changed(table[step] as Json, rest, change) };
}

function without(value: Json, step: string | number): Json {
  if (Array.isArray(value)) return value.filter((_, index) => index !== step);
  return Object.fromEntries(Object.entries(value as JsonObject).filter(([key]) => key !== step));
}

/** A path as a person writes it. @example pathText(["services", "convo", "stubs", 0]) // "services.convo.stubs[0]" */
export function pathText(path: EditPath): string {
  if (path.length === 0) return "the file";
  return path
    .map((step, index) => {
      if (typeof step === "number") return `[${step}]`;
      const name = /^[A-Za-z0-9_-]+$/.test(step) ? step : quote(step, 60);
      return index === 0 ? name : `.${name}`;
    })
    .join("");
}

function absent(path: EditPath): NotEditable {
  return new NotEditable(`${pathText(path)} is not there`);
}
