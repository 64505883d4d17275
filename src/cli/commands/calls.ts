import { BacklotError, finding, nearest, quote, type Finding } from "../../core/index.ts";
import type { CallRecord, WorldReport } from "../../engine/index.ts";
import { readWorlds } from "../../lot/index.ts";
import { renderCalls } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { alsoFail, orFail } from "../fail.ts";
import { reportTargets, writeReports } from "../report-targets.ts";
import { worldsNamed } from "../select-calls.ts";
import type { CallsFlags } from "./calls.command.ts";

const formats = ["text", "json"] as const;
const outcomes = ["answered", "passed", "refused", "failed", "gone"];

/** Lists the calls of the open world or of the last run. */
export async function calls(this: CliContext, flags: CallsFlags): Promise<void> {
  await orFail(this, async () => {
    const targets = reportTargets(flags.report, formats);
    const worlds = worldsNamed(await readWorlds(this.cwd, this.process.env), flags.world);
    refuseUnknown(worlds, flags);
    const chosen = worlds.map((world) => ({
      ...world,
      calls: world.calls.filter((call) => isMeant(call, flags)),
    }));
    const unwritten = writeReports(this, "stdout", targets, (format, style) => {
      const options = { format, ...style, verbose: flags.verbose, timings: true };
      const [only] = chosen;
      if (format === "json" || chosen.length <= 1) {
        const expectations = only?.expectations ?? [];
        return renderCalls(
          chosen.flatMap((world) => world.calls),
          { ...options, expectations },
        );
      }
      return chosen
        .map(
          ({ world, calls, expectations }) =>
            `${quoteWorld(world)}\n${renderCalls(calls, { ...options, expectations })}`,
        )
        .join("\n");
    });
    alsoFail(this, unwritten);
  });
}

function isMeant(call: CallRecord, { expectation, double, outcome }: CallsFlags): boolean {
  return (
    (expectation === undefined || call.answeredBy === expectation || call.expectation === expectation) &&
    (double === undefined || call.double === double) &&
    (outcome === undefined || call.outcome === outcome)
  );
}

/** A filter that nothing can ever fit is a typo, not an empty list. */
function refuseUnknown(worlds: readonly WorldReport[], flags: CallsFlags): void {
  const expectations = worlds.flatMap((world) => world.expectations.map(({ expectation }) => expectation));
  const names = expectations.flatMap(({ name, text, id }) => [name ?? text, text, id]);
  const doubles = ["http", "command"];
  const problems = [
    ...unknown("expectation", flags.expectation, names),
    ...unknown("double", flags.double, doubles),
    ...unknown("outcome", flags.outcome, outcomes),
  ];
  if (problems.length > 0) throw new BacklotError(problems);
}

function unknown(flag: string, given: string | undefined, known: readonly string[]): Finding[] {
  if (given === undefined || known.includes(given)) return [];
  const near = nearest(given, known);
  const all = [...new Set(known)].slice(0, 12).join(", ");
  return [
    finding("usage", {
      at: { kind: "input", input: `--${flag}` },
      what: `there is no ${flag} ${quote(given)}`,
      why: known.length === 0 ? `The world has no ${flag}.` : `There are: ${all}.`,
      fix: "Give one of them, or leave the flag out.",
      near,
    }),
  ];
}

function quoteWorld(name: string): string {
  return quote(name, 80);
}
