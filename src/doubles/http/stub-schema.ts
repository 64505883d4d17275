import { ok } from "../../core/index.ts";
import type { Answer, Condition, Result } from "../../core/index.ts";
import {
  code,
  countFields,
  decodeValue,
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
  type Infer,
  type InferInput,
  type MapContext,
  type RequestLine,
  type Shape,
  type ValueOptions,
} from "../../scenario/index.ts";
import { emptyReply } from "./empty-reply.ts";
import { httpReply } from "./reply-schema.ts";
import { checkResourceRequest } from "./resource/link-resources.ts";
import { resourceName } from "./resource/resource-schema.ts";

const stubTable = table(
  {
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
    reply: optional(oneOrMany(httpReply), "What it answers; a list answers call by call.", {
      example: { json: { ok: true } },
    }),
    resource: optional(
      string(resourceName),
      "The resource of the service that answers: it is listed and added to where the path ends in a word, and read, changed and removed where it ends in {name}.",
      { example: "spaces" },
    ),
    handler: optional(
      code<(call: never) => unknown>("a function, a module or a reference to one"),
      "A function that answers.",
      {
        codeOnly: true,
      },
    ),
    ...countFields,
  },
  {
    rules: [{ rule: "at-most-one", of: ["reply", "resource", "handler"] }],
    hints: {
      method: 'Write request = "METHOD /path".',
      path: 'Write request = "METHOD /path".',
      url: 'Write request = "METHOD /path"; the service says which host is meant.',
      response: "Write reply.",
      fixture: "Recordings are not replayed yet; write reply.",
    },
  },
);

type StubFields = Infer<typeof stubTable>;

/** A stub without its service's name. */
type Stub = Omit<EntryExpectation, "target">;

/** One entry of `stubs`, alone: what `world.service(...)` builds is checked with this. */
export const stubEntry: Shape<Stub, InferInput<typeof stubTable>> = mapped(stubTable, toStub);

function readLine(
  text: string,
  context: MapContext,
): { readonly line: RequestLine; readonly text: string } | undefined {
  const line = readRequestLine(text, context);
  return line === undefined ? undefined : { line, text };
}

function toStub(fields: StubFields, context: MapContext): Stub | undefined {
  const { line, text } = fields.request;
  const times = timesOf(fields, fields.reply?.length ?? 1, context);
  const answer = answerOf(fields, times?.max === 0, context);
  if (fields.resource !== undefined && !checkResourceRequest(line, context)) return undefined;
  const conditions = conditionsOf(fields, line, context);
  if (times === undefined || answer === undefined || conditions === undefined) return undefined;
  return {
    name: fields.name,
    double: "http",
    conditions,
    answer,
    times,
    text,
    at: context.ofField("request").at,
  };
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
  if (fields.resource !== undefined) return { kind: "resource", resource: fields.resource };
  if (fields.reply !== undefined) return { kind: "reply", replies: fields.reply };
  // A call that must never happen needs no answer; neither does one that test code answers later.
  if (forbidden || context.fromCode) return { kind: "reply", replies: [emptyReply] };
  return context.report("missing-field", {
    what: `${context.path} says no answer`,
    why: "An expectation has one match and exactly one answer.",
    fix: `Add reply, for example: ${context.assignment("reply", { json: { ok: true } })}`,
  });
}

/**
 * Checks a stub that test code declares, by the definition that files are read with.
 * @example decodeStub("convo", { request: "GET /healthz", reply: { status: 503 } }, { label: "healthz" })
 */
export function decodeStub(service: string, value: unknown, options: ValueOptions): Result<EntryExpectation> {
  const stub = decodeValue(stubEntry, value, options);
  return stub.ok ? ok({ ...stub.value, target: service }, stub.findings) : stub;
}
