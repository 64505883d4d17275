import { type Json, type JsonPattern, jsonEqual, type Matcher } from "../core/index.ts";
import { textual } from "./combined.ts";
import { compileMatcher } from "./compile.ts";
import { globCovers, type GlobToken, globTokens, literalTokens } from "./glob.ts";
import { matchSegment, parseTemplate, type PathTemplate, type Segment } from "./path-template.ts";

/** Tests without regular expressions: nobody knows what they say. */
const blind = { regex: { check: () => ({ ok: true }) as const, test: () => "timeout" as const } };

/**
 * Whether every value that the later matcher takes is taken by the earlier one too. Sound: never true when
 * some value is taken by the later one alone. Not complete: what is hard to say is false.
 * @example covers({ is: "any" }, { is: "equals", value: "x" }) // true
 */
export function covers(earlier: Matcher, later: Matcher): boolean {
  return coversWhere(earlier, later, false);
}

/** @param present the value is known to be there, as an item of a list is */
function coversWhere(earlier: Matcher, later: Matcher, present: boolean): boolean {
  if (jsonEqual(earlier as unknown as Json, later as unknown as Json)) return true;
  if (later.is === "one_of") return later.matchers.every((one) => coversWhere(earlier, one, present));
  return (rules[earlier.is] as Rule)(earlier, later, present);
}

type Of<Kind extends Matcher["is"]> = Extract<Matcher, { readonly is: Kind }>;
type Rule<Kind extends Matcher["is"] = Matcher["is"]> = (
  earlier: Of<Kind>,
  later: Matcher,
  present: boolean,
) => boolean;

const rules: { readonly [Kind in Matcher["is"]]: Rule<Kind> } = {
  any: (_, later, present) => present || !takesMissing(later),
  type: typeCovers,
  one_of: (earlier, later, present) => earlier.matchers.some((one) => coversWhere(one, later, present)),
  not: (earlier, later, present) =>
    later.is === "not" && coversWhere(later.matcher, earlier.matcher, present),
  items: itemsCover,
  includes: includesCover,
  json: jsonCovers,
  path: pathCovers,
  equals: textCovers,
  contains: textCovers,
  starts_with: textCovers,
  ends_with: textCovers,
  glob: textCovers,
  // Only the same one, which is said before any rule is asked.
  regex: () => false,
  predicate: () => false,
};

/** Whether a matcher may match what is missing. */
function takesMissing(matcher: Matcher): boolean {
  if (matcher.is === "one_of") return matcher.matchers.some(takesMissing);
  return matcher.is === "not";
}

/** A matcher of texts as a glob that takes no fewer texts; undefined when it is no matcher of texts. */
function asGlob(matcher: Matcher): readonly GlobToken[] | undefined {
  if (matcher.is === "equals") {
    return typeof matcher.value === "string" ? literalTokens(matcher.value) : undefined;
  }
  if (matcher.is === "contains") return ["run", ...literalTokens(matcher.text), "run"];
  if (matcher.is === "starts_with") return [...literalTokens(matcher.text), "run"];
  if (matcher.is === "ends_with") return ["run", ...literalTokens(matcher.text)];
  if (matcher.is === "glob") return globTokens(matcher.pattern);
  return matcher.is === "path" || matcher.is === "regex" ? ["run"] : undefined;
}

function typeCovers(earlier: Of<"type">, later: Matcher): boolean {
  // A text is always a string, and only outside of JSON also what it holds.
  if (asGlob(later) !== undefined) return earlier.type === "string";
  return later.is === "equals" && compileMatcher(earlier, blind).test(later.value) === true;
}

function textCovers(earlier: Matcher, later: Matcher): boolean {
  const left = asGlob(earlier);
  const right = asGlob(later);
  return left !== undefined && right !== undefined && globCovers(left, right);
}

function itemsCover(earlier: Of<"items">, later: Matcher): boolean {
  if (later.is !== "items") return false;
  if (later.rest && !earlier.rest) return false;
  const [wanted, given] = [earlier.items, later.items];
  if (earlier.rest ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((item, index) => coversWhere(item, given[index] as Matcher, true));
}

/** `includes` asks a list for an item and a text for a part, so both must follow. */
function includesCover({ matcher: inner }: Of<"includes">, later: Matcher): boolean {
  if (later.is === "includes") {
    return (
      coversWhere(inner, later.matcher, true) && coversWhere(textual(inner), textual(later.matcher), true)
    );
  }
  if (later.is === "items") return later.items.some((item) => coversWhere(inner, item, true));
  return asGlob(later) !== undefined && coversWhere(textual(inner), later, true);
}

function jsonCovers(earlier: Of<"json">, later: Matcher): boolean {
  if (later.is === "json") return patternCovers(earlier.subset, later.subset, true);
  if (later.is !== "equals") return false;
  return compileMatcher(earlier, blind).test(later.value) === true;
}

function patternCovers(earlier: JsonPattern, later: JsonPattern, present: boolean): boolean {
  if ("leaf" in earlier) {
    if ("leaf" in later) return coversWhere(earlier.leaf, later.leaf, present);
    if (earlier.leaf.is === "type") return earlier.leaf.type in later;
    return earlier.leaf.is === "any";
  }
  if ("leaf" in later) {
    if (later.leaf.is !== "equals" || typeof later.leaf.value === "string") return false;
    return compileMatcher({ is: "json", subset: earlier }, blind, "json").test(later.leaf.value) === true;
  }
  if ("array" in earlier) {
    if (!("array" in later) || later.array.length !== earlier.array.length) return false;
    return earlier.array.every((item, index) => patternCovers(item, later.array[index] as JsonPattern, true));
  }
  if ("array" in later) return false;
  return Object.entries(earlier.object).every(
    ([key, member]) =>
      Object.hasOwn(later.object, key) && patternCovers(member, later.object[key] as JsonPattern, false),
  );
}

function pathCovers(earlier: Of<"path">, later: Matcher): boolean {
  if (later.is === "path")
    return templateCovers(parseTemplate(earlier.template), parseTemplate(later.template));
  if (later.is !== "equals" || typeof later.value !== "string") return false;
  return compileMatcher(earlier, blind).test(later.value) === true;
}

/** Whether every path that the later template matches is matched by the earlier one. Sound, as covers. */
function templateCovers(earlier: PathTemplate, later: PathTemplate): boolean {
  if (later.rest && !earlier.rest) return false;
  const [wanted, given] = [earlier.segments, later.segments];
  if (earlier.rest ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every((segment, index) => segmentCovers(segment, given[index] as Segment));
}

function segmentCovers(earlier: Segment, later: Segment): boolean {
  if (later.kind === "literal") return matchSegment(earlier, later.text);
  if (earlier.kind === "name") return true;
  if (earlier.kind === "literal" || later.kind === "name") return false;
  // A name takes one character or more: as a glob, one and then any run.
  return globCovers(mixedTokens(earlier.texts), mixedTokens(later.texts));
}

function mixedTokens(texts: readonly string[]): readonly GlobToken[] {
  return texts.flatMap((text, index): GlobToken[] => [
    ...(index === 0 ? [] : (["one", "run"] as const)),
    ...literalTokens(text),
  ]);
}
