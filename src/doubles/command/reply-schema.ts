import type { CommandReply, Content, SignalName } from "../../core/index.ts";
import {
  boolean,
  checkTemplates,
  commandScope,
  integer,
  list,
  mapped,
  milliseconds,
  optional,
  outputContent,
  string,
  table,
  type Infer,
  type MapContext,
} from "../../scenario/index.ts";

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

/** What a command answers when nothing is said: no output, exit code 0. */
export const emptyReply: CommandReply = {
  for: "command",
  stdout: null,
  stderr: null,
  exit: { code: 0 },
  delayMs: 0,
  chunks: null,
  template: false,
};
