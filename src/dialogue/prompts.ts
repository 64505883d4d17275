import type { Condition, Matcher, RegexPort } from "../core/index.ts";
import {
  compileConditions,
  testConditions,
  type CompiledConditions,
  type MatchFacts,
} from "../match/index.ts";

/** What matching needs from outside. */
export interface DialogueTools {
  readonly regex: RegexPort;
}

/** Matchers that were compiled, for as long as somebody has their scenario. */
const compiled = new WeakMap<RegexPort, WeakMap<Matcher, CompiledConditions>>();

/** A matcher ready to be tried on texts: compiled once, however often a conversation is walked through. */
export function conditionsOf(matcher: Matcher, { regex }: DialogueTools): CompiledConditions {
  const known = compiled.get(regex) ?? new WeakMap<Matcher, CompiledConditions>();
  compiled.set(regex, known);
  const found = known.get(matcher);
  if (found !== undefined) return found;
  const condition: Condition = { field: "prompt", matcher };
  const made = compileConditions([condition], { regex });
  known.set(matcher, made);
  return made;
}

/** A text as what matchers look at. */
export function factsOf(prompt: string): MatchFacts {
  return { fields: { prompt }, readable: [] };
}

/** Whether a matcher takes a text; "timeout" where its regular expression ran out of its budget. */
export function takes(matcher: Matcher, text: string, tools: DialogueTools): boolean | "timeout" {
  const { kind } = testConditions(conditionsOf(matcher, tools), factsOf(text));
  return kind === "timeout" ? "timeout" : kind === "matched";
}

/** The same tools, for many texts at once: once one expression ran out of its time, all others count as slow. */
export function withOneTimeout({ regex }: DialogueTools): DialogueTools {
  let ranOut = false;
  return {
    regex: {
      check: (data) => regex.check(data),
      test: (data, text) => {
        const outcome = ranOut ? "timeout" : regex.test(data, text);
        ranOut = outcome === "timeout";
        return outcome;
      },
    },
  };
}
