import { ok } from "../../core/index.ts";
import type { Answer, Condition, Place, Result } from "../../core/index.ts";
import {
  choose,
  code,
  countFields,
  decodeValue,
  integer,
  lenient,
  list,
  mapped,
  oneOrMany,
  optional,
  readRequestLine,
  record,
  required,
  section,
  string,
  table,
  textMatcher,
  timesOf,
  when,
  type EntryExpectation,
  type Infer,
  type InferInput,
  type MapContext,
  type RequestLine,
  type Shape,
  type ValueOptions,
} from "../../scenario/index.ts";
import { loadContracts } from "./anchor/contracts.ts";
import { anchorService, contractFile, modelsFile } from "./anchor/read-anchor.ts";
import { emptyReply } from "./empty-reply.ts";
import { httpReply } from "./reply-schema.ts";

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
    rules: [{ rule: "at-most-one", of: ["reply", "handler"] }],
    hints: {
      method: 'Write request = "METHOD /path".',
      path: 'Write request = "METHOD /path".',
      url: 'Write request = "METHOD /path"; the service says which host is meant.',
      response: "Write reply.",
      fixture: "Recordings are not replayed yet; write reply.",
      resource: "Resources are not simulated yet; write reply.",
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

/** A service of a scenario, without its stubs. */
export interface ServiceConfig {
  readonly name: string;
  /** Variables that get its address; {{url}} is the service's base URL. */
  readonly exports: Readonly<Record<string, string>>;
  /** Real host names that it stands in for, in lower case. */
  readonly hosts: readonly string[];
  /** Null: a free one. */
  readonly port: number | null;
  readonly at: Place;
}

/** What the section `services` comes to. */
export interface HttpConfig {
  readonly services: readonly ServiceConfig[];
}

const variable = { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, expected: "a variable's name" } as const;

const hostName = {
  pattern:
    /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*$/,
  expected: "a host's name without scheme or port",
} as const;

const exportTemplate = mapped(string(), (text, context) => {
  const other = /\{\{(?!\s*url\s*\}\})[^}]*(?:\}\})?/.exec(text);
  if (other === null && text.includes("{{")) return text.replaceAll(/\{\{\s*url\s*\}\}/g, "{{url}}");
  return context.report("bad-template", {
    at: other === null ? context.at : context.placeWithin(other.index, other.index + other[0].length),
    what:
      other === null
        ? `${context.path} does not hold {{url}}`
        : `${other[0]} is not a name that export knows`,
    why: "The variable tells the program where the service is.",
    fix: 'Write {{url}} where the address belongs, as in "{{url}}/api".',
  });
});

const exportNames = mapped(oneOrMany(string(variable)), (names) =>
  Object.fromEntries(names.map((name) => [name, "{{url}}"])),
);

const serviceTable = lenient(
  table(
    {
      export: optional(
        choose(when(["string", "list"], exportNames), when("table", record(exportTemplate, variable))),
        "Variables that tell the program its address: one, a list, or a table of templates with {{url}}.",
        { example: "CONVO_API_URL" },
      ),
      port: optional(integer(1, 65_535), "The port, where the program can't be told.", {
        example: 8080,
        otherwise: "a free one",
      }),
      hosts: optional(
        list(string(hostName)),
        "Real host names that it stands in for inside a test's own process, where the runner's integration redirects connections to them.",
        { example: ["mootup.io"] },
      ),
      openapi: optional(
        contractFile,
        "Its contract, an OpenAPI document (3.0 to 3.2, YAML or JSON): stubs and calls are held against it.",
        { example: "convo.openapi.yaml" },
      ),
      models: optional(
        modelsFile,
        "What it really answers with, where the contract leaves that open: a models file.",
        { example: "convo.models.yaml" },
      ),
      stubs: optional(lenient(list(stubEntry)), "What it answers; the first one that matches does."),
    },
    {
      rules: [{ rule: "requires", field: "models", needs: "openapi" }],
      hints: {
        url: "Write export: the name of the variable that gets the address.",
        env: "Write export.",
        hosts: "Real host names are not redirected yet; remove it, and use export.",
      },
    },
  ),
);

const serviceName = {
  pattern: /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/,
  expected: "a service's name: letters, digits, _ . -",
} as const;

const services = mapped(
  lenient(
    record(
      mapped(serviceTable, (fields, context) => ({
        fields,
        at: context.at,
        // Files that could not be read have been told; a service from test code may be one of a world that is open.
        unread: context.fromCode || context.fieldNode("models") !== undefined,
      })),
      serviceName,
    ),
  ),
  (found, context) => {
    const entries = Object.entries(found);
    const configs = entries.map(([name, { fields, at, unread }]): ServiceConfig => {
      const hosts = (fields.hosts ?? []).map((host) => host.toLowerCase());
      const config = { name, exports: fields.export ?? {}, hosts, port: fields.port ?? null, at };
      anchorService(config, fields, unread, context);
      return config;
    });
    reportShared(configs, context);
    return {
      config: { services: configs } satisfies HttpConfig,
      expectations: entries.flatMap(([target, { fields }]) =>
        (fields.stubs ?? []).map((stub) => ({
          list: `services.${target}.stubs`,
          expectation: { ...stub, target },
        })),
      ),
    };
  },
);

/** Two services can't have one port or one host, nor tell their addresses in one variable. */
function reportShared(configs: readonly ServiceConfig[], context: MapContext): void {
  const owners = new Map<string, ServiceConfig>();
  for (const config of configs) {
    const claims = Object.keys(config.exports).map((name) => `the variable ${name}`);
    claims.push(...config.hosts.map((host) => `the host ${host}`));
    if (config.port !== null) claims.push(`the port ${config.port}`);
    for (const claim of claims) {
      const other = owners.get(claim);
      owners.set(claim, config);
      if (other === undefined) continue;
      context.report("invalid-value", {
        at: config.at,
        what: `the services ${other.name} and ${config.name} both take ${claim}`,
        why: "Only one of them could have it.",
        fix: "Give one of them another.",
        near: [{ what: other.name, at: other.at }],
      });
    }
  }
}

/** The section `[services.NAME]`. */
export const httpSection = section({
  key: "services",
  doc: "HTTP services that the program calls, each on a port of its own.",
  shape: services,
  empty: { config: { services: [] }, expectations: [] },
  prepare: loadContracts,
});
