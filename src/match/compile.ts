import type { Matcher } from "../core/index.ts";
import { anyMatcher, includesMatcher, notMatcher, oneOfMatcher, predicateMatcher } from "./combined.ts";
import type { CompiledMatcher, CompileInner, MatchTools } from "./compiled.ts";
import { itemsMatcher } from "./items.ts";
import { jsonMatcher } from "./json-pattern.ts";
import { pathMatcher } from "./paths.ts";
import {
  containsMatcher,
  endsWithMatcher,
  equalsMatcher,
  globMatcher,
  regexMatcher,
  startsWithMatcher,
} from "./texts.ts";
import type { Mode } from "./value.ts";

type Compilers = {
  readonly [Kind in Matcher["is"]]: (
    matcher: Extract<Matcher, { readonly is: Kind }>,
    mode: Mode,
    compile: CompileInner,
    tools: MatchTools,
  ) => CompiledMatcher;
};

const compilers: Compilers = {
  equals: equalsMatcher,
  contains: containsMatcher,
  starts_with: startsWithMatcher,
  ends_with: endsWithMatcher,
  glob: globMatcher,
  regex: (matcher, mode, _, tools) => regexMatcher(matcher, mode, tools),
  any: anyMatcher,
  one_of: oneOfMatcher,
  includes: includesMatcher,
  json: jsonMatcher,
  not: notMatcher,
  items: (matcher, _, compile) => itemsMatcher(matcher, compile),
  path: pathMatcher,
  predicate: predicateMatcher,
};

/**
 * Compiles a matcher once, to be tried on many values. Never throws: what can't match (a glob nobody can
 * meet) matches nothing; broken regular expressions are the scenario's findings.
 * @param mode how the values stand in their call; "many" for the values of one key
 * @example compileMatcher({ is: "contains", text: "x" }, { regex }).test("axb") // true
 */
export function compileMatcher(matcher: Matcher, tools: MatchTools, mode: Mode = "text"): CompiledMatcher {
  const compile: CompileInner = (inner, innerMode) => compileMatcher(inner, tools, innerMode);
  return (compilers[matcher.is] as Compiler)(matcher, mode, compile, tools);
}

type Compiler = (matcher: Matcher, mode: Mode, compile: CompileInner, tools: MatchTools) => CompiledMatcher;
