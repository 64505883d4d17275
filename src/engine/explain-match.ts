import {
  escapeControl,
  finding,
  type Expectation,
  type Finding,
  type Near,
  type Place,
} from "../core/index.ts";
import type { Facts } from "./double.ts";
import { redactText } from "./redact.ts";

/** Near misses as findings carry them. */
export function nearOf(
  misses: readonly { expectation: Expectation; differences: readonly string[] }[],
): readonly Near[] {
  return misses.map(({ expectation, differences }) => ({
    what: expectation.name === undefined ? expectation.text : `${expectation.name}: ${expectation.text}`,
    at: expectation.at,
    differences,
  }));
}

/** The finding for a call that nothing matches. */
export function unmatched(
  facts: Facts,
  call: number,
  misses: readonly { expectation: Expectation; differences: readonly string[] }[],
): Finding {
  const near = nearOf(misses);
  return finding("unmatched-call", {
    at: { kind: "call", call },
    what: `${facts.text} matches no expectation`,
    why:
      near.length === 0
        ? "Nothing is declared for it, so it was refused."
        : "No expectation matches it whole, so it was refused.",
    near,
    evidence: { call, expectation: misses[0]?.expectation.id ?? null },
  });
}

/** The finding for a call that would have matched expectations which were used up. */
export function tooManyCalls(
  facts: Facts,
  call: number,
  spent: readonly { expectation: Expectation; calls: readonly number[] }[],
): Finding {
  const first = spent[0] as (typeof spent)[number];
  const max = first.expectation.times.max ?? 0;
  return finding("too-many-calls", {
    at: first.expectation.at,
    what: `${facts.text} was called once more than its expectation allows (${max} ${max === 1 ? "time" : "times"})`,
    why: `It had answered ${max === 1 ? "call" : "calls"} ${first.calls.join(", ")}; this is call ${call}.`,
    near: spent.map(({ expectation }) => ({
      what: expectation.name ?? expectation.text,
      at: expectation.at,
    })),
    evidence: { call, expectation: first.expectation.id },
  });
}

/**
 * A refusal in words, as the program that made the call gets to read it: what, the nearest expectations
 * with their differences, and the fix. The same text on stderr and in HTTP bodies, which logs often keep: so
 * what looks like a secret is replaced.
 */
export function refusalText(one: Finding): string {
  const lines = [`backlot: ${one.code} ${one.name}: ${one.what}`, `  why: ${one.why}`];
  for (const near of one.near) {
    lines.push(`  nearest: ${near.what}${near.at === undefined ? "" : ` (${placeText(near.at)})`}`);
    for (const difference of near.differences ?? []) lines.push(`    ${difference}`);
  }
  return `${escapeControl(redactText([...lines, `  fix: ${one.fix}`].join("\n")))}\n`;
}

/** A place on one line: "backlot.toml:12:1", "call 3". */
export function placeText(at: Place): string {
  if (at.kind === "call") return `call ${at.call}`;
  return at.kind === "input" ? at.input : `${at.file}:${at.line}:${at.column}`;
}
