import {
  AliasNotFoundError,
  ArgumentScannerError,
  FlagNotFoundError,
  formatMessageForArgumentScannerError,
  UnexpectedPositionalError,
} from "@stricli/core";
import { BacklotError, finding, nearest, quote, type Finding } from "../core/index.ts";
import type { UsageProblem } from "./application.ts";

/** A wrong command line as the error that every command fails with. Faults of ours stay what they are. */
export function usageError(
  problem: UsageProblem,
  words: readonly string[],
  { before, names }: { readonly before: readonly string[]; readonly names: readonly string[] },
): unknown {
  if (problem.kind === "fault") return problem.error;
  if (problem.kind === "verb") {
    const verbs = before.length === 0 ? [...names, "help"] : names;
    const page = ["backlot", ...before, "--help"].join(" ");
    return new BacklotError([
      finding("usage", {
        what: `there is no verb ${quote([...before, problem.input].join(" "))}`,
        fix: `Use one of ${verbs.join(", ")}; ${page} shows what each does.`,
        near: nearest(problem.input, verbs).map((name) => [...before, name].join(" ")),
      }),
    ]);
  }
  const verb = words.slice(0, before.length + 1).join(" ");
  return new BacklotError([
    argumentFinding(problem.error, verb, { kind: "input", input: `backlot ${verb}`.trimEnd() }),
  ]);
}

function argumentFinding(error: unknown, verb: string, at: { kind: "input"; input: string }): Finding {
  const page = `See backlot ${verb} --help.`;
  const fix =
    verb === "run" && isUnknown(error)
      ? `${page} The program's own flags come after --, as in: backlot run -- npm test`
      : page;
  if (error instanceof FlagNotFoundError) {
    const near = error.corrections.map((name) => `--${name}`);
    return finding("usage", { at, what: `there is no flag ${quote(`--${error.input}`)}`, fix, near });
  }
  if (error instanceof AliasNotFoundError) {
    return finding("usage", { at, what: `there is no flag ${quote(`-${error.input}`)}`, fix });
  }
  const why = "What stands there can't be understood as this command's flags and arguments.";
  const what =
    error instanceof ArgumentScannerError
      ? formatMessageForArgumentScannerError(error, {})
      : error instanceof Error
        ? error.message
        : String(error);
  return finding("usage", { at, what: lowerFirst(what), why, fix });
}

function isUnknown(error: unknown): boolean {
  return (
    error instanceof FlagNotFoundError ||
    error instanceof AliasNotFoundError ||
    error instanceof UnexpectedPositionalError
  );
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
