import {
  BacklotError,
  canonicalJson,
  failed,
  isJsonObject,
  ok,
  type Json,
  type Result,
} from "../../core/index.ts";
import { valueAt } from "../../scenario/index.ts";
import type { BoundModel } from "../models/bound-model.ts";
import type { Models } from "../models/read-models.ts";
import { pointerStep } from "../schema/pointer.ts";
import type { ContractDiff, RawChange } from "./change.ts";
import { compareSchemas } from "./compare-schemas.ts";
import type { SchemaComparison } from "./comparing.ts";
import { placed } from "./placed.ts";
import { modelsSide, type Part } from "./side.ts";

/**
 * Everything in which two models files differ, field by field, and what of it breaks: models are what a service
 * answers, so what is gone, may be absent or may be more than it was breaks readers.
 * @returns a finding `over-limit` for models that multiply each other
 */
export function diffModels(old: Models, now: Models): Result<ContractDiff> {
  try {
    return ok(diff(old, now));
  } catch (error) {
    if (error instanceof BacklotError) return failed(error.findings);
    throw error;
  }
}

function diff(old: Models, now: Models): ContractDiff {
  const schemas = compareSchemas({ old: modelsSide(old), new: modelsSide(now) });
  const changes: RawChange[] = [];
  const unknown: string[] = [];
  const both = old.names.filter((name) => now.names.includes(name));
  const at = (name: string): { readonly old: string; readonly new: string } => ({
    old: `#/$defs${pointerStep(name)}`,
    new: `#/$defs${pointerStep(name)}`,
  });
  for (const name of both) {
    const [one, other] = [old.model(name), now.model(name)];
    if (one === undefined || other === undefined) continue;
    if (one.unknown || other.unknown) unknown.push(name);
    else schemas.add(pairOf([partOf(one)], [partOf(other)], name), undefined);
  }
  for (const name of old.names.filter((one) => !both.includes(one))) {
    const why = "Bodies are no longer held against it.";
    changes.push(fine("model-removed", `the model ${name} is gone`, why, at(name)));
  }
  for (const name of now.names.filter((one) => !both.includes(one))) {
    const why = "Bodies can be held against it.";
    changes.push(fine("model-added", `the model ${name} is new`, why, at(name)));
  }
  changes.push(...bindings(old, now, schemas));
  const links = canonicalJson(linksOf(old)) === canonicalJson(linksOf(now)) ? [] : ["links between doubles"];
  const changed = unknown.filter((name) => textOf(old, name) !== textOf(now, name));
  return {
    kind: "models",
    oldFile: old.file,
    newFile: now.file,
    changes: placed(old, now, [...changes, ...schemas.finish()]),
    compared: both.length - unknown.length,
    notCompared: [...changed.map((name) => `${name}, whose fields are not known`), ...links],
  };
}

function fine(
  rule: RawChange["rule"],
  what: string,
  why: string,
  places: { readonly old: string; readonly new: string },
  operations: readonly string[] = [],
): RawChange {
  return { rule, breaks: false, what, why, operations, more: false, ...places };
}

function bindings(old: Models, now: Models, schemas: SchemaComparison): RawChange[] {
  const [was, is] = [boundOf(old), boundOf(now)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): RawChange[] => {
    const [one, other] = [was.get(key), is.get(key)];
    const places = { old: one?.pointer ?? "#/bind", new: other?.pointer ?? "#/bind" };
    const operations = [(one ?? other)?.operation ?? ""];
    const status = (one ?? other)?.status ?? "";
    if (one === undefined || other === undefined) {
      const what = `answer ${status} is ${one === undefined ? "bound now" : "no longer bound"} to ${(one ?? other)?.model.name}`;
      const why =
        one === undefined ? "Bodies can be held against it." : "Bodies are no longer held against it.";
      return [fine(one === undefined ? "binding-added" : "binding-removed", what, why, places, operations)];
    }
    if (!one.model.unknown && !other.model.unknown)
      schemas.add(pairOf(partsOf(old, one), partsOf(now, other), `answer ${status}`), operations[0]);
    if (one.model.list === other.model.list) return [];
    const form = (model: BoundModel): string => (model.list ? "a list" : "an object");
    const what = `answer ${status} was ${form(one.model)}, is ${form(other.model)} now`;
    const why = "Who reads one can't read the other.";
    return [{ ...fine("list-or-object-changed", what, why, places, operations), breaks: true }];
  });
}

interface Bound {
  readonly operation: string;
  readonly status: string;
  readonly model: BoundModel;
  readonly pointer: string;
}

function boundOf(models: Models): ReadonlyMap<string, Bound> {
  return new Map(
    models.bindings.map(({ operation: { method, template }, status, model }) => {
      const operation = `${method} ${template}`;
      const pointer = `#/bind${pointerStep(operation)}${pointerStep(status)}`;
      return [`${operation} ${status}`, { operation, status, model, pointer }];
    }),
  );
}

function pairOf(old: readonly Part[], now: readonly Part[], label: string) {
  return { old, new: now, way: "answer", label, named: false, path: "" } as const;
}

function partOf({ schema, itemName }: BoundModel): Part {
  return { schema, pointer: `#/$defs${pointerStep(itemName)}` };
}

/** What a binding puts together: its models as they are, so that their changes are told once, and its own fields. */
function partsOf(models: Models, { model, pointer }: Bound): readonly Part[] {
  const written = valueAt(models.document, pointer.slice(1));
  const names = isJsonObject(written) ? written["allOf"] : undefined;
  if (!isJsonObject(written) || !Array.isArray(names)) return [partOf(model)];
  const own = isJsonObject(written["plus"]) ? Object.keys(written["plus"]) : [];
  const whole = model.schemas.follow(model.schema);
  const properties = isJsonObject(whole) && isJsonObject(whole["properties"]) ? whole["properties"] : {};
  const fields = Object.fromEntries(own.map((name): [string, Json] => [name, properties[name] ?? true]));
  const plus: Json = { type: "object", properties: fields, required: own };
  return [
    ...names.filter(isText).map((name): Part => {
      const pointer = `#/$defs${pointerStep(name)}`;
      return { schema: { $ref: pointer }, pointer };
    }),
    ...(own.length === 0 ? [] : [{ schema: plus, pointer: `${pointer}/plus` }]),
  ];
}

function isText(value: Json): value is string {
  return typeof value === "string";
}

function linksOf({ document }: Models): Json {
  return valueAt(document, "/links") ?? [];
}

function textOf({ document }: Models, name: string): string {
  return canonicalJson(valueAt(document, `/models${pointerStep(name)}`) ?? null);
}
