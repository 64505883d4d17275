import { finding } from "../core/index.ts";
import type { Condition, Expectation, Finding, Layer, Matcher } from "../core/index.ts";
import { addProblem, type Problems } from "./problems.ts";

/** Whether every value that the later matcher takes is taken by the earlier one too; false when in doubt. */
export type Covers = (earlier: Matcher, later: Matcher) => boolean;

/**
 * Reports expectations that no call can reach: an earlier one of the same layer and target answers every call they
 * would match, without end.
 */
export function reportUnreachable(layer: Layer, covers: Covers, problems: Problems): void {
  const before = new Map<string, Expectation[]>();
  const bucket = (expectation: Expectation, anchor: string): Expectation[] => {
    const key = JSON.stringify([expectation.double, expectation.target, anchor]);
    const known = before.get(key) ?? [];
    before.set(key, known);
    return known;
  };
  for (const later of layer.expectations) {
    const anchor = anchorOf(later);
    const earlier = anchor === "" ? bucket(later, "") : [...bucket(later, ""), ...bucket(later, anchor)];
    const hiding = earlier.find((one) => coversAll(one.conditions, later.conditions, covers));
    if (hiding !== undefined) {
      const same = coversAll(later.conditions, hiding.conditions, covers);
      addProblem(problems, () => unreachable(hiding, later, same));
    }
    if (later.times.max === null) bucket(later, anchor).push(later);
  }
}

/**
 * What an expectation is filed under: its path when that is plain, or its first argument. One that is filed
 * so can only cover others filed alike, so that thousands of them are not compared with each other.
 */
function anchorOf({ conditions }: Expectation): string {
  for (const { field, matcher } of conditions) {
    if (field === "path" && matcher.is === "path" && /^[^{}*%]*$/.test(matcher.template))
      return matcher.template;
    if (field !== "args" || matcher.is !== "items") continue;
    const [first] = matcher.items;
    if (first?.is === "equals") return JSON.stringify(first.value);
  }
  return "";
}

function coversAll(earlier: readonly Condition[], later: readonly Condition[], covers: Covers): boolean {
  return earlier.every((wide) =>
    later.some(
      (narrow) =>
        narrow.field === wide.field && narrow.key === wide.key && covers(wide.matcher, narrow.matcher),
    ),
  );
}

function unreachable(hiding: Expectation, later: Expectation, same: boolean): Finding {
  const line = hiding.at.kind === "file" ? hiding.at.line : null;
  return finding("unreachable-expectation", {
    at: later.at,
    what: `no call can reach "${later.text}": "${hiding.text}"${line === null ? "" : ` on line ${line}`} answers first`,
    why: same
      ? "Both match the same calls, and the first one answers without end."
      : "Every call that this one would match is matched by the earlier one, which answers without end.",
    fix: same
      ? "Remove one of them, limit the first with times, or write its replies as a list."
      : `Move this one ${line === null ? "above it" : `above line ${line}`}, or limit the earlier one with times.`,
    near: [{ what: hiding.text, at: hiding.at }],
  });
}
