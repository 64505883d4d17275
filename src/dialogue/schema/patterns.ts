import { limits, quote } from "../../core/index.ts";
import type { Matcher } from "../../core/index.ts";
import { compileConditions } from "../../match/index.ts";
import {
  checkMatcher,
  choose,
  mapped,
  matcherOf,
  matcherValue,
  named,
  oneOf,
  optional,
  string,
  table,
  textMatcherFields,
  when,
  type Infer,
  type MapContext,
} from "../../scenario/index.ts";
import { translateGlob } from "../pattern/glob.ts";
import { translateRegex } from "../pattern/translate.ts";
import { isOfKind, type Kind } from "./kinds.ts";

const kinds: Readonly<Record<"exact" | "regex" | "glob" | "contains" | "any", Kind>> = {
  exact: { needs: ["text"] },
  regex: { needs: ["pattern"] },
  glob: { needs: ["pattern"] },
  contains: { needs: ["text"] },
  any: { needs: [] },
};

const examples = { text: "hello", pattern: "(?i)fix.*bug" };

const types = Object.keys(kinds) as readonly (keyof typeof kinds)[];

const patternTable = table(
  {
    type: optional(oneOf(...types), "The kind of pattern, as claudeless writes it.", { example: "contains" }),
    text: optional(string(), "For exact, the whole text; for contains, a part of it.", { example: "hello" }),
    pattern: optional(
      string(),
      "For regex, a regular expression of Rust, found anywhere; for glob, the whole text, with *, ? and [a-z].",
      { example: "(?i)fix.*bug" },
    ),
    ...textMatcherFields,
  },
  {
    rules: [
      { rule: "exactly-one", of: ["type", ...Object.keys(textMatcherFields)] },
      { rule: "requires", field: "text", needs: "type" },
      { rule: "requires", field: "pattern", needs: "type" },
    ],
    hints: { exact: 'Write { type = "exact", text = "..." }, or the text itself.' },
  },
);

/** A matcher of a prompt or of a tool's result: a text, any matcher, or the tagged form of claudeless. */
export const patternShape = named(
  "agent_pattern",
  "What a text must be: the text itself, a matcher, or a table with `type`, as claudeless writes it.",
  () =>
    mapped(
      choose(
        when(
          "string",
          mapped(string(), (value): Matcher => ({ is: "equals", value })),
        ),
        when("matcher", mapped(matcherValue(), checkMatcher)),
        when("table", mapped(patternTable, patternOf)),
      ),
      withoutPredicate,
    ),
);

function patternOf(fields: Infer<typeof patternTable>, context: MapContext): Matcher | undefined {
  const { type, text = "", pattern = "" } = fields;
  if (type === undefined) return matcherOf(fields);
  if (!isOfKind(type, kinds, examples, context)) return undefined;
  if (type === "exact") return { is: "equals", value: text };
  // Every text contains the empty one; the matcher that says so refuses it, as it is nearly always a mistake.
  if (type === "contains") return text === "" ? { is: "any" } : { is: "contains", text };
  if (type === "any") return { is: "any" };
  return patternMatcher(type, pattern, context.ofField("pattern"));
}

function patternMatcher(type: "regex" | "glob", pattern: string, context: MapContext): Matcher | undefined {
  if (pattern.length > limits.regexChars) {
    return context.report("over-limit", {
      what: `${context.path} has ${pattern.length} characters; a pattern may have ${limits.regexChars}`,
      fix: "Match on less, or combine several matchers.",
    });
  }
  if (type === "glob") {
    const glob = translateGlob(pattern);
    return glob.ok ? glob.matcher : refused(glob.reason, pattern, context);
  }
  const found = translateRegex(pattern);
  return found.ok ? { is: "regex", regex: found.regex } : refused(found.reason, pattern, context);
}

function refused(reason: string, pattern: string, context: MapContext): undefined {
  return context.report("bad-pattern", {
    what: `${context.path} ${quote(pattern, 60)}: ${reason}`,
    why: "Patterns with a type are those of claudeless, which is written in Rust.",
    fix: "Correct the pattern, or write { regex = ... }: a regular expression of JavaScript.",
  });
}

/** Where a conversation stands is worked out anew each time, at once: nobody can be asked. */
function withoutPredicate(matcher: Matcher, context: MapContext): Matcher | undefined {
  const nothing = { check: () => ({ ok: true }) as const, test: () => false };
  if (!compileConditions([{ field: "prompt", matcher }], { regex: nothing }).needsHandler) return matcher;
  return context.report("unsupported-feature", {
    what: `${context.path} asks a function`,
    why: "Which rule answers is told by the scenario alone, whoever reads it.",
    fix: "Write a matcher.",
  });
}
