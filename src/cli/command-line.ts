import { run } from "@stricli/core";
import { buildCommandLine, type UsageProblem } from "./application.ts";
import { propose } from "./completion.ts";
import type { CliContext, Output } from "./context.ts";
import { helpPage } from "./help.ts";
import { verbsAfter } from "./verbs.ts";

/**
 * Runs one command line.
 * @returns the exit code
 * @example await runCommandLine(["check"], { process: { ... }, cwd: "/repo" })
 */
export async function runCommandLine(words: readonly string[], context: CliContext): Promise<number> {
  if (asksForHelp(words)) {
    context.process.stdout.write(helpPage());
    return 0;
  }
  if (words[0] === "__complete") {
    context.process.stdout.write(await propose(words.slice(1), context));
    return 0;
  }
  // All its words are the simulated program's, --help among them.
  if (words[0] === "claude") {
    const { claude } = await import("./commands/claude.ts");
    await claude(context, words.slice(1));
    return context.process.exitCode;
  }
  const inputs = words[0] === "help" ? helpOf(words.slice(1)) : words;
  const problems: UsageProblem[] = [];
  const application = buildCommandLine((problem) => problems.push(problem));
  const { stdout, stderr, env } = context.process;
  // The scanner's own words about mistakes are thrown away: findings say them in the form of all others.
  const scanner = {
    stdout: { write: (text: string) => void stdout.write(text.replaceAll(/ +$/gm, "")) },
    stderr: { write: () => {} },
  };
  const command: CliContext = {
    ...context,
    process: { stdout, stderr: quietAfter(problems, stderr), env, exitCode: 0 },
  };
  await run(application, inputs, { process: scanner, forCommand: () => command });
  const [problem] = problems;
  if (problem === undefined) return command.process.exitCode;
  const [{ usageError }, { fail }] = await Promise.all([import("./usage.ts"), import("./fail.ts")]);
  fail(context, usageError(problem, inputs, verbsAfter(inputs)));
  return context.process.exitCode;
}

/** See runCommandLine. */
export type RunCommandLine = typeof runCommandLine;

/** `help contract lock` as `contract lock --help`. */
function helpOf(words: readonly string[]): readonly string[] {
  return [...words.slice(0, verbsAfter(words).before.length + 1), "--help"];
}

/** A stream that says nothing more once something was wrong with the command line. */
function quietAfter(problems: readonly UsageProblem[], stream: Output): Output {
  return {
    write: (text) => problems.length > 0 || stream.write(text),
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns ?? 100;
    },
  };
}

function asksForHelp(words: readonly string[]): boolean {
  const [first, second] = words;
  return (
    first === undefined || first === "--help" || first === "-h" || (first === "help" && second === undefined)
  );
}
