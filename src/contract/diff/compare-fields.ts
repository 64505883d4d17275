import { isJsonObject } from "../../core/index.ts";
import { atomsOf } from "./atoms.ts";
import type { Comparing } from "./comparing.ts";
import type { Facets } from "./facets.ts";
import type { Part, Side } from "./side.ts";
import { typeBits } from "./types.ts";

/** What a set of fields is, as they are seen by who sends or reads them. */
interface Fields {
  /** Where fields would stand that are not there. */
  readonly base: string;
  readonly properties: ReadonlyMap<string, readonly Part[]>;
  readonly required: ReadonlyMap<string, string>;
}

/**
 * Compares the fields of objects. One that is gone breaks both who sends it and who reads it; one that is new breaks
 * only who has to send it: readers pass over what they do not know.
 */
export function compareFields(comparing: Comparing, before: Facets, after: Facets): void {
  if ((before.types & after.types & typeBits.object) === 0) return;
  const { pair, sides, compare } = comparing;
  const old = fieldsOf(sides.old, before, pair.way);
  const now = fieldsOf(sides.new, after, pair.way);
  for (const name of new Set([
    ...old.properties.keys(),
    ...old.required.keys(),
    ...now.properties.keys(),
    ...now.required.keys(),
  ])) {
    compareField(comparing, name, old, now);
  }
  compareAdditional(comparing, before, after);
  for (const [name, parts] of old.properties) {
    const other = now.properties.get(name);
    if (other !== undefined) compare({ old: parts, new: other, path: pathOf(pair.path, name) });
  }
}

function compareField({ pair, tell }: Comparing, name: string, old: Fields, now: Fields): void {
  const { way } = pair;
  const path = pathOf(pair.path, name);
  const seen = ({ properties, required, base }: Fields) => ({
    there: properties.has(name) || required.has(name),
    required: required.has(name),
    pointer: properties.get(name)?.[0]?.pointer ?? required.get(name) ?? base,
  });
  const [was, is] = [seen(old), seen(now)];
  const places = { path, old: was.pointer, new: is.pointer };
  if (!was.there) {
    const breaks = is.required && way !== "answer";
    const what = is.required ? "the field is new, and required" : "the field is new, and optional";
    const why =
      way === "answer"
        ? "Readers pass over what they do not know; doubles lack it."
        : breaks
          ? "Callers do not send it yet."
          : "Callers need not send it.";
    tell({ rule: "field-added", sense: "other", what, why, breaks, ...places });
  } else if (!is.there) {
    const why = way === "answer" ? "Readers miss it." : "Callers that send it are refused or not heard.";
    tell({ rule: "field-removed", sense: "other", what: "the field is gone", why, breaks: true, ...places });
  } else if (is.required && !was.required) {
    tell({ rule: "field-required", sense: "narrower", what: "the field is required now", ...places });
  } else if (was.required && !is.required) {
    tell({ rule: "field-optional", sense: "wider", what: "the field may be absent now", ...places });
  }
}

function compareAdditional({ pair, tell, compare }: Comparing, before: Facets, after: Facets): void {
  const [old, now] = [before.additional, after.additional];
  if (old === "closed" && now === "closed") return;
  if (now === "closed") {
    const why =
      pair.way === "answer"
        ? "Readers meet nothing that they did not meet before."
        : "Callers that send more are refused now.";
    tell({ rule: "fields-closed", sense: "narrower", what: "has no further fields now", why });
  } else if (old === "closed") {
    const why = pair.way === "answer" ? "Readers pass over what they do not know." : "Callers may send more.";
    const breaks = pair.way === "both";
    tell({ rule: "fields-opened", sense: "wider", what: "may have further fields now", why, breaks });
  } else if (old.length + now.length > 0) compare({ old, new: now, path: `${pair.path}{}` });
}

/** The fields that go this way: what only the service writes is nothing that callers send, and the other way round. */
function fieldsOf(side: Side, { properties, required, base }: Facets, way: Comparing["pair"]["way"]): Fields {
  if (way === "both") return { properties, required, base };
  const flag = way === "request" ? "readOnly" : "writeOnly";
  const kept = new Map([...properties].filter(([, parts]) => !isMarked(side, parts, flag)));
  return {
    base,
    properties: kept,
    required: new Map([...required].filter(([name]) => kept.has(name) || !properties.has(name))),
  };
}

function isMarked(side: Side, parts: readonly Part[], flag: "readOnly" | "writeOnly"): boolean {
  const known = marks.get(parts) ?? marksOf(side, parts);
  marks.set(parts, known);
  return known[flag];
}

interface Marks {
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

/** Marks of properties: the same one is compared with many. */
const marks = new WeakMap<readonly Part[], Marks>();

function marksOf(side: Side, parts: readonly Part[]): Marks {
  const { atoms } = atomsOf(side, parts);
  const has = (flag: keyof Marks): boolean =>
    atoms.some(({ schema }) => isJsonObject(schema) && schema[flag] === true);
  return { readOnly: has("readOnly"), writeOnly: has("writeOnly") };
}

/** A field below a path. @example pathOf("agents[]", "email") // "agents[].email" */
function pathOf(path: string, name: string): string {
  const step = /^[\w$-]+$/.test(name) ? name : JSON.stringify(name);
  return path === "" ? step : `${path}.${step}`;
}
