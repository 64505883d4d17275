import type { Matcher } from "../core/index.ts";
import { type CompiledMatcher, type CompileInner, differs, only, plain } from "./compiled.ts";
import { distances, either, isList, type Mode, negate, type Outcome, type Value } from "./value.ts";

type Of<Kind extends Matcher["is"]> = Extract<Matcher, { readonly is: Kind }>;

/** Longer lists are not searched for their nearest item. */
const searchedItems = 100;

/** Anything that is there; what is missing is not anything. */
export function anyMatcher(matcher: Of<"any">): CompiledMatcher {
  return plain(
    matcher,
    0,
    (value) => value !== undefined,
    (value) => (value === undefined ? distances.missing : 0),
  );
}

/** One of several matchers. */
export function oneOfMatcher(matcher: Of<"one_of">, mode: Mode, compile: CompileInner): CompiledMatcher {
  const choices = matcher.matchers.map((one) => compile(one, mode));
  const capturing = choices.filter((one) => one.capture !== undefined);
  return {
    ...plain(
      matcher,
      choices.reduce<number>((most, one) => Math.max(most, one.cost), 0),
      (value, ask) => {
        let outcome: Outcome = false;
        for (const choice of choices) {
          outcome = either(outcome, choice.test(value, ask));
          if (outcome === true) return true;
        }
        return outcome;
      },
      (value) =>
        choices.reduce<number>((least, one) => Math.min(least, one.distance(value)), distances.missing),
    ),
    needsHandler: choices.some((one) => one.needsHandler),
    ...(capturing.length === 0
      ? {}
      : {
          capture: (value: Value) => capturing.find((one) => one.test(value) === true)?.capture?.(value),
        }),
  };
}

/** The opposite of a matcher; so what is missing matches it, unless the inner one takes that. */
export function notMatcher(matcher: Of<"not">, mode: Mode, compile: CompileInner): CompiledMatcher {
  const inner = compile(matcher.matcher, mode);
  return {
    ...plain(
      matcher,
      inner.cost,
      (value, ask) => negate(inner.test(value, ask)),
      (value) => (inner.test(value) === false ? 0 : distances.unmeasured),
    ),
    needsHandler: inner.needsHandler,
  };
}

/** A list with an item that matches, or a text that holds it; the values of one key are texts. */
export function includesMatcher(matcher: Of<"includes">, mode: Mode, compile: CompileInner): CompiledMatcher {
  const item = compile(matcher.matcher, "json");
  const part = compile(textual(matcher.matcher), mode === "json" ? "json" : "text");
  const inside = mode === "many" ? part : item;
  return {
    ...plain(
      matcher,
      item.cost + 1,
      (value, ask) => {
        if (typeof value === "string") return part.test(value, ask);
        if (!isList(value)) return false;
        let outcome: Outcome = false;
        for (const one of value) {
          outcome = either(outcome, inside.test(one, ask));
          if (outcome === true) return true;
        }
        return outcome;
      },
      (value) => {
        if (typeof value === "string") return part.distance(value);
        if (!isList(value)) return value === undefined ? distances.missing : distances.wrongType;
        return value
          .slice(0, searchedItems)
          .reduce<number>((least, one) => Math.min(least, inside.distance(one)), distances.wrongType);
      },
    ),
    needsHandler: item.needsHandler,
  };
}

/** What an item's matcher asks of a text that should hold it: a plain text is a part of it. */
export function textual(matcher: Matcher): Matcher {
  if (matcher.is !== "equals" || typeof matcher.value !== "string") return matcher;
  return { is: "contains", text: matcher.value };
}

/** A function of the test's: it has to be asked, and is never asked about what is missing. */
export function predicateMatcher(matcher: Of<"predicate">, mode: Mode): CompiledMatcher {
  return {
    ...plain(
      matcher,
      9,
      (value, ask) => {
        if (value === undefined) return false;
        return ask?.(matcher.handler, only(value, mode) ?? null) ?? "pending";
      },
      (value) => (value === undefined ? distances.missing : distances.unmeasured),
    ),
    needsHandler: true,
    differences: (value, label) => [
      value === undefined ? differs(matcher, value, label) : `${label}: a function decides`,
    ],
  };
}
