import type { HandlerRef, Json, JsonTypeName, Matcher, RegexData } from "../../core/index.ts";
import {
  choose,
  code,
  custom,
  json,
  list,
  literal,
  mapped,
  matcherValue,
  named,
  optional,
  string,
  table,
  when,
  type AsymmetricMatcher,
} from "../shape/build.ts";
import type { MapContext } from "../shape/context.ts";
import type { Shape, TableOut } from "../shape/shape.ts";
import { checkMatcher, checkRegex } from "./regex.ts";
import { readPattern } from "./json-pattern.ts";

/** What TypeScript may write where a value is matched. */
export type MatcherInput = string | RegExp | AsymmetricMatcher | MatcherTable;

/** A matcher written out; exactly one of the fields. */
export interface MatcherTable {
  readonly equals?: unknown;
  readonly contains?: string;
  readonly startsWith?: string;
  readonly endsWith?: string;
  readonly glob?: string;
  readonly regex?: string | RegExp | RegexData;
  readonly is?: JsonTypeName;
  readonly any?: true;
  readonly oneOf?: readonly MatcherInput[];
  readonly includes?: MatcherInput;
  readonly json?: unknown;
  readonly not?: MatcherInput;
  readonly predicate?: HandlerRef | URL | ((value: never) => boolean);
}

const matcherDoc =
  "How a value is matched: a plain value is equality, a table with one of these fields is a matcher. " +
  "Data that looks like a matcher is written { equals = ... }.";

/** A matcher of a text: `"exact"`, `{ contains = "x" }`, `{ json = { id = 1 } }`, ... */
export const textMatcher: Shape<Matcher, MatcherInput> = named(
  "matcher",
  matcherDoc,
  () => textChoice,
) as Shape<Matcher, MatcherInput>;

/** A matcher inside JSON, where plain values of any type are equality. */
const valueMatcher: Shape<Matcher> = named(
  "value_matcher",
  "The same for a value inside JSON, where plain values may be of any type.",
  () => valueChoice,
);

function equality(value: Json): Matcher {
  return { is: "equals", value };
}

const regexShape: Shape<RegexData, string | RegExp | RegexData> = mapped(
  choose(
    when(
      "string",
      mapped(string(), (source): RegexData => ({ source, flags: "" })),
    ),
    when(
      "matcher",
      mapped(matcherValue(), (value, context) => regexOf(value, context)),
    ),
    when(
      "table",
      table({
        source: { shape: string(), presence: "required", doc: "The pattern, as in JavaScript." },
        flags: { shape: string(), presence: "optional", doc: "Flags of JavaScript: i, m, s, u." },
      }),
    ),
  ),
  (value, context) => checkRegex({ source: value.source, flags: value.flags ?? "" }, context),
) as Shape<RegexData, string | RegExp | RegexData>;

function regexOf(matcher: Matcher, context: MapContext): RegexData | undefined {
  if (matcher.is === "regex") return matcher.regex;
  return context.report("wrong-type", { what: `${context.path} must be a RegExp, not another matcher` });
}

/** The fields of a matcher; `plain` is what it can be equal to, `inner` what may stand in it. */
function matcherFields<Equal extends Json>(plain: Shape<Equal>, inner: Shape<Matcher>) {
  return {
    equals: optional(plain, "Equal to this value. For data that looks like a matcher.", { example: "x" }),
    contains: optional(string({ nonEmpty: true }), "Contains this text.", { example: "kind: Deployment" }),
    starts_with: optional(string({ nonEmpty: true }), "Begins with this text.", { example: "Bearer " }),
    ends_with: optional(string({ nonEmpty: true }), "Ends with this text.", { example: ".json" }),
    glob: optional(string(), "`*` stands for any characters, `?` for one; the whole text.", {
      example: "v*.0",
    }),
    regex: optional(regexShape, "A regular expression of JavaScript, found anywhere in the text.", {
      example: "^v\\d+$",
    }),
    any: optional(literal(true), "Is there, whatever it is.", { example: true }),
    one_of: optional(list(inner), "Matches one of these.", {
      example: ["main", { starts_with: "release/" }],
    }),
    includes: optional(inner, "A list with an item that matches this, or a text that contains it.", {
      example: "bug",
    }),
    json: optional(
      custom(
        "a JSON value, or JSON text",
        (node, decoder) => readPattern(node, decoder, valueMatcher, names),
        () => valueMatcher,
      ),
      "Is JSON that holds this: objects may have more fields, lists go item by item, values may be matchers. " +
        "A string is JSON text.",
      { example: { title: { contains: "crash" } } },
    ),
    not: optional(inner, "Does not match this.", { example: "main" }),
    predicate: optional(
      code<(value: never) => boolean>("a function, a module or a reference to one"),
      "A function that says whether a value matches.",
      { codeOnly: true },
    ),
  };
}

/** The fields of a matcher of a text, for tables that have others beside them. */
export const textMatcherFields = matcherFields(string(), textMatcher);
const valueFields = {
  ...matcherFields(json(), valueMatcher),
  is: optional(literal("string", "number", "boolean", "null", "object", "array"), "Has this type.", {
    example: "number",
  }),
};
const names: ReadonlySet<string> = new Set(Object.keys(valueFields));

const textChoice = choose(
  when("string", mapped(string(), equality)),
  when("matcher", mapped(matcherValue(), checkMatcher)),
  when(
    "table",
    mapped(
      table(textMatcherFields, { rules: [{ rule: "exactly-one", of: Object.keys(textMatcherFields) }] }),
      matcherOf,
    ),
  ),
);

const valueChoice: Shape<Matcher> = choose(
  when(["string", "integer", "float", "boolean", "null", "list"], mapped(json(), equality)),
  when("matcher", mapped(matcherValue(), checkMatcher)),
  when("table", mapped(table(valueFields, { rules: [{ rule: "exactly-one", of: [...names] }] }), matcherOf)),
);

/** What fields of a matcher hold. */
export interface MatcherFields extends TableOut<typeof textMatcherFields> {
  readonly is?: JsonTypeName | undefined;
}

/** The matcher that fields of one come to: exactly one of them is there. */
export function matcherOf(
  fields: Omit<MatcherFields, "equals"> & { readonly equals: Json | undefined },
): Matcher {
  if (fields.equals !== undefined) return { is: "equals", value: fields.equals };
  if (fields.contains !== undefined) return { is: "contains", text: fields.contains };
  if (fields.startsWith !== undefined) return { is: "starts_with", text: fields.startsWith };
  if (fields.endsWith !== undefined) return { is: "ends_with", text: fields.endsWith };
  if (fields.glob !== undefined) return { is: "glob", pattern: fields.glob };
  if (fields.regex !== undefined) return { is: "regex", regex: fields.regex };
  if (fields.is !== undefined) return { is: "type", type: fields.is };
  if (fields.any !== undefined) return { is: "any" };
  if (fields.oneOf !== undefined) return { is: "one_of", matchers: fields.oneOf };
  if (fields.includes !== undefined) return { is: "includes", matcher: fields.includes };
  if (fields.json !== undefined) return { is: "json", subset: fields.json };
  if (fields.not !== undefined) return { is: "not", matcher: fields.not };
  return { is: "predicate", handler: fields.predicate as HandlerRef };
}
