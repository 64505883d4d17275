import type {
  Answer,
  CommandReply,
  Condition,
  Content,
  Matcher,
  Result,
  SignalName,
} from "../../core/index.ts";
import {
  boolean,
  checkTemplates,
  choose,
  code,
  commandNameProblem,
  commandScope,
  countFields,
  decodeValue,
  integer,
  lenient,
  list,
  literal,
  mapped,
  milliseconds,
  oneOrMany,
  optional,
  outputContent,
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

const variable = { pattern: /^[A-Za-z_][A-Za-z0-9_]*$/, expected: "a variable's name" } as const;

const chunk = mapped(
  table(
    {
      stdout: optional(outputContent, "What is written to standard output.", { example: "working...\n" }),
      stderr: optional(outputContent, "What is written to standard error."),
      delay_ms: optional(milliseconds(), "Real milliseconds before it is written.", { otherwise: "0" }),
    },
    { rules: [{ rule: "exactly-one", of: ["stdout", "stderr"] }] },
  ),
  (fields) => ({
    stream: fields.stdout === undefined ? ("stderr" as const) : ("stdout" as const),
    content: (fields.stdout ?? fields.stderr) as Content,
    delayMs: fields.delayMs ?? 0,
  }),
);

const replyTable = table(
  {
    stdout: optional(
      outputContent,
      "What the command writes to standard output: a text, or { json = }, { base64 = }, { file = }.",
      {
        example: "deployment.apps/web configured\n",
        otherwise: "nothing",
      },
    ),
    stderr: optional(outputContent, "What it writes to standard error.", { otherwise: "nothing" }),
    exit_code: optional(integer(0, 255), "Its exit code.", { example: 1, otherwise: "0" }),
    signal: optional(
      string({ pattern: /^SIG[A-Z0-9]+$/, expected: 'a signal\'s name, "SIGTERM"' }),
      "The signal that ends it, instead of an exit code.",
      { example: "SIGTERM" },
    ),
    delay_ms: optional(milliseconds(), "Real milliseconds before it does anything.", { otherwise: "0" }),
    chunks: optional(
      list(chunk),
      "Output piece by piece, each with its delay; instead of stdout and stderr.",
      {
        example: [{ stdout: "working...\n" }, { stdout: "done\n", delay_ms: 50 }],
      },
    ),
    template: optional(boolean(), "Fill {{args.0}}, {{call}}, {{now}}, {{uuid}} in its texts.", {
      otherwise: "false",
    }),
  },
  {
    rules: [
      { rule: "at-most-one", of: ["exit_code", "signal"] },
      { rule: "at-most-one", of: ["chunks", "stdout"] },
      { rule: "at-most-one", of: ["chunks", "stderr"] },
    ],
    hints: {
      exit: "Write exit_code.",
      code: "Write exit_code.",
      status: "Write exit_code.",
      output: "Write stdout.",
    },
  },
);

/** One reply of a command. */
export const commandReply = mapped(replyTable, toReply);

function toReply(fields: Infer<typeof replyTable>, context: MapContext): CommandReply | undefined {
  const { stdout = null, stderr = null, chunks = null, template = false } = fields;
  const contents = [stdout, stderr, ...(chunks ?? []).map(({ content }) => content)];
  if (template && !checkTemplates(contents, commandScope, context)) return undefined;
  return {
    for: "command",
    stdout,
    stderr,
    exit:
      fields.signal === undefined ? { code: fields.exitCode ?? 0 } : { signal: fields.signal as SignalName },
    delayMs: fields.delayMs ?? 0,
    chunks,
    template,
  };
}

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

const answers = ["reply", "passthrough", "handler"];

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
    args: optional(list(textMatcher), "Its arguments, all of them: texts as they are, or matchers.", {
      example: ["push", { starts_with: "--" }],
      otherwise: "any",
    }),
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

function lineOf(fields: CommandFields): {
  readonly command: string;
  readonly conditions: readonly Condition[];
  readonly text: string;
} {
  if (fields.run !== undefined) {
    const { command, items, rest, text } = fields.run;
    return { command, conditions: argsCondition(items, rest), text };
  }
  const { command = "", args } = fields;
  if (args === undefined) return { command, conditions: [], text: `${command} **` };
  return {
    command,
    conditions: argsCondition(args, false),
    text: [command, ...args.map(wordText)].join(" "),
  };
}

function checkName(name: string, context: MapContext): string | undefined {
  const problem = commandNameProblem(name);
  return problem === undefined ? name : context.report("invalid-value", problem);
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

const emptyReply: CommandReply = {
  for: "command",
  stdout: null,
  stderr: null,
  exit: { code: 0 },
  delayMs: 0,
  chunks: null,
  template: false,
};

function answerOf(fields: CommandFields, forbidden: boolean, context: MapContext): Answer | undefined {
  if (fields.handler !== undefined) return { kind: "handler", handler: fields.handler };
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
    fix: `Add reply, for example: ${context.assignment("reply", { exit_code: 0 })}; or passthrough for the real command.`,
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
