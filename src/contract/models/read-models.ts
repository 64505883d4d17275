import { failed, hasErrors, isJsonObject, nearest, ok, quote } from "../../core/index.ts";
import type { Finding, Json, JsonObject, Place, RegexPort, Result } from "../../core/index.ts";
import { readDocument, type TextDocument } from "../../scenario/index.ts";
import { findingsOf, type Problem } from "../document/problem.ts";
import { createSchemas, type Schemas, type Validator } from "../schema/index.ts";
import { pointerStep } from "../schema/pointer.ts";
import {
  bindingName,
  type BindingText,
  type BoundModel,
  composed,
  fieldsOf,
  hasFields,
} from "./bound-model.ts";
import { circularModels } from "./circles.ts";
import { dumped, rooted } from "./dump.ts";
import { type Link, operationShape, readLinks } from "./links.ts";
import { modelName, type OperationName, type ReadBinding, readBindings, report } from "./read-binding.ts";

/** What a models file declares: the bodies that a service really sends. */
export interface Models {
  readonly file: string;
  /** The models' names, in the file's order. */
  readonly names: readonly string[];
  readonly bindings: readonly Binding[];
  readonly links: readonly Link[];
  /** The file itself, with what is in it besides. */
  readonly document: Json;
  /** Where schemas stand, by what references call them: "#/$defs/Actor/properties/email"; ask for all at once. */
  placesOf(pointers: readonly string[]): readonly Place[];
  /** The model of an operation's answer with a status: the exact one, "2XX", then "default". */
  bound(operation: OperationName, status: number): BoundModel | undefined;
  /** A model by name: "Actor", "Actor[]". */
  model(name: string): BoundModel | undefined;
}

/** An answer and its model. */
export interface Binding {
  readonly operation: OperationName;
  /** "200", "2XX", "default". */
  readonly status: string;
  readonly model: BoundModel;
}

/**
 * Reads a models file, YAML or JSON: `models` (JSON Schema, also as Pydantic's
 * `model_json_schema(mode="serialization")` writes it; `unknown: true` where the fields are not known), `bind` (which
 * answer is which model) and `links` (fields that hold the same). All findings at once, with their places.
 * @param file path as the user would write it; its ending says the format
 */
export function readModels(
  file: string,
  bytes: Uint8Array,
  options: { readonly regex?: RegexPort | undefined } = {},
): Result<Models> {
  const document = readDocument(file, bytes);
  if (!document.ok) return document;
  const problems: Problem[] = [];
  const written = topLevel(document.value.value, problems);
  const models = new Map(Object.entries(written.models));
  const reading = { models: new Set(models.keys()), problems };
  const bindings = readBindings(reading, written.bind, "/bind");
  const links = readLinks(reading, written.links, "/links");
  const definitions = definitionsOf(models, bindings, problems);
  problems.push(...circularModels(definitions));
  const places = (pointers: readonly string[]): readonly Place[] =>
    document.value.placesOf(pointers.map(filePointer));
  const schemas = createSchemas(definitions, {
    dialect: "2020-12",
    strict: true,
    regex: options.regex,
    places,
  });
  const { validators, findings } = compileAll(definitions, schemas);
  const all = [...findingsOf(document.value, problems), ...findings];
  if (hasErrors(all)) return failed(inOrder(all));
  const make = boundMaker(document.value, models, schemas, validators);
  return ok(
    modelsOf(
      { file, document: document.value.value, placesOf: places },
      models,
      bindings.map((one) => ({
        operation: one.operation,
        status: one.status,
        model: make(one, one.pointer),
      })),
      links.map(({ left, right, pointer }) => ({ left, right, at: placeAt(document.value, pointer) })),
      make,
    ),
    inOrder(all),
  );
}

function modelsOf(
  from: Pick<Models, "file" | "document" | "placesOf">,
  models: ReadonlyMap<string, Json>,
  bindings: readonly Binding[],
  links: readonly Link[],
  make: (text: BindingText, pointer: string) => BoundModel,
): Models {
  const bound = new Map<string, Binding[]>();
  for (const one of bindings) {
    const shape = operationShape(one.operation);
    bound.set(shape, [...(bound.get(shape) ?? []), one]);
  }
  return {
    ...from,
    names: [...models.keys()],
    bindings,
    links,
    bound: (operation, status) => {
      const same = bound.get(operationShape(operation)) ?? [];
      const wanted = [String(status), `${String(status)[0]}XX`, "default"];
      return wanted.flatMap((text) => same.find((one) => one.status === text)?.model ?? [])[0];
    },
    model: (text) => {
      const { name, list } = modelName(text);
      if (!models.has(name)) return undefined;
      return make({ models: [name], plus: {}, list }, `/models${pointerStep(name)}`);
    },
  };
}

interface TopLevel {
  readonly models: JsonObject;
  readonly bind: JsonObject;
  readonly links: Json;
}

function topLevel(value: Json, problems: Problem[]): TopLevel {
  const table = isJsonObject(value) ? value : {};
  const known = ["models", "bind", "links"];
  for (const key of Object.keys(table)) {
    if (known.includes(key) || key.startsWith("x-")) continue;
    const schema = key === "$defs" || key === "properties";
    const fix = schema
      ? "Put a model's schema below models, under its name."
      : "Write models, bind or links.";
    report(
      { problems },
      "unknown-field",
      pointerStep(key),
      `unknown field ${quote(key, 60)}`,
      fix,
      nearest(key, known),
    );
  }
  return {
    models: tableOf(table, "models", problems),
    bind: tableOf(table, "bind", problems),
    links: table["links"] ?? [],
  };
}

function tableOf(table: JsonObject, key: string, problems: Problem[]): JsonObject {
  const value = table[key];
  if (isJsonObject(value)) return value;
  if (value !== undefined) report({ problems }, "wrong-type", `/${key}`, `${key} must be a table`);
  else if (key === "models")
    report({ problems }, "missing-field", "", "models is missing", "Write models: { Name: { ... } }.");
  return {};
}

/** Fields of a model whose schema is not known. */
const unknownFields: ReadonlySet<string> = new Set(["unknown", "source", "description"]);

function definitionsOf(
  models: ReadonlyMap<string, Json>,
  bindings: readonly ReadBinding[],
  problems: Problem[],
): Record<string, Json> {
  const definitions = new Map<string, Json>();
  for (const [name, schema] of models) {
    const pointer = `/models${pointerStep(name)}`;
    if (!isJsonObject(schema))
      report({ problems }, "wrong-type", pointer, "a model must be a schema", "Write an object.");
    else if (!Object.hasOwn(schema, "unknown")) definitions.set(name, dumped(rooted(name, schema)));
    else {
      definitions.set(name, true);
      if (schema["unknown"] !== true)
        report({ problems }, "invalid-value", `${pointer}/unknown`, "unknown can only be true", "Remove it.");
      const more = Object.keys(schema).filter((key) => !unknownFields.has(key) && !key.startsWith("x-"));
      for (const key of more) {
        report(
          { problems },
          "conflicting-fields",
          pointer + pointerStep(key),
          `${key} beside unknown: true`,
          "Remove one of the two.",
        );
      }
    }
  }
  for (const binding of bindings) {
    const name = bindingName(binding);
    if (definitions.has(name)) continue;
    for (const one of binding.models) {
      const schema = definitions.get(one);
      if (schema === true || hasFields(schema)) continue;
      const what = `${one} can't be put together with others: it has no fields of its own`;
      report({ problems }, "invalid-value", binding.pointer, what, "Bind it alone, or give it properties.");
    }
    const parts = binding.models.map((one) => definitions.get(one) ?? true);
    definitions.set(name, composed(parts, binding.plus));
  }
  return Object.fromEntries(definitions);
}

function compileAll(
  definitions: Readonly<Record<string, Json>>,
  schemas: Schemas,
): { readonly validators: ReadonlyMap<string, Validator>; readonly findings: readonly Finding[] } {
  const validators = new Map<string, Validator>();
  const findings = new Map<string, Finding>();
  for (const name of Object.keys(definitions)) {
    const pointer = `#/$defs${pointerStep(name)}`;
    const made = schemas.validator({ $ref: pointer }, { pointer });
    // A part that several models refer to is told once.
    for (const one of made.findings) findings.set(one.what, one);
    if (made.ok) validators.set(name, made.value);
  }
  return { validators, findings: [...findings.values()] };
}

function boundMaker(
  document: TextDocument,
  models: ReadonlyMap<string, Json>,
  schemas: Schemas,
  validators: ReadonlyMap<string, Validator>,
): (text: BindingText, pointer: string) => BoundModel {
  const known = new Map<string, BoundModel>();
  return (text, pointer) => {
    const itemName = bindingName(text);
    const name = text.list ? `${itemName}[]` : itemName;
    const before = known.get(name);
    if (before !== undefined) return before;
    const schema = { $ref: `#/$defs${pointerStep(itemName)}` };
    const written = text.models.map((one) => models.get(one) as JsonObject);
    const source = written.map((one) => one["source"]).find((one) => typeof one === "string");
    const made: BoundModel = {
      name,
      itemName,
      list: text.list,
      fields: fieldsOf(schema, schemas),
      unknown: written.some((one) => one["unknown"] === true),
      source,
      at: placeAt(
        document,
        text.models.length === 1 && Object.keys(text.plus).length === 0
          ? `/models${pointerStep(itemName)}`
          : pointer,
      ),
      schema,
      schemas,
      validator: validators.get(itemName) as Validator,
    };
    known.set(name, made);
    return made;
  };
}

function placeAt(document: TextDocument, pointer: string): Place {
  return document.placesOf([pointer])[0] as Place;
}

/** Where a schema of the set stands in the file. */
function filePointer(pointer: string): string {
  return pointer.replace(/^#\/(?:\$defs|definitions|components\/schemas)/, "/models").replace(/^#/, "");
}

function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((left, right) => startOf(left) - startOf(right));
}

function startOf({ at }: Finding): number {
  return at?.kind === "file" ? (at.bytes?.start ?? 0) : 0;
}
