import type { Answer, Condition, HttpReply } from "../core/index.ts";
import {
  code,
  countFields,
  mapped,
  oneOrMany,
  optional,
  readRequestLine,
  record,
  required,
  string,
  table,
  textMatcher,
  timesOf,
  type EntryExpectation,
  type InferInput,
  type MapContext,
  type RequestLine,
  type Shape,
  type Infer,
} from "../scenario/index.ts";
import { emptyReply } from "./empty-reply.ts";
import { plainReply } from "./reply-schema.ts";

/** The fields by which a stub says which requests it is for. */
export const stubMatchFields = {
  name: optional(string({ nonEmpty: true }), "A name for reports, in_order and layers.", {
    example: "healthy",
  }),
  request: required(
    mapped(string(), (text, context) => readLine(text, context)),
    "METHOD /path: {name} is one segment, ** as the last segment the rest, * as method any. ?a=1 must be there, other query items may.",
    { example: "GET /healthz" },
  ),
  query: optional(record(textMatcher), "Query items that must match, by name.", { example: { page: "2" } }),
  headers: optional(record(textMatcher), "Headers that must match, by name in any case.", {
    example: { authorization: { starts_with: "Bearer " } },
  }),
  body: optional(textMatcher, "What the body must be.", { example: { json: { title: "Found a bug" } } }),
} as const;

/** Code that answers, and how often; the last fields of every stub. */
export const stubEndFields = {
  handler: optional(
    code<(call: never) => unknown>("a function, a module or a reference to one"),
    "A function that answers.",
    {
      codeOnly: true,
    },
  ),
  ...countFields,
} as const;

/** What to write instead of names that other tools use. */
export const stubHints = {
  method: 'Write request = "METHOD /path".',
  path: 'Write request = "METHOD /path".',
  url: 'Write request = "METHOD /path"; the service says which host is meant.',
  response: "Write reply.",
  fixture: "Recordings are not replayed yet; write reply.",
} as const;

/** A stub without its target. */
export type Stub = Omit<EntryExpectation, "target">;

const plainTable = table(
  {
    ...stubMatchFields,
    reply: optional(oneOrMany(plainReply), "What it answers; a list answers call by call.", {
      example: { status: 502 },
    }),
    ...stubEndFields,
  },
  { rules: [{ rule: "at-most-one", of: ["reply", "handler"] }], hints: stubHints },
);

/** One entry of `stubs` of a double that simulates: what it answers before the simulation does. */
export function plainStub(double: string): Shape<Stub, InferInput<typeof plainTable>> {
  return mapped(plainTable, (fields, context) => stubOf(double, fields, context, undefined));
}

/** What stubs of all doubles say. */
export type StubFields = Omit<Infer<typeof plainTable>, "reply"> & {
  readonly reply: readonly HttpReply[] | undefined;
};

/** The expectation that a stub is. @param own an answer of another kind that it says */
export function stubOf(
  double: string,
  fields: StubFields,
  context: MapContext,
  own: Answer | undefined,
): Stub | undefined {
  const { line, text } = fields.request;
  const times = timesOf(fields, fields.reply?.length ?? 1, context);
  const answer = own ?? answerOf(fields, times?.max === 0, context);
  const conditions = conditionsOf(fields, line, context);
  if (times === undefined || answer === undefined || conditions === undefined) return undefined;
  return { name: fields.name, double, conditions, answer, times, text, at: context.ofField("request").at };
}

function readLine(
  text: string,
  context: MapContext,
): { readonly line: RequestLine; readonly text: string } | undefined {
  const line = readRequestLine(text, context);
  return line === undefined ? undefined : { line, text };
}

function conditionsOf(fields: StubFields, line: RequestLine, context: MapContext): Condition[] | undefined {
  const conditions = [...line.conditions];
  for (const [key, matcher] of Object.entries(fields.query ?? {})) {
    if (line.conditions.some((one) => one.field === "query" && one.key === key)) {
      return context.ofField("query").report("conflicting-fields", {
        at: context.ofField("query").placeOfField(key),
        what: `${context.path} matches the query item ${key} in request and in query`,
        why: "One of the two would be forgotten when the other is changed.",
      });
    }
    conditions.push({ field: "query", key, matcher });
  }
  for (const [key, matcher] of Object.entries(fields.headers ?? {})) {
    conditions.push({ field: "headers", key: key.toLowerCase(), matcher });
  }
  if (fields.body !== undefined) conditions.push({ field: "body", matcher: fields.body });
  return conditions;
}

function answerOf(fields: StubFields, forbidden: boolean, context: MapContext): Answer | undefined {
  if (fields.handler !== undefined) return { kind: "handler", handler: fields.handler };
  if (fields.reply !== undefined) return { kind: "reply", replies: fields.reply };
  // A call that must never happen needs no answer; neither does one that test code answers later.
  if (forbidden || context.fromCode) return { kind: "reply", replies: [emptyReply] };
  return context.report("missing-field", {
    what: `${context.path} says no answer`,
    why: "An expectation has one match and exactly one answer.",
    fix: `Add reply, for example: ${context.assignment("reply", { json: { ok: true } })}`,
  });
}
