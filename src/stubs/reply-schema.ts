import type { Content, HttpReply } from "../core/index.ts";
import {
  boolean,
  checkTemplates,
  contentFields,
  contentNames,
  contentOf,
  httpScope,
  integer,
  list,
  literal,
  mapped,
  milliseconds,
  oneOrMany,
  optional,
  pathNames,
  record,
  string,
  table,
  type Infer,
  type MapContext,
  type TemplateScope,
} from "../scenario/index.ts";

const chunk = mapped(
  table(
    {
      text: contentFields.text,
      json: contentFields.json,
      base64: contentFields.base64,
      file: contentFields.file,
      delay_ms: optional(milliseconds(), "Real milliseconds before it is sent.", { otherwise: "0" }),
    },
    { rules: [{ rule: "exactly-one", of: contentNames }] },
  ),
  (fields) => ({ content: contentOf(fields) as Content, delayMs: fields.delayMs ?? 0 }),
);

const headerName = { pattern: /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, expected: "a header's name" } as const;
const headerValue = string({ pattern: /^[^\0\r\n]*$/, expected: "a header's value, on one line" });

const contentOfReply = {
  status: optional(integer(200, 599), "The status code.", {
    example: 503,
    otherwise: "the success that the contract declares, else 200",
  }),
  headers: optional(
    record(oneOrMany(headerValue), headerName),
    "Headers; a list sends the header several times.",
    {
      example: { "retry-after": "1", "set-cookie": ["a=1", "b=2"] },
    },
  ),
  ...contentFields,
};

const model = {
  model: optional(
    string({ nonEmpty: true }),
    "A model of the service's models file: json gives what varies, the model the rest. NAME[] is a list of it.",
    { example: "Actor" },
  ),
};

const delivery = {
  delay_ms: optional(milliseconds(), "Real milliseconds before the answer begins.", { otherwise: "0" }),
  chunks: optional(list(chunk), "A body sent piece by piece, each after its delay; instead of one body.", {
    example: [{ text: "data: 1\n\n" }, { text: "data: 2\n\n", delay_ms: 50 }],
  }),
  fault: optional(
    literal("reset", "empty", "truncated", "stalled", "malformed_chunk"),
    "What goes wrong on purpose: the connection is reset, closed without an answer, ends inside the body, stands still inside the body, or sends a broken chunk.",
    { example: "reset" },
  ),
  template: optional(
    boolean(),
    "Fill {{path.NAME}}, {{query.NAME}}, {{header.NAME}}, {{json.a.b}}, {{call}}, {{now}}, {{uuid}} in its texts.",
    { otherwise: "false" },
  ),
};

const options = {
  rules: [{ rule: "at-most-one", of: [...contentNames, "chunks"] }],
  hints: {
    body: 'Say what it is: json = ..., text = "...", base64 = "..." or file = "...".',
    code: "Write status.",
    status_code: "Write status.",
    statusCode: "Write status.",
    delay: "Write delay_ms, in milliseconds.",
  },
} as const;

const replyTable = table({ ...contentOfReply, ...model, ...delivery }, options);

/** One reply of an HTTP service. */
export const httpReply = mapped(replyTable, toReply);

/** One reply of a double that has no models of its own. */
export const plainReply = mapped(table({ ...contentOfReply, ...delivery }, options), (fields, context) =>
  toReply({ ...fields, model: undefined }, context),
);

function toReply(fields: Infer<typeof replyTable>, context: MapContext): HttpReply | undefined {
  const { status = null, fault = null, chunks = null, model } = fields;
  const said = contentOf(fields);
  if (model !== undefined && (chunks !== null || (said !== null && said.type !== "json"))) {
    return context.report("conflicting-fields", {
      at: context.placeOfField("model"),
      what: `${context.path} has a model and a body that is not json`,
      why: "A model completes a JSON value.",
      fix: "Give what varies as json, or remove model.",
    });
  }
  const body = said ?? (model === undefined ? null : emptyOf(model));
  if (status !== null && (status === 204 || status === 304) && (body !== null || chunks !== null)) {
    return context.report("conflicting-fields", {
      at: context.placeOfField("status"),
      what: `${context.path} has status ${status} and a body`,
      why: `An answer with status ${status} has no body in HTTP.`,
      fix: "Remove the body, or write another status.",
    });
  }
  const template = fields.template ?? false;
  const contents = [body, ...(chunks ?? []).map(({ content }) => content)];
  if (template && !checkTemplates(contents, scopeOf(context), context)) return undefined;
  return {
    for: "http",
    status,
    headers: Object.entries(fields.headers ?? {}).flatMap(([name, values]) =>
      values.map((value): readonly [string, string] => [name, value]),
    ),
    body,
    delayMs: fields.delayMs ?? 0,
    chunks,
    fault,
    template,
    ...(model === undefined ? {} : { model: { name: model, at: context.ofField("model").at } }),
  };
}

/** What a model completes when nothing is given. */
function emptyOf(model: string): Content {
  return { type: "json", value: model.endsWith("[]") ? [] : {} };
}

/** What templates may name: the path's names come from the stub round the reply. */
function scopeOf(context: MapContext): TemplateScope {
  const request = context.outer("request");
  return httpScope(request?.kind === "string" ? pathNames(request.value) : []);
}
