import { BacklotError, finding, nearest, quote, type Finding } from "../../core/index.ts";
import type { CallRecord, WorldReport } from "../../engine/index.ts";
import { readWorlds, suggestScenario } from "../../lot/index.ts";
import { renderCalls, type SuggestedScenario } from "../../report/index.ts";
import type { CliContext } from "../context.ts";
import { alsoFail, orFail } from "../fail.ts";
import { reportTargets, writeReports } from "../report-targets.ts";
import { worldsNamed } from "../select-calls.ts";

/** What the flags of `calls` hold. */
export interface CallsFlags {
  readonly world?: string;
  readonly expectation?: string;
  readonly double?: string;
  readonly outcome?: string;
  readonly report?: readonly string[];
  readonly verbose: boolean;
}

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
    const suggested = await suggestScenario(chosen);
    const unwritten = writeReports(this, "stdout", targets, (format, style) => {
      const options = { ...style, verbose: flags.verbose, timings: true, suggested };
      const all = chosen.flatMap((world) => world.calls);
      if (format === "json") return renderCalls(all, { ...options, format });
      const several = chosen.length > 1;
      const tables = chosen.map(({ world, calls: own, expectations }) => {
        const table = renderCalls(own, { ...options, expectations });
        return several ? `${quoteWorld(world)}\n${table}` : table;
      });
      const text = tables.length === 0 ? renderCalls([], options) : tables.join("\n");
      return text + undeclaredLine(all, suggested);
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

/** Says where to find what would declare the calls that are not. */
function undeclaredLine(all: readonly CallRecord[], { scenario, of }: SuggestedScenario): string {
  const count = all.filter((call) => of(call) !== null).length;
  if (scenario === null || count === 0) return "";
  return `not declared: ${count === 1 ? "1 call" : `${count} calls`}; a scenario for ${count === 1 ? "it" : "them"}: backlot calls --report json\n`;
}

function quoteWorld(name: string): string {
  return quote(name, 80);
}
