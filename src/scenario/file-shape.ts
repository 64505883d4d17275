import { codes, findCode, nearest } from "../core/index.ts";
import type { Place } from "../core/index.ts";
import { readDate, readInstant } from "./dates.ts";
import { driftTable } from "./drift-fields.ts";
import type { Allow } from "./scenario.ts";
import type { Section, SectionContent, TypedSection } from "./section.ts";
import {
  boolean,
  date,
  integer,
  lenient,
  list,
  literal,
  mapped,
  oneOrMany,
  optional,
  record,
  required,
  string,
  table,
} from "./shape/build.ts";
import type { MapContext } from "./shape/context.ts";
import type { AnyField, Infer, InferInput, Shape, TableShape } from "./shape/shape.ts";

const variable = { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, expected: "a variable's name" } as const;

const instant = mapped(
  date('a time with its offset, "2025-01-15T10:30:00Z"', ["offset-date-time"]),
  (text, context) =>
    readInstant(text) ??
    context.report("invalid-value", {
      what: `${context.path} must be a time with its offset, not ${JSON.stringify(text)}`,
      why: "The clock starts at one point in time, so date, time and offset are needed (RFC 3339).",
      fix: `Write for example: ${context.assignmentHere("2025-01-15T10:30:00Z")}`,
    }),
);

const day = mapped(
  date('a date, "2027-02-01"', ["local-date"]),
  (text, context) =>
    readDate(text) ??
    context.report("invalid-value", {
      what: `${context.path} must be a date that exists, not ${JSON.stringify(text)}`,
      fix: `Write year, month and day: ${context.assignmentHere("2027-02-01")}`,
    }),
);

const allowEntry = mapped(
  table(
    {
      rule: required(
        mapped(string({ nonEmpty: true }), knownRule),
        "Name or code of the finding that is allowed.",
        {
          example: "unmatched-call",
        },
      ),
      at: optional(string({ nonEmpty: true }), "What it is about; * and ? as in globs.", {
        example: "convo POST /api/*",
        otherwise: "everything",
      }),
      reason: required(string({ nonEmpty: true }), "Why the check is switched off.", {
        example: "fixed in the next release",
      }),
      owner: optional(string({ nonEmpty: true }), "Who answers for it.", { example: "platform" }),
      expires: optional(day, "Last day it counts; afterwards the entry is an error.", {
        example: "2027-02-01",
      }),
    },
    { hints: { code: "Write rule.", why: "Write reason.", until: "Write expires." } },
  ),
  (fields, context): Allow => ({
    rule: fields.rule,
    about: fields.at,
    reason: fields.reason,
    owner: fields.owner,
    expires: fields.expires,
    at: context.at,
  }),
);

function knownRule(rule: string, context: MapContext): string | undefined {
  const entry = findCode(rule);
  if (entry !== undefined) return entry.name;
  return context.report("unknown-name", {
    what: `there is no finding named ${JSON.stringify(rule)}`,
    near: nearest(rule, Object.keys(codes)),
    fix: "Write the name or the code that the report shows.",
  });
}

const placed = mapped(
  string({ nonEmpty: true }),
  (name, context): { readonly name: string; readonly at: Place } => ({
    name,
    at: context.at,
  }),
);

/** The fields of a scenario file that belong to no double. */
const commonFields = {
  name: optional(string({ nonEmpty: true }), "The scenario's name, for reports.", { example: "release-bot" }),
  include: optional(
    oneOrMany(string({ nonEmpty: true })),
    "Files that lie underneath: their lists come first, this file's expectations win.",
    {
      example: ["team-base.toml"],
    },
  ),
  seed: optional(integer(0), "Where ids and randomness come from.", { example: 7, otherwise: "0" }),
  now: optional(instant, "Pins the world's clock: RFC 3339 with offset.", {
    example: "2025-01-15T10:30:00Z",
    otherwise: "the real time at start",
  }),
  in_order: optional(
    list(placed),
    "Names of expectations whose calls must come in this order. Says order, not presence.",
    {
      example: ["applied", "healthy"],
    },
  ),
  shared: optional(
    boolean(),
    "A base for many tests: its unused expectations are judged over the whole run.",
    {
      otherwise: "false",
    },
  ),
  env: optional(
    record(string(), variable),
    "Variables of the program's environment, over what it inherits.",
    {
      example: { RELEASE_CHANNEL: "beta" },
    },
  ),
  env_pass: optional(
    list(string({ pattern: /^[A-Za-z0-9_*?]+$/, expected: "a variable's name, with * and ? as in globs" })),
    "Credentials that the program may inherit; the others are removed.",
    { example: ["AWS_*"] },
  ),
  unknown_commands: optional(
    literal("pass", "refuse"),
    '"refuse": programs find only commands that are doubled or passed through; "pass": also all others on PATH.',
    { otherwise: '"pass"' },
  ),
  allow: optional(
    lenient(list(allowEntry)),
    "Checks that are switched off, each with a reason. The only way to do so.",
  ),
  drift: optional(driftTable, "How `backlot drift` judges."),
};

/** What TypeScript writes for the common fields. */
export type CommonInput = InferInput<typeof commonTable>;

/** What `defineScenario` takes: the common fields and those of the sections, in camelCase. */
export type ScenarioInput<Sections extends readonly TypedSection<string, unknown>[]> = CommonInput & {
  readonly [S in Sections[number] as S["key"]]?: InferInput<S["shape"]> | undefined;
};

/** What the common fields come to. */
export type CommonContent = { readonly [K in keyof Infer<typeof commonTable>]: Infer<typeof commonTable>[K] };

const commonTable = table(commonFields);

const none = "This version has no such double yet; remove it.";
const notYet = { github: none, agents: none, llm: none };

/** A whole file, with the sections that are known. */
export function fileShape(
  sections: readonly Section[],
): TableShape & Shape<CommonContent & Readonly<Record<string, SectionContent | undefined>>> {
  const fields: Record<string, AnyField> = { ...commonFields };
  for (const { key, doc, shape } of sections) fields[key] = { shape, presence: "optional", doc };
  return { kind: "table", fields, rules: [], hints: notYet, lenient: true };
}
