import type { Answer, Condition, Matcher, Result } from "../../core/index.ts";
import {
  choose,
  code,
  commandNameProblem,
  countFields,
  decodeValue,
  lenient,
  list,
  literal,
  mapped,
  oneOrMany,
  optional,
  readCommandLine,
  record,
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
  type Shape,
  type ValueOptions,
} from "../../scenario/index.ts";
import { fixture } from "./fixture-schema.ts";
import { commandReply, emptyReply } from "./reply-schema.ts";

const variable = { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, expected: "a variable's name" } as const;

const passthrough = choose(
  when(
    "boolean",
    mapped(literal(true), () => ({ mode: "wait" as const, env: undefined })),
  ),
  when(
    "string",
    mapped(literal("exec"), () => ({ mode: "exec" as const, env: undefined })),
  ),
  when(
    "table",
    table({
      env: optional(record(string(), variable), "Variables set for the real command.", {
        example: { GIT_PAGER: "cat" },
      }),
      mode: optional(
        literal("wait", "exec"),
        '"wait" reports how it ended; "exec" replaces the double by it, so that its end stays unknown.',
        { otherwise: '"wait"' },
      ),
    }),
  ),
);

/** What is said of arguments. */
interface ArgsMatch {
  readonly items: readonly Matcher[];
  /** Whether more may follow. */
  readonly rest: boolean;
  /** What must be among them, wherever. */
  readonly among: readonly Matcher[];
}

const args = choose(
  when(
    "list",
    mapped(list(textMatcher), (items): ArgsMatch => ({ items, rest: false, among: [] })),
  ),
  when(
    "table",
    mapped(
      table({
        starts_with: optional(list(textMatcher), "What the first ones are; more may follow.", {
          example: ["push", "origin"],
        }),
        includes: optional(oneOrMany(textMatcher), "What is among them, wherever it stands.", {
          example: ["--force", { starts_with: "--remote=" }],
        }),
      }),
      ({ startsWith, includes }): ArgsMatch => ({
        items: startsWith ?? [],
        rest: true,
        among: includes ?? [],
      }),
    ),
  ),
);

const answers = ["reply", "passthrough", "handler", "fixture"];

const commandTable = table(
  {
    name: optional(string({ nonEmpty: true }), "A name for reports, in_order and layers.", {
      example: "applied",
    }),
    run: optional(
      mapped(string(), (text, context) => readCommandLine(text, context)),
      "The command line. Split like a shell line, nothing expands: * is one word or part of one, ** as the last word the rest.",
      { example: "kubectl apply -f *" },
    ),
    command: optional(mapped(string(), checkName), "The command's name, with args instead of run.", {
      example: "git",
    }),
    args: optional(
      args,
      "Its arguments: a list is all of them, texts as they are or matchers; a table says what the first ones are, or what is among them.",
      { example: ["push", { starts_with: "--" }], otherwise: "any" },
    ),
    stdin: optional(textMatcher, "What standard input must be.", {
      example: { contains: "kind: Deployment" },
    }),
    env: optional(record(textMatcher, variable), "Variables of its environment that must match.", {
      example: { KUBECONFIG: { ends_with: "/dev" } },
    }),
    cwd: optional(textMatcher, "The folder it is run in.", { example: { ends_with: "/repo" } }),
    reply: optional(oneOrMany(commandReply), "What it answers; a list answers call by call.", {
      example: { stdout: "ok\n" },
    }),
    passthrough: optional(passthrough, "Run the real command and keep a record.", { example: true }),
    fixture: optional(
      fixture,
      "A recording that answers, relative to the file that names it: the path, or a table. backlot run --record writes it.",
      { example: "fixtures/terraform.json" },
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
    rules: [
      { rule: "exactly-one", of: ["run", "command"] },
      { rule: "requires", field: "args", needs: "command" },
      { rule: "at-most-one", of: answers },
    ],
    hints: {
      cmd: 'Write run = "git push", or command and args.',
      argv: "Write args, without the command's name.",
      arguments: "Write args.",
      replay: 'Write fixture = "fixtures/git.json".',
      record: 'Write fixture = "fixtures/git.json", and record with backlot run --record.',
    },
  },
);

type CommandFields = Infer<typeof commandTable>;

/** One entry of `[[commands]]`, alone: what `world.command(...)` builds is checked with this. */
export const commandEntry: Shape<EntryExpectation, InferInput<typeof commandTable>> = mapped(
  commandTable,
  toExpectation,
);

function toExpectation(fields: CommandFields, context: MapContext): EntryExpectation | undefined {
  const line = lineOf(fields);
  const times = timesOf(fields, fields.reply?.length ?? 1, context);
  const answer = answerOf(fields, times?.max === 0, context);
  if (times === undefined || answer === undefined) return undefined;
  return {
    name: fields.name,
    double: "command",
    target: line.command,
    conditions: [...line.conditions, ...furtherConditions(fields)],
    answer,
    times,
    text: line.text,
    at: context.ofField(fields.run === undefined ? "command" : "run").at,
  };
}

const anyArgs: ArgsMatch = { items: [], rest: true, among: [] };

function lineOf(fields: CommandFields): {
  readonly command: string;
  readonly conditions: readonly Condition[];
  readonly text: string;
} {
  if (fields.run !== undefined) {
    const { command, items, rest, text } = fields.run;
    return { command, conditions: argsCondition(items, rest), text };
  }
  const { command = "", args: { items, rest, among } = anyArgs } = fields;
  const words = [
    ...items.map(wordText),
    ...(rest ? ["**"] : []),
    ...among.flatMap((one) => [wordText(one), "**"]),
  ];
  return {
    command,
    conditions: [
      ...argsCondition(items, rest),
      ...among.map((matcher): Condition => ({ field: "args", matcher: { is: "includes", matcher } })),
    ],
    text: [command, ...words].join(" "),
  };
}

function checkName(name: string, context: MapContext): string | undefined {
  const problem = commandNameProblem(name);
  if (problem === undefined) return name;
  return context.report("invalid-value", { ...problem, what: `${context.path}: ${problem.what}` });
}

function argsCondition(items: readonly Matcher[], rest: boolean): Condition[] {
  return items.length === 0 && rest ? [] : [{ field: "args", matcher: { is: "items", items, rest } }];
}

function wordText(matcher: Matcher): string {
  if (matcher.is !== "equals" || typeof matcher.value !== "string") return "*";
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(matcher.value) ? matcher.value : JSON.stringify(matcher.value);
}

function furtherConditions(fields: CommandFields): Condition[] {
  const conditions: Condition[] = [];
  if (fields.stdin !== undefined) conditions.push({ field: "stdin", matcher: fields.stdin });
  for (const [key, matcher] of Object.entries(fields.env ?? {}))
    conditions.push({ field: "env", key, matcher });
  if (fields.cwd !== undefined) conditions.push({ field: "cwd", matcher: fields.cwd });
  return conditions;
}

function answerOf(fields: CommandFields, forbidden: boolean, context: MapContext): Answer | undefined {
  if (fields.handler !== undefined) return { kind: "handler", handler: fields.handler };
  if (fields.fixture !== undefined) return { kind: "fixture", fixture: fields.fixture };
  if (fields.passthrough !== undefined) {
    return {
      kind: "passthrough",
      mode: fields.passthrough.mode ?? "wait",
      env: fields.passthrough.env ?? {},
    };
  }
  if (fields.reply !== undefined) return { kind: "reply", replies: fields.reply };
  // A call that must never happen needs no answer; neither does one that test code answers later.
  if (forbidden || context.fromCode) return { kind: "reply", replies: [emptyReply] };
  return context.report("missing-field", {
    what: `${context.path} says no answer`,
    why: "An expectation has one match and exactly one answer.",
    fix: `Add reply, for example: ${context.assignment("reply", { exit_code: 0 })}; fixture for a recording; or passthrough for the real command.`,
  });
}

/**
 * Checks a command that test code declares, by the definition that files are read with.
 * @example decodeCommand({ command: "git", args: ["push"], reply: { exitCode: 0 } }, { label: "git push" })
 */
export function decodeCommand(value: unknown, options: ValueOptions): Result<EntryExpectation> {
  return decodeValue(commandEntry, value, options);
}

/** The section `[[commands]]`. */
export const commandSection = section({
  key: "commands",
  doc: "Commands that the program runs. Each name is put first on the program's PATH.",
  shape: mapped(lenient(list(commandEntry)), (expectations) => ({
    config: {},
    expectations: expectations.map((expectation) => ({ list: "commands", expectation })),
  })),
  empty: { config: {}, expectations: [] },
});
