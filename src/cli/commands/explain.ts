import { BacklotError, codes, findCode, finding, nearest, quote } from "../../core/index.ts";
import { explainEnvironment, loadScenario, readLastRun } from "../../lot/index.ts";
import { renderCall, renderCode, renderEnvironment } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { orFail } from "../fail.ts";
import { oneWorld } from "../select-calls.ts";
import { terminalStyle } from "../terminal.ts";

/** What the flags of `explain` hold. */
export interface ExplainFlags {
  readonly scenario?: readonly string[];
  readonly world?: string;
}

/** Explains a code, the environment or a call. */
export async function explain(this: CliContext, flags: ExplainFlags, subject: string): Promise<void> {
  await orFail(this, async () => {
    const text =
      subject === "env"
        ? await environment(this, flags)
        : /^\d+$/.test(subject)
          ? call(this, Number(subject), flags.world)
          : code(this, subject);
    this.process.stdout.write(text);
  });
}

function code(context: CliContext, word: string): string {
  const entry = findCode(word);
  if (entry !== undefined) return renderCode(entry, terminalStyle(context, "stdout"));
  const names = Object.entries(codes).flatMap(([name, { code }]) => [name, code]);
  throw new BacklotError([
    finding("usage", {
      what: `${quote(word)} is no code or name of a finding`,
      why: "explain takes a code (BKL2001), a name (unmatched-call), env, or the number of a call.",
      fix: "Take the code from a report, or see docs/reference/codes.md for all of them.",
      near: nearest(/^bkl/i.test(word) ? word.toUpperCase() : word, [...names, "env"]),
    }),
  ]);
}

async function environment(context: CliContext, flags: ExplainFlags): Promise<string> {
  const loaded = await loadScenario({ files: flags.scenario ?? [], cwd: context.cwd });
  const explained = explainEnvironment(loaded, context.process.env);
  return renderEnvironment(explained, terminalStyle(context, "stdout"));
}

function call(context: CliContext, number: number, name: string | undefined): string {
  const run = readLastRun(context.cwd);
  const world = oneWorld(run.worlds, name);
  const text = renderCall(world, number, { ...terminalStyle(context, "stdout"), timings: true });
  if (text !== undefined) return text;
  const last = Math.max(0, ...world.calls.map(({ id }) => id));
  throw new BacklotError([
    finding("usage", {
      what: `the last run has no call ${number}`,
      why: last === 0 ? "No calls were made in it." : `Its calls have the numbers 1 to ${last}.`,
      fix: "`backlot calls` lists them.",
    }),
  ]);
}
