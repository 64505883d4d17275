import { finding, limits } from "../core/index.ts";
import type { Finding } from "../core/index.ts";
import type { Problems } from "./problems.ts";

/**
 * Findings as they are told: in the order of the files and of the lines in them, each once, and no more
 * than the limit; the rest is counted.
 */
export function reportAll({ found, count }: Problems, files: readonly string[]): Finding[] {
  const once = new Map<string, Finding>();
  for (const one of found) {
    const key = JSON.stringify([one.name, one.at ?? null, one.what]);
    if (!once.has(key)) once.set(key, one);
  }
  const order = new Map(files.map((file, index) => [file, index]));
  const sorted = [...once.values()].sort((left, right) => compare(left, right, order));
  if (sorted.length <= limits.findings) return sorted;
  const rest = count - limits.findings;
  const more = finding("over-limit", {
    severity: "note",
    what: `${rest} more ${rest === 1 ? "problem is" : "problems are"} not shown`,
    why: `No more than ${limits.findings} problems are told at once.`,
    fix: "Correct those above first.",
    count: rest,
  });
  return [...sorted.slice(0, limits.findings), more];
}

function compare(left: Finding, right: Finding, order: ReadonlyMap<string, number>): number {
  const [a, b] = [left.at, right.at];
  if (a?.kind !== "file" || b?.kind !== "file")
    return Number(a?.kind !== "file") - Number(b?.kind !== "file");
  const files = (order.get(a.file) ?? -1) - (order.get(b.file) ?? -1);
  return files === 0 ? a.line - b.line || a.column - b.column : files;
}
