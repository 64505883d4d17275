import { boundedSteps, limits, workBound } from "../../core/index.ts";
import type { RegexData, RegexPort } from "../../core/index.ts";

/** A pattern of a schema as JavaScript can run it, or why it can't. */
export type ReadPattern =
  | { readonly ok: true; readonly regex: RegexData }
  | { readonly ok: false; readonly message: string };

/** A pattern in which every letter after a backslash means something in JavaScript without the flag u. */
const knownEscapes = /^(?:[^\\]|\\(?:[dDwWsSbBnrtvfcxk0-9]|u(?!\{)|[^A-Za-z0-9]))*$/;

/**
 * Reads a pattern as JSON Schema means it: ECMA-262 with the flag u. Many documents escape characters that need
 * none (`\-`, `\_`), which u refuses, so those are rewritten first. Without u an unknown escape would silently
 * be the letter itself (`\Z`, `\A` of Python), so such a pattern counts as unreadable.
 * @example readPattern("^[a-z\\-]+\\_x$") // { ok: true, regex: { source: "^[a-z\\-]+\\u005fx$", flags: "u" } }
 */
export function readPattern(source: string, port?: RegexPort): ReadPattern {
  if (source.length > limits.regexChars) {
    return {
      ok: false,
      message: `it has ${source.length} characters, and a pattern may have ${limits.regexChars}`,
    };
  }
  const candidates: RegexData[] = [
    { source, flags: "u" },
    { source: rewriteEscapes(source), flags: "u" },
    ...(knownEscapes.test(source) ? [{ source, flags: "" }] : []),
  ];
  let message = "";
  for (const regex of candidates) {
    const checked = checkRegex(regex, port);
    if (checked.ok) return { ok: true, regex };
    if (message === "") ({ message } = checked);
  }
  return { ok: false, message };
}

function checkRegex(regex: RegexData, port: RegexPort | undefined): ReturnType<RegexPort["check"]> {
  if (port !== undefined) return port.check(regex);
  try {
    RegExp(regex.source, regex.flags);
    return { ok: true };
  } catch (error) {
    return { ok: false, message: (error as Error).message };
  }
}

/** Escaped characters that need no escape, as code points. */
function rewriteEscapes(source: string): string {
  return source.replaceAll(/\\([^])/g, (whole, character: string) => {
    if (/[A-Za-z0-9^$\\.*+?()[\]{}|/]/.test(character)) return whole;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** What ajv runs in place of a RegExp. */
export interface PatternRunner {
  /** Names the pattern: ajv keeps one runner for each name. */
  toString(): string;
  test(text: string): boolean;
}

/** Patterns whose work is bounded run as they are up to this many steps, some milliseconds at the worst. */
const freeSteps = 2_000_000;

/** Texts up to this length can't keep any pattern busy for long. */
const shortChars = 16;

/**
 * Runs patterns within a budget. With a port its timer is the budget; without one a pattern that may be too much
 * work for a text is not run on it. What was not decided counts as no match and is noted, so that it is told; the
 * pattern is then not run again until that was taken.
 */
export function createPatterns(port?: RegexPort): {
  readonly runner: (source: string) => PatternRunner;
  /** Patterns that were not decided since the last call. */
  readonly takeUndecided: () => ReadonlySet<string>;
} {
  let undecided = new Set<string>();
  const runners = new Map<string, PatternRunner>();
  const make = (source: string): PatternRunner => {
    const read = readPattern(source, port);
    // The converter has left out those that can't be read.
    const regex = read.ok ? read.regex : { source: "(?:)", flags: "" };
    const run = port === undefined ? boundedRun(regex) : (text: string) => port.test(regex, text);
    return {
      toString: () => `pattern ${source}`,
      test: (text) => {
        // A long list would wait for the same pattern again and again.
        if (undecided.has(source)) return false;
        const outcome = run(text);
        if (outcome === "timeout") undecided.add(source);
        return outcome === true;
      },
    };
  };
  return {
    runner: (source) => {
      const known = runners.get(source) ?? make(source);
      runners.set(source, known);
      return known;
    },
    takeUndecided: () => {
      if (undecided.size === 0) return undecided;
      const taken = undecided;
      undecided = new Set();
      return taken;
    },
  };
}

function boundedRun(data: RegexData): (text: string) => boolean | "timeout" {
  const regex = new RegExp(data.source, data.flags);
  const bound = workBound(data.source, data.flags);
  return (text) => {
    const steps =
      bound === undefined ? (text.length <= shortChars ? 0 : Infinity) : boundedSteps(bound, text.length);
    return steps <= freeSteps ? regex.test(text) : "timeout";
  };
}
