import { utf8, type Finding, type Result } from "../core/index.ts";
import type { CallRecord, WorldReport } from "../engine/index.ts";
import type { SuggestedScenario } from "../report/index.ts";
import { loadScenario, type Scenario } from "../scenario/index.ts";
import { linkOptions } from "./declare.ts";
import { equippedDoubles } from "./doubles.ts";

/**
 * Suggests a scenario for the calls that no expectation matched. Calls that look the same have one expectation: with
 * `times` when each world made them equally often, `optional` when a world of the same scenario made none.
 * @example (await suggestScenario(worlds)).scenario // '…[[commands]]\nrun = "git push --force"\nreply = …'
 */
export async function suggestScenario(worlds: readonly WorldReport[]): Promise<SuggestedScenario> {
  const of = (call: CallRecord): string | null => (isUndeclared(call) ? expectationFor(call) : null);
  const counts = new Map<string, number[]>();
  worlds.forEach(({ calls }, world) => {
    for (const toml of calls.flatMap((call) => of(call) ?? [])) {
      const known = counts.get(toml) ?? worlds.map(() => 0);
      known[world] = (known[world] ?? 0) + 1;
      counts.set(toml, known);
    }
  });
  const entries = [...counts]
    // Sorting is stable: what was called first stands first.
    .toSorted(([left], [right]) => widthOf(left) - widthOf(right))
    // A rule of an agent answers any number of prompts, and says nothing of how many.
    .map(([toml, calls]) => (toml.startsWith("[[agents.") ? toml : toml + timesOf(calls, worlds)));
  const kept = await accepted(entries);
  return { scenario: kept.length === 0 ? null : [header, ...kept].join("\n"), of };
}

const header = "# What was called and not declared. The replies are empty: fill in what the program needs.\n";

function isUndeclared(call: CallRecord): boolean {
  return call.findings.some(({ name }) => name === "unmatched-call");
}

function expectationFor(call: CallRecord): string | null {
  const toml = equippedDoubles.find(({ double }) => double.name === call.double)?.double.suggest(call);
  return toml === undefined || toml === "" ? null : toml;
}

/** What takes more calls stands behind what takes fewer: any path, any method, fewer query items. */
function widthOf(toml: string): number {
  const request = /^request = (.*)$/m.exec(toml)?.[1] ?? "";
  const items = request.includes("?") ? request.split("&").length : 0;
  return (request.includes("/**") ? 2e6 : 0) + (/^.\*/.test(request) ? 1e6 : 0) - items;
}

/** How often the call is expected, told by how often each world of the same scenario made it. */
function timesOf(calls: readonly number[], worlds: readonly WorldReport[]): string {
  const keys = worlds.map(({ scenario, files }) => JSON.stringify([scenario, ...files]));
  const concerned = new Set(keys.filter((_, index) => (calls[index] ?? 0) > 0));
  const counts = calls.filter((_, index) => concerned.has(keys[index] ?? ""));
  const [times = 1] = counts;
  if (counts.includes(0)) return "optional = true\n";
  return times > 1 && counts.every((one) => one === times) ? `times = ${times}\n` : "";
}

/** Without what a scenario would not take: expectations whose calls an earlier one answers already. */
async function accepted(entries: readonly string[]): Promise<readonly string[]> {
  const result = await read(entries.join(""));
  if (result.ok) return entries;
  const refused = new Set(result.findings.map((one) => entryAt(entries, one)));
  const rest = entries.filter((_, index) => !refused.has(index));
  return rest.length === entries.length ? [] : accepted(rest);
}

function entryAt(entries: readonly string[], { at }: Finding): number {
  if (at?.kind !== "file") return -1;
  let below = 1;
  return entries.findIndex((entry) => (below += entry.split("\n").length - 1) > at.line);
}

function read(text: string): Promise<Result<Scenario>> {
  const readFile = () => ({ ok: true, bytes: utf8(text) }) as const;
  return loadScenario({ ...linkOptions(readFile), roots: ["suggested.toml"], readFile });
}
