import { finding, jsonEqual, isJsonObject } from "../../core/index.ts";
import type { Finding, Json, JsonObject, Place } from "../../core/index.ts";
import { pointerStep } from "../schema/pointer.ts";
import { shown } from "../schema/explain/words.ts";
import { type OperationName, readOperation, type Reading, report } from "./read-binding.ts";

/** One end of a link: a field of the bodies of an operation. */
export interface LinkEnd {
  readonly operation: OperationName;
  /** Steps to the field; null is every item of a list. */
  readonly field: readonly (string | null)[];
  /** "GET /api/actors/me/agents [].sponsor_id" */
  readonly text: string;
}

/** Two fields that hold the same in the real service: `agents[].sponsor_id` is the `actor_id` of `me`. */
export interface Link {
  readonly left: LinkEnd;
  readonly right: LinkEnd;
  readonly at: Place;
}

/** A body that a double answers. */
export interface LinkedBody {
  readonly operation: OperationName;
  readonly body: Json;
  readonly at?: Place | undefined;
}

/** Reads `links`: a list of `{ field: "GET /path [].a.b", equals: "GET /path c" }`. */
export function readLinks(
  reading: Reading,
  written: Json,
  pointer: string,
): (Omit<Link, "at"> & { pointer: string })[] {
  if (!Array.isArray(written)) {
    report(reading, "wrong-type", pointer, "links must be a list", "Write a list of { field, equals }.");
    return [];
  }
  return written.flatMap((entry: Json, index) => {
    const at = `${pointer}/${index}`;
    if (!isJsonObject(entry)) {
      report(reading, "wrong-type", at, "must be a table", "Write { field, equals }.");
      return [];
    }
    for (const key of Object.keys(entry)) {
      if (key === "field" || key === "equals" || key.startsWith("x-")) continue;
      report(
        reading,
        "unknown-field",
        at + pointerStep(key),
        `unknown field ${shown(key)}`,
        "Write field and equals.",
      );
    }
    const left = readEnd(reading, entry, "field", at);
    const right = readEnd(reading, entry, "equals", at);
    return left === undefined || right === undefined ? [] : [{ left, right, pointer: at }];
  });
}

function readEnd(reading: Reading, entry: JsonObject, key: string, pointer: string): LinkEnd | undefined {
  const text = entry[key];
  if (typeof text !== "string")
    return report(reading, "missing-field", pointer, `${key} is missing or no text`, fixEnd);
  const [, operationText, fieldText] = /^(\S+ \S+) (\S+)$/.exec(text) ?? [];
  if (operationText === undefined || fieldText === undefined) {
    return report(
      reading,
      "invalid-value",
      pointer + pointerStep(key),
      `${shown(text)} names no field of an operation`,
      fixEnd,
    );
  }
  const operation = readOperation(reading, operationText, pointer + pointerStep(key));
  const field = fieldText
    .replaceAll("[]", ".[]")
    .split(".")
    .filter((step) => step !== "")
    .map((step) => (step === "[]" ? null : step));
  return operation === undefined ? undefined : { operation, field, text };
}

const fixEnd = 'Write for example "GET /api/actors/me actor_id"; [] is every item of a list.';

/**
 * Holds the bodies of doubles against the links: one warning for each field whose value no body of the other end
 * has. Where a body is missing, or has no such field, there is nothing to compare.
 */
export function checkLinks(links: readonly Link[], bodies: readonly LinkedBody[]): readonly Finding[] {
  return links.flatMap((link) => {
    const left = valuesOf(link.left, bodies);
    const right = valuesOf(link.right, bodies);
    if (right.length === 0) return [];
    const wrong = left.filter(
      ({ value }) => value !== null && !right.some((one) => jsonEqual(one.value, value)),
    );
    return wrong.map(({ value, at, path }) =>
      finding("doubles-disagree", {
        at: at ?? link.at,
        what: `${nameOf(link.left)} ${path} is ${shown(value)}, but ${link.right.text} is ${right.map((one) => shown(one.value)).join(", ")}`,
        near: [{ what: `${link.left.text} == ${link.right.text}`, at: link.at }],
        evidence: { left: value, right: right.map((one) => one.value) },
      }),
    );
  });
}

function nameOf({ operation }: LinkEnd): string {
  return `${operation.method} ${operation.template}`;
}

interface Found {
  readonly value: Json;
  readonly path: string;
  readonly at: Place | undefined;
}

function valuesOf({ operation, field }: LinkEnd, bodies: readonly LinkedBody[]): readonly Found[] {
  const same = bodies.filter((one) => sameOperation(one.operation, operation));
  return same.flatMap(({ body, at }) => valuesAt(body, field, "").map((found) => ({ ...found, at })));
}

function valuesAt(
  value: Json,
  field: readonly (string | null)[],
  path: string,
): { value: Json; path: string }[] {
  const [step, ...rest] = field;
  if (step === undefined) return [{ value, path }];
  if (step === null) {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item: Json, index) => valuesAt(item, rest, `${path}[${index}]`));
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, step)) return [];
  return valuesAt(value[step] as Json, rest, path === "" ? step : `${path}.${step}`);
}

/** Whether two names mean the same operation: parameters may be called differently. */
function sameOperation(left: OperationName, right: OperationName): boolean {
  return operationShape(left) === operationShape(right);
}

/** The same for all names of one operation. */
export function operationShape({ method, template }: OperationName): string {
  return `${method} ${template.replaceAll(/\{[^{}]*\}/g, "{}")}`;
}
