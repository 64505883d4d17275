import { limits } from "../../core/index.ts";
import type { JsonPattern, Matcher, RegexData } from "../../core/index.ts";
import type { MapContext } from "../shape/context.ts";

/** A regular expression that is short enough, compiles, and keeps no position between calls. */
export function checkRegex(regex: RegexData, context: MapContext): RegexData | undefined {
  if (regex.source.length > limits.regexChars) {
    return context.report("over-limit", {
      what: `${context.path} has ${regex.source.length} characters; a regular expression may have ${limits.regexChars}`,
      fix: "Match on less, or combine several matchers.",
    });
  }
  const flags = regex.flags.replaceAll(/[gy]/g, "");
  try {
    RegExp(regex.source, flags);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return context.report("bad-pattern", {
      what: `${context.path}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`,
      fix: "Correct the pattern; a character that stands for itself is escaped with a backslash.",
    });
  }
  return { source: regex.source, flags };
}

/** The same for every regular expression in a matcher that TypeScript gave whole. */
export function checkMatcher(matcher: Matcher, context: MapContext): Matcher | undefined {
  switch (matcher.is) {
    case "regex": {
      const regex = checkRegex(matcher.regex, context);
      return regex === undefined ? undefined : { is: "regex", regex };
    }
    case "not":
    case "includes": {
      const inner = checkMatcher(matcher.matcher, context);
      return inner === undefined ? undefined : { is: matcher.is, matcher: inner };
    }
    case "one_of": {
      const matchers = matcher.matchers.flatMap((one) => checkMatcher(one, context) ?? []);
      return matchers.length < matcher.matchers.length ? undefined : { is: "one_of", matchers };
    }
    case "json": {
      const subset = checkPattern(matcher.subset, context);
      return subset === undefined ? undefined : { is: "json", subset };
    }
    case "equals":
    case "contains":
    case "starts_with":
    case "ends_with":
    case "glob":
    case "any":
    case "type":
    case "items":
    case "path":
    case "predicate":
    default:
      return matcher;
  }
}

function checkPattern(pattern: JsonPattern, context: MapContext): JsonPattern | undefined {
  if ("leaf" in pattern) {
    const leaf = checkMatcher(pattern.leaf, context);
    return leaf === undefined ? undefined : { leaf };
  }
  if ("array" in pattern) {
    const array = pattern.array.flatMap((item) => checkPattern(item, context) ?? []);
    return array.length < pattern.array.length ? undefined : { array };
  }
  const fields = Object.entries(pattern.object).map(
    ([key, item]) => [key, checkPattern(item, context)] as const,
  );
  const good = fields.every(([, item]) => item !== undefined);
  return good ? { object: Object.fromEntries(fields) as Readonly<Record<string, JsonPattern>> } : undefined;
}
