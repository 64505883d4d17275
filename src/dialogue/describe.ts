import { quote, type Matcher } from "../core/index.ts";
import { explainMatcher } from "../match/index.ts";

/** Longer descriptions are cut. */
const shownChars = 100;

/**
 * How a pattern reads, on one line.
 * @example describeMatcher({ is: "contains", text: "hello" }) // 'contains "hello"'
 */
export function describeMatcher(matcher: Matcher): string {
  if (matcher.is === "any") return "any prompt";
  if (matcher.is === "equals" && typeof matcher.value === "string") return quote(matcher.value, shownChars);
  const text = explainMatcher(matcher);
  return text.length <= shownChars ? text : `${text.slice(0, shownChars - 1)}…`;
}
