import {
  type Condition,
  escapeControl,
  type JsonPattern,
  type JsonTypeName,
  type Matcher,
} from "../core/index.ts";
import { memberLabel, showText, showValue } from "./show.ts";

const shownMembers = 6;
const shownPattern = 120;

/**
 * A matcher in words, with a verb: for lists of what an expectation wants.
 * @example explainMatcher({ is: "contains", text: "kind: Deployment" }) // 'contains "kind: Deployment"'
 */
export function explainMatcher(matcher: Matcher): string {
  return (verbs[matcher.is] as (matcher: Matcher) => string)(matcher);
}

/** A matcher in words, as a noun: what stands after "expected". */
export function nameMatcher(matcher: Matcher): string {
  return (nouns[matcher.is] as (matcher: Matcher) => string)(matcher);
}

type ByKind = {
  readonly [Kind in Matcher["is"]]: (matcher: Extract<Matcher, { readonly is: Kind }>) => string;
};

const verbs: ByKind = {
  equals: (matcher) => `is ${showValue(matcher.value)}`,
  contains: (matcher) => `contains ${showText(matcher.text)}`,
  starts_with: (matcher) => `starts with ${showText(matcher.text)}`,
  ends_with: (matcher) => `ends with ${showText(matcher.text)}`,
  glob: (matcher) => `is like ${showText(matcher.pattern)}`,
  regex: (matcher) => `matches ${showRegex(matcher.regex.source, matcher.regex.flags)}`,
  any: () => "is present",
  type: (matcher) => `is ${nouns.type(matcher)}`,
  one_of: (matcher) => join(matcher.matchers, explainMatcher, " or ", "is one of nothing"),
  includes: (matcher) => `includes ${nameMatcher(matcher.matcher)}`,
  json: (matcher) => `is ${nameMatcher(matcher)}`,
  not: (matcher) => `not (${explainMatcher(matcher.matcher)})`,
  items: (matcher) => `is ${nameMatcher(matcher)}`,
  path: (matcher) => `is like ${showText(matcher.template)}`,
  predicate: (matcher) => `is accepted by ${nameMatcher(matcher)}`,
};

const nouns: ByKind = {
  equals: (matcher) => showValue(matcher.value),
  contains: (matcher) => `text that contains ${showText(matcher.text)}`,
  starts_with: (matcher) => `text that starts with ${showText(matcher.text)}`,
  ends_with: (matcher) => `text that ends with ${showText(matcher.text)}`,
  glob: (matcher) => `text like ${showText(matcher.pattern)}`,
  regex: (matcher) => `text that matches ${showRegex(matcher.regex.source, matcher.regex.flags)}`,
  any: () => "anything",
  type: (matcher) => typeNouns[matcher.type],
  one_of: (matcher) => join(matcher.matchers, nameMatcher, " or ", "nothing at all"),
  includes: (matcher) => `something that includes ${nameMatcher(matcher.matcher)}`,
  json: (matcher) => `JSON with ${namePattern(matcher.subset)}`,
  not: (matcher) => `anything but ${nameMatcher(matcher.matcher)}`,
  items: (matcher) => `[${[...matcher.items.map(nameMatcher), ...(matcher.rest ? ["…"] : [])].join(", ")}]`,
  path: (matcher) => `a path like ${showText(matcher.template)}`,
  predicate: (matcher) =>
    matcher.handler.kind === "module"
      ? `the function ${showText(`${matcher.handler.url}#${matcher.handler.export}`)}`
      : "a function",
};

const typeNouns: { readonly [Name in JsonTypeName]: string } = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  null: "null",
  object: "an object",
  array: "a list",
};

function showRegex(source: string, flags: string): string {
  const shown = escapeControl(source, "");
  return `/${shown.length <= shownPattern ? shown : `${shown.slice(0, shownPattern)}…`}/${flags}`;
}

function join(
  matchers: readonly Matcher[],
  name: (matcher: Matcher) => string,
  word: string,
  none: string,
): string {
  if (matchers.length === 0) return none;
  const names = matchers.slice(0, shownMembers).map(name);
  if (matchers.length > shownMembers) names.push("…");
  return names.join(word);
}

function namePattern(pattern: JsonPattern): string {
  if ("leaf" in pattern) return nameMatcher(pattern.leaf);
  if ("array" in pattern) {
    const items = pattern.array.slice(0, shownMembers).map(namePattern);
    return `[${[...items, ...(pattern.array.length > shownMembers ? ["…"] : [])].join(", ")}]`;
  }
  const entries = Object.entries(pattern.object);
  const members = entries
    .slice(0, shownMembers)
    .map(([key, value]) => `${showText(key)}: ${namePattern(value)}`);
  return `{${[...members, ...(entries.length > shownMembers ? ["…"] : [])].join(", ")}}`;
}

/** Where a condition looks: `args`, `headers.accept`. */
export function conditionLabel(condition: Condition): string {
  return condition.key === undefined ? condition.field : memberLabel(condition.field, condition.key);
}

/** One condition in words. @example explainCondition(c) // 'stdin contains "kind: Deployment"' */
function explainCondition(condition: Condition): string {
  return `${conditionLabel(condition)} ${explainMatcher(condition.matcher)}`;
}

/**
 * All conditions of an expectation in words.
 * @example explainConditions(e.conditions) // 'args is ["apply", …], stdin contains "kind: Deployment"'
 */
export function explainConditions(conditions: readonly Condition[]): string {
  return conditions.length === 0 ? "any call" : conditions.map(explainCondition).join(", ");
}
