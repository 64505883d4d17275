import {
  escapeControl,
  finding,
  limits,
  quote,
  type Condition,
  type Expectation,
  type Finding,
  type Near,
  type Place,
} from "../core/index.ts";
import type { Facts } from "./double.ts";
import { redactText } from "./redact.ts";

/** An expectation that nearly took a call. */
export interface Miss {
  readonly expectation: Expectation;
  /** 0 when it would take it, up to 1. */
  readonly distance: number;
  readonly differences: readonly string[];
}

/** Unused expectations follow from a refused call only when that is nearer to them than this. */
const probablyMeant = 0.6;

/** Near misses as findings carry them. */
export function nearOf(facts: Facts, misses: readonly Miss[]): readonly Near[] {
  return misses.map(({ expectation, differences }) => ({
    what: expectation.name === undefined ? expectation.text : `${expectation.name}: ${expectation.text}`,
    at: expectation.at,
    differences:
      expectation.target === facts.target
        ? differences
        : [
            `${targetKind(facts)}: expected ${quote(expectation.target)}, got ${quote(facts.target)}`,
            ...differences,
          ],
  }));
}

/**
 * The finding for a call that nothing matches.
 * @param otherMethods methods for which this very request is declared
 */
export function unmatched(
  facts: Facts,
  call: number,
  misses: readonly Miss[],
  otherMethods: readonly string[],
): Finding {
  const [nearest] = misses;
  const meant = nearest !== undefined && nearest.distance < probablyMeant;
  return finding("unmatched-call", {
    at: { kind: "call", call },
    what: `${facts.text} matches no expectation`,
    why: whyUnmatched(facts, misses, otherMethods),
    near: nearOf(facts, misses),
    evidence: { call, expectation: meant ? nearest.expectation.id : null },
  });
}

function whyUnmatched(facts: Facts, misses: readonly Miss[], otherMethods: readonly string[]): string {
  if (!misses.some(({ expectation }) => expectation.target === facts.target))
    return `Nothing is declared for the ${targetKind(facts)} ${facts.target}, so it was refused.`;
  if (otherMethods.length > 0)
    return `This request is declared for ${otherMethods.join(", ")} only, so it was refused.`;
  if (targetKind(facts) === "command")
    return `${facts.target} is declared for other calls only, so it was refused.`;
  return "No expectation matches it whole, so it was refused.";
}

function targetKind(facts: Facts): string {
  return facts.fields["method"] === undefined ? "command" : "service";
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

/** The finding for a call that `times = 0` forbids. */
export function forbidden(expectation: Expectation, facts: Facts, call: number): Finding {
  return finding("forbidden-call", {
    at: expectation.at,
    what: `${facts.text} was called, and the scenario forbids it`,
    evidence: { call, expectation: expectation.id },
  });
}

/** The finding for a call of which nobody knows whether a pattern matches it. */
export function tooSlow(expectation: Expectation, condition: Condition, facts: Facts, call: number): Finding {
  const { field, key } = condition;
  const where = key === undefined ? field : `${field}.${key}`;
  return finding("pattern-too-slow", {
    at: expectation.at,
    what: `the pattern for ${where} of ${expectation.name ?? expectation.text} took longer than ${limits.regexMs} ms on ${facts.text}`,
    evidence: { call, expectation: expectation.id },
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
