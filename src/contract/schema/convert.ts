import { isJsonObject, limits, nearest, quote } from "../../core/index.ts";
import type { Json, JsonObject, RegexPort } from "../../core/index.ts";
import { type Dialect, type Direction, from30, requiredNames } from "./dialect.ts";
import { stepKeyword, valuesKeywords } from "./engine.ts";
import { shown } from "./explain/words.ts";
import { formats } from "./formats.ts";
import {
  checkedKeywords,
  keywords30,
  type KeywordKind,
  silentKeywords,
  unsupportedKeywords,
} from "./keywords.ts";
import { readPattern } from "./pattern.ts";
import { pointerStep } from "./pointer.ts";
import type { Converted, Origin } from "./converted.ts";

/** What is wrong with a schema. */
export interface SchemaProblem {
  readonly severity: "error" | "warning";
  readonly pointer: string;
  readonly what: string;
  readonly fix?: string;
  readonly near?: readonly string[];
}

/** What a conversion needs to know and where it puts what it finds. */
export interface Converting {
  readonly dialect: Dialect;
  readonly direction: Direction | undefined;
  /** Unknown keywords are problems: the schema was written by hand, for us. */
  readonly strict: boolean;
  readonly regex: RegexPort | undefined;
  readonly origins: WeakMap<object, Origin>;
  readonly problems: SchemaProblem[];
  /** Turns a reference into the id of what it names; undefined, after reporting, when it names nothing. */
  readonly refer: (ref: string, pointer: string) => string | undefined;
  /** Follows references to what they name, for a look at it. */
  readonly follow: (schema: Json) => Json;
  /** Counts a schema; false when there are too many. */
  readonly count: () => boolean;
}

/** Converts a schema with all that is inside it; what can't be used is left out and reported. */
export function convertSchema(
  converting: Converting,
  written: Json,
  place: Omit<Origin, "written">,
): Converted {
  return counted(converting, convert(converting, written, place.pointer, place.name, 0));
}

function convert(
  converting: Converting,
  written: Json,
  pointer: string,
  name: string | undefined,
  depth: number,
): Converted {
  const entries: [string, unknown][] = [];
  if (depth > limits.schemaDepth) {
    report(converting, "error", pointer, `more than ${limits.schemaDepth} schemas inside each other`);
  } else if (!converting.count()) {
    report(converting, "error", pointer, `more than ${limits.schemaNodes} schemas`);
  } else if (written === false) {
    entries.push(["not", {}]);
  } else if (isJsonObject(written)) {
    const { schema, orNull } =
      converting.dialect === "openapi-3.0" ? from30(written) : { schema: written, orNull: false };
    if (orNull) {
      entries.push(["anyOf", [convert(converting, schema, pointer, name, depth + 1), { type: "null" }]]);
    } else {
      for (const keyword of Object.keys(schema)) {
        const value = readKeyword(converting, schema, keyword, { pointer, name, depth });
        if (value !== undefined) entries.push(entryOf(keyword, value));
      }
      // Without it ajv runs `contains` in a way that takes over the outcome of the list before an empty one.
      if (Object.hasOwn(schema, "contains") && !Object.hasOwn(schema, "maxContains")) {
        entries.push(["maxContains", Number.MAX_SAFE_INTEGER]);
      }
    }
  } else if (written !== true) {
    report(converting, "error", pointer, `a schema must be an object, true or false, not ${shown(written)}`);
  }
  const converted = Object.fromEntries(entries);
  moveProto(converted);
  converting.origins.set(converted, { pointer, written, name });
  return converted;
}

/** A keyword as ajv gets it. */
function entryOf(keyword: string, value: unknown): [string, unknown] {
  if (keyword !== "enum" && keyword !== "const") return [keyword, value];
  const values = keyword === "enum" ? (value as readonly Json[]) : [value];
  const compared = values.some((one) => typeof one === "object" && one !== null);
  return compared ? [valuesKeywords[keyword], values] : [keyword, value];
}

interface Here {
  readonly pointer: string;
  readonly name: string | undefined;
  readonly depth: number;
}

/** The value of a keyword for ajv; undefined when it is left out. */
function readKeyword(converting: Converting, source: JsonObject, keyword: string, here: Here): unknown {
  const value = source[keyword] as Json;
  const pointer = here.pointer + pointerStep(keyword);
  if (keyword === "$ref") return readRef(converting, value, pointer);
  const kind = checkedKeywords.get(keyword);
  const known = kind !== undefined && (converting.dialect === "2020-12" || keywords30.has(keyword));
  if (!known) {
    reportUnknown(converting, keyword, pointer);
    return undefined;
  }
  if (typeof kind !== "function") return readSchemas(converting, { keyword, kind }, value, pointer, here);
  if (!kind(value)) {
    const what = `${keyword} can't be ${shown(value)}`;
    return report(converting, converting.strict ? "error" : "warning", pointer, what, `Correct ${keyword}.`);
  }
  return readValue(converting, source, keyword, value, pointer);
}

function readValue(
  converting: Converting,
  source: JsonObject,
  keyword: string,
  value: Json,
  pointer: string,
): unknown {
  switch (keyword) {
    case "required": {
      const names = requiredNames(
        value as readonly string[],
        source["properties"],
        converting.direction,
        converting.follow,
      );
      return [...new Set(names)];
    }
    case "type":
      return Array.isArray(value) ? [...new Set(value as readonly string[])] : value;
    case "format":
      return Object.hasOwn(formats, value as string) ? value : undefined;
    case "pattern":
      return readable(converting, value as string, pointer) ? value : undefined;
    default:
      return value;
  }
}

function readable(converting: Converting, pattern: string, pointer: string): boolean {
  const read = readPattern(pattern, converting.regex);
  if (read.ok) return true;
  report(
    converting,
    "warning",
    pointer,
    `the pattern ${quote(pattern, 80)} is no regular expression of JavaScript: ${read.message}`,
    "Write it as ECMA-262 has it, which is what JSON Schema asks for; until then it is not checked.",
  );
  return false;
}

function readRef(converting: Converting, ref: Json, pointer: string): string | undefined {
  if (typeof ref === "string") return converting.refer(ref, pointer);
  return report(converting, "error", pointer, `$ref must be a text, not ${shown(ref)}`);
}

function readSchemas(
  converting: Converting,
  { keyword, kind }: { readonly keyword: string; readonly kind: KeywordKind },
  value: Json,
  pointer: string,
  { name, depth }: Here,
): unknown {
  const inner = (schema: Json, step: string | number): unknown =>
    convert(converting, schema, pointer + pointerStep(step), name, depth + 1);
  if (kind === "schema") {
    // With false ajv names each field that may not be there.
    if (value === false && /^(?:additional|unevaluated)Properties$/.test(keyword)) return false;
    const converted = convert(converting, value, pointer, name, depth + 1);
    return repeated.has(keyword) ? counted(converting, converted) : converted;
  }
  if (kind === "schemas") {
    if (Array.isArray(value) && value.length > 0) return value.map(inner);
    return report(
      converting,
      "warning",
      pointer,
      "must be a list of schemas with at least one",
      "Correct it.",
    );
  }
  if (!isJsonObject(value)) {
    return report(converting, "warning", pointer, "must be a table of schemas", "Correct it.");
  }
  const keys = Object.keys(value).filter(
    (key) => keyword !== "patternProperties" || readable(converting, key, pointer + pointerStep(key)),
  );
  return Object.fromEntries(keys.map((key) => [key, inner(value[key] as Json, key)]));
}

/** Keywords whose schema is run once for each item or field. */
const repeated: ReadonlySet<string> = new Set([
  "items",
  "contains",
  "additionalProperties",
  "unevaluatedProperties",
  "unevaluatedItems",
]);

/** The same schema, counting each time it is run. */
function counted({ origins }: Pick<Converting, "origins">, converted: Converted): Converted {
  if (Object.keys(converted).length === 0) return converted;
  const made = { [stepKeyword]: true, ...converted };
  const origin = origins.get(converted);
  if (origin !== undefined) origins.set(made, origin);
  return made;
}

/** ajv leaves out a property of this name, so it is given as a pattern that only this name fits. */
function moveProto(converted: Record<string, unknown>): void {
  const properties = converted["properties"];
  if (typeof properties !== "object" || properties === null || !Object.hasOwn(properties, "__proto__"))
    return;
  const entries = Object.entries(properties);
  converted["properties"] = Object.fromEntries(entries.filter(([key]) => key !== "__proto__"));
  converted["patternProperties"] = {
    ...(converted["patternProperties"] as object | undefined),
    "^__proto__$": entries.find(([key]) => key === "__proto__")?.[1],
  };
}

function reportUnknown(converting: Converting, keyword: string, pointer: string): void {
  if (unsupportedKeywords.has(keyword)) {
    const what = `${keyword} is not supported: what it refers to depends on how the schema was reached`;
    report(converting, "warning", pointer, what, "Refer with $ref.");
  } else if (converting.strict && !silentKeywords.has(keyword) && !keyword.startsWith("x-")) {
    const near = nearest(keyword, [...checkedKeywords.keys(), ...silentKeywords]);
    const what = `${quote(keyword, 60)} is no keyword of JSON Schema`;
    report(converting, "error", pointer, what, "Write a keyword, or begin its name with x-.", near);
  }
}

function report(
  converting: Converting,
  severity: SchemaProblem["severity"],
  pointer: string,
  what: string,
  fix?: string,
  near?: readonly string[],
): undefined {
  converting.problems.push({
    severity,
    pointer,
    what,
    ...(fix === undefined ? {} : { fix }),
    ...(near === undefined ? {} : { near }),
  });
}
