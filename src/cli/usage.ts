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
  verbs: readonly string[],
): unknown {
  if (problem.kind === "fault") return problem.error;
  const at = { kind: "input", input: ["backlot", ...words.slice(0, 1)].join(" ") } as const;
  if (problem.kind === "verb") {
    const near = nearest(problem.input, [...verbs, "help"]);
    const known = `Use one of ${[...verbs, "help"].join(", ")}; backlot --help shows what each does.`;
    const what = `there is no verb ${quote(problem.input)}`;
    return new BacklotError([finding("usage", { what, fix: known, near })]);
  }
  return new BacklotError([argumentFinding(problem.error, words[0] ?? "", at)]);
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
