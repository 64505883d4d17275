import { type Json, jsonEqual, type Matcher } from "../core/index.ts";
import { type CompiledMatcher, differs, type MatchTools, only, plain, textMatcher } from "./compiled.ts";
import { compileGlob } from "./glob.ts";
import { exactDifferences } from "./json-difference.ts";
import { parseJson } from "./json-text.ts";
import { likelyLine, partDistance, scale, textDifference, textDistance } from "./text-difference.ts";
import { distances, isList, type Mode, type Value } from "./value.ts";

type Of<Kind extends Matcher["is"]> = Extract<Matcher, { readonly is: Kind }>;

/** Equality: of texts as texts; anything else with the JSON that a text holds. */
export function equalsMatcher(matcher: Of<"equals">, mode: Mode): CompiledMatcher {
  const { value: expected } = matcher;
  if (typeof expected !== "string") return equalsJson(matcher, expected, mode);
  return textMatcher(matcher, mode, 0, {
    test: (text) => text === expected,
    distance: (text) => textDistance(expected, text),
    difference: (label, text) => textDifference(label, expected, text),
  });
}

function equalsJson(matcher: Of<"equals">, expected: Json, mode: Mode): CompiledMatcher {
  const textHolds = (text: string): boolean => {
    const parsed = parseJson(text);
    return parsed !== undefined && jsonEqual(parsed.value, expected);
  };
  const test = (value: Value): boolean => {
    if (value === undefined) return false;
    if (typeof value === "string") return mode !== "json" && textHolds(value);
    if (jsonEqual(value, expected)) return true;
    return mode === "many" && isList(value) && value.some((one) => typeof one === "string" && textHolds(one));
  };
  /** The JSON to show against what was expected. */
  const shown = (value: Value): Value => {
    const one = only(value, mode);
    return typeof one === "string" && mode !== "json" ? (parseJson(one)?.value ?? one) : one;
  };
  const distance = (value: Value): number => {
    if (value === undefined) return distances.missing;
    if (test(value)) return 0;
    const one = shown(value);
    return sameKind(one, expected) ? exactDistance(expected, one) : distances.wrongType;
  };
  return {
    ...plain(matcher, typeof expected === "object" ? 6 : 1, test, distance),
    differences(value, label) {
      if (test(value)) return [];
      if (value === undefined) return [differs(matcher, value, label)];
      return exactDifferences(label, expected, shown(value));
    },
  };
}

function sameKind(left: Value, right: Json): boolean {
  return (
    typeof left === typeof right && isList(left) === isList(right) && (left === null) === (right === null)
  );
}

function exactDistance(expected: Json, got: Value): number {
  const wrong = exactDifferences("", expected, got).length;
  const parts = typeof expected === "object" && expected !== null ? Object.keys(expected).length : 1;
  return scale(Math.min(1, wrong / Math.max(1, parts, wrong)));
}

/** The text holds another one, anywhere. */
export function containsMatcher(matcher: Of<"contains">, mode: Mode): CompiledMatcher {
  return textMatcher(matcher, mode, 2, {
    test: (text) => text.includes(matcher.text),
    distance: (text) => partDistance(matcher.text, text),
    difference(label, text) {
      const line = likelyLine(matcher.text, text);
      if (line === undefined) return differs(matcher, text, label);
      return differs(matcher, line.text, `${label}, line ${line.number}`);
    },
  });
}

/** The text starts with another one. */
export function startsWithMatcher(matcher: Of<"starts_with">, mode: Mode): CompiledMatcher {
  const { text: start } = matcher;
  return textMatcher(matcher, mode, 1, {
    test: (text) => text.startsWith(start),
    distance: (text) => textDistance(start, text.slice(0, start.length)),
  });
}

/** The text ends with another one. */
export function endsWithMatcher(matcher: Of<"ends_with">, mode: Mode): CompiledMatcher {
  const { text: end } = matcher;
  return textMatcher(matcher, mode, 1, {
    test: (text) => text.endsWith(end),
    distance: (text) => textDistance(end, text.slice(-end.length)),
  });
}

/** The whole text is like a glob. */
export function globMatcher(matcher: Of<"glob">, mode: Mode): CompiledMatcher {
  const glob = compileGlob(matcher.pattern);
  const literal = glob.pieces.join("").length;
  return textMatcher(matcher, mode, 2, {
    test: (text) => glob.test(text),
    distance(text) {
      if (glob.pieces.length === 1) return textDistance(glob.pieces[0] as string, text);
      // Each piece counts by how much of it is anywhere in the text.
      const found = glob.pieces.map((piece) => (piece === "" ? 0 : piece.length * lacking(piece, text)));
      return scale(found.reduce((sum, one) => sum + one, 0) / Math.max(1, literal));
    },
  });
}

/** The share of a piece that a text lacks, 0 to 1. */
function lacking(piece: string, text: string): number {
  const distance = partDistance(piece, text);
  return distance === 0 ? 0 : (distance - distances.typo) / (distances.other - distances.typo);
}

/** A regular expression is found in the text; "timeout" when its budget ran out. */
export function regexMatcher(matcher: Of<"regex">, mode: Mode, tools: MatchTools): CompiledMatcher {
  return textMatcher(matcher, mode, 5, {
    test: (text) => tools.regex.test(matcher.regex, text),
    distance: () => distances.unmeasured,
  });
}
