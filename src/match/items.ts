import type { Matcher } from "../core/index.ts";
import { align, type Alignment, alignmentDistance } from "./align.ts";
import { type CompiledMatcher, type CompileInner, differs, plain } from "./compiled.ts";
import { mostDifferences, unexpected } from "./json-difference.ts";
import { both, distances, isList, type Outcome, type Value } from "./value.ts";

/** A list item by item: the words of a command line, the values of a repeated header. */
export function itemsMatcher(
  matcher: Extract<Matcher, { readonly is: "items" }>,
  compile: CompileInner,
): CompiledMatcher {
  const items = matcher.items.map((item) => compile(item, "json"));
  const { rest } = matcher;
  const beside = (value: readonly Value[]): Alignment =>
    align(items.length, value.length, rest, (expected, got) => items[expected]?.distance(value[got]) ?? 1);
  return {
    ...plain(
      matcher,
      items.reduce((most, item) => Math.max(most, item.cost), 3),
      (value, ask) => {
        if (!isList(value)) return false;
        if (rest ? value.length < items.length : value.length !== items.length) return false;
        let outcome: Outcome = true;
        for (let index = 0; index < items.length; index++) {
          outcome = both(outcome, (items[index] as CompiledMatcher).test(value[index], ask));
          if (outcome === false) return false;
        }
        return outcome;
      },
      (value) => {
        if (!isList(value)) return value === undefined ? distances.missing : distances.wrongType;
        return alignmentDistance(beside(value));
      },
    ),
    needsHandler: items.some((item) => item.needsHandler),
    differences(value, label) {
      if (!isList(value)) return [differs(matcher, value, label)];
      const found: string[] = [];
      for (const step of beside(value).steps) {
        if (step.cost === 0) continue;
        const at = `${label}[${step.got === -1 ? step.expected : step.got}]`;
        if (step.expected === -1) found.push(unexpected(at, value[step.got]));
        else {
          const item = items[step.expected] as CompiledMatcher;
          found.push(...item.differences(step.got === -1 ? undefined : value[step.got], at));
        }
      }
      return found.slice(0, mostDifferences);
    },
  };
}
