import { finding } from "../core/index.ts";
import type { Condition, Expectation, Finding, Layer, Matcher } from "../core/index.ts";
import { addProblem, type Problems } from "./problems.ts";

/** Whether every value that the later matcher takes is taken by the earlier one too; false when in doubt. */
export type Covers = (earlier: Matcher, later: Matcher) => boolean;

/**
 * Reports expectations that no call can reach: an earlier one of the same layer and target answers every call
 * they would match, without end.
 */
export function reportUnreachable(layer: Layer, covers: Covers, problems: Problems): void {
  const filed = new Map<string, Expectation[]>();
  for (const later of layer.expectations) {
    const places = placesOf(later);
    const hiding = places.map((place) => findHiding(filed.get(place), later, covers)).find(Boolean);
    if (hiding !== undefined) {
      const same = coversAll(later.conditions, hiding.conditions, covers);
      addProblem(problems, () => unreachable(hiding, later, same));
    }
    const own = places.at(-1);
    // What is forbidden is refused without end too.
    if ((later.times.max ?? 0) > 0 || own === undefined) continue;
    const others = filed.get(own);
    if (others === undefined) filed.set(own, [later]);
    else others.push(later);
  }
}

function findHiding(
  earlier: readonly Expectation[] | undefined,
  later: Expectation,
  covers: Covers,
): Expectation | undefined {
  return earlier?.find((one) => coversAll(one.conditions, later.conditions, covers));
}

/**
 * Where expectations are filed that may cover this one, its own place last, so that thousands of them are not
 * all compared with each other. One whose path or arguments are plain text covers only its like; another one
 * at most those that begin as it does.
 */
function placesOf({ double, target, conditions }: Expectation): string[] {
  const place = (...rest: readonly string[]): string => JSON.stringify([double, target, ...rest]);
  const words = wordsOf(conditions);
  if (words === undefined) return [place()];
  const [first] = words.texts;
  const places = first === undefined ? [place()] : [place(), place(first)];
  return words.plain ? [...places, place("=", ...words.texts)] : places;
}

/** What a path or a list of arguments begins with, as far as it is plain text, and whether that is all. */
function wordsOf(
  conditions: readonly Condition[],
): { readonly texts: readonly string[]; readonly plain: boolean } | undefined {
  for (const { field, matcher } of conditions) {
    if (field === "path" && matcher.is === "path") {
      const segments = matcher.template.slice(1).split("/");
      // Other spellings of a segment are escaped, so those are not taken as plain.
      return plainStart(segments, (segment) => (/^[^{}*%]*$/.test(segment) ? segment : undefined), false);
    }
    if (field === "args" && matcher.is === "items") {
      const text = (item: Matcher): string | undefined =>
        item.is === "equals" && typeof item.value === "string" ? item.value : undefined;
      return plainStart(matcher.items, text, matcher.rest);
    }
  }
  return undefined;
}

function plainStart<Item>(
  items: readonly Item[],
  textOf: (item: Item) => string | undefined,
  rest: boolean,
): { readonly texts: readonly string[]; readonly plain: boolean } {
  const texts: string[] = [];
  for (const item of items) {
    const text = textOf(item);
    if (text === undefined) return { texts, plain: false };
    texts.push(text);
  }
  return { texts, plain: !rest };
}

function coversAll(earlier: readonly Condition[], later: readonly Condition[], covers: Covers): boolean {
  for (const wide of earlier) if (!coversOne(wide, later, covers)) return false;
  return true;
}

function coversOne(wide: Condition, later: readonly Condition[], covers: Covers): boolean {
  for (const narrow of later) {
    if (narrow.field === wide.field && narrow.key === wide.key && covers(wide.matcher, narrow.matcher)) {
      return true;
    }
  }
  return false;
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
