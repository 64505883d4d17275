import { isJsonObject, type Json, type JsonPattern, type Matcher } from "../core/index.ts";
import { type CompiledMatcher, type CompileInner, differs, only, plain } from "./compiled.ts";
import { lengthDifference, mostDifferences } from "./json-difference.ts";
import { parseJson } from "./json-text.ts";
import { memberLabel, showValue } from "./show.ts";
import { scale } from "./text-difference.ts";
import { type Ask, both, distances, either, isList, type Mode, type Outcome, type Value } from "./value.ts";

/** A JSON pattern ready to be tried. */
interface Node {
  readonly needsHandler: boolean;
  /** How many leaves it has: what distances are a share of. */
  readonly leaves: number;
  test(value: Value, ask?: Ask): Outcome;
  /** Sum of its leaves' distances. */
  apart(value: Value): number;
  differences(value: Value, label: string, found: string[]): void;
}

/** The text holds JSON with this subset: objects may hold more, arrays go item by item. */
export function jsonMatcher(
  matcher: Extract<Matcher, { readonly is: "json" }>,
  mode: Mode,
  compile: CompileInner,
): CompiledMatcher {
  const node = compileNode(matcher.subset, compile);
  const testOne = (value: Value, ask?: Ask): Outcome => {
    const json = jsonOf(value);
    return json === undefined ? false : node.test(json.value, ask);
  };
  const test = (value: Value, ask?: Ask): Outcome => {
    if (mode !== "many" || !isList(value)) return testOne(value, ask);
    return value.reduce<Outcome>((outcome, one) => either(outcome, testOne(one, ask)), testOne(value, ask));
  };
  const distance = (value: Value): number => {
    if (value === undefined) return distances.missing;
    if (test(value) === true) return 0;
    const json = jsonOf(only(value, mode));
    if (json === undefined) return distances.wrongType;
    return scale(Math.min(1, node.apart(json.value) / node.leaves));
  };
  return {
    ...plain(matcher, 6, test, distance),
    needsHandler: node.needsHandler,
    differences(value, label) {
      if (value === undefined) return [differs(matcher, value, label)];
      if (test(value) === true) return [];
      const one = only(value, mode);
      const json = jsonOf(one);
      if (json === undefined) {
        return [one === "" ? `${label}: expected JSON, but it is empty` : notJson(label, matcher, one)];
      }
      const found: string[] = [];
      node.differences(json.value, label, found);
      return found;
    },
  };
}

function notJson(label: string, matcher: Matcher, value: Value): string {
  return `${differs(matcher, value, label)}, which is not JSON`;
}

/** A text is what it holds; what is JSON already is itself. */
function jsonOf(value: Value): { readonly value: Json } | undefined {
  if (typeof value === "string") return parseJson(value);
  return value === undefined ? undefined : { value };
}

function compileNode(pattern: JsonPattern, compile: CompileInner): Node {
  if ("leaf" in pattern) return leafNode(compile(pattern.leaf, "json"));
  if ("array" in pattern) return arrayNode(pattern.array.map((item) => compileNode(item, compile)));
  const entries = Object.entries(pattern.object);
  return objectNode(entries.map(([key, member]) => [key, compileNode(member, compile)] as const));
}

function leafNode(leaf: CompiledMatcher): Node {
  return {
    needsHandler: leaf.needsHandler,
    leaves: 1,
    test: (value, ask) => leaf.test(value, ask),
    apart: (value) => leaf.distance(value),
    differences(value, label, found) {
      for (const one of leaf.differences(value, label)) if (found.length < mostDifferences) found.push(one);
    },
  };
}

function objectNode(members: readonly (readonly [key: string, node: Node])[]): Node {
  const leaves = Math.max(
    1,
    members.reduce((sum, [, node]) => sum + node.leaves, 0),
  );
  return {
    needsHandler: members.some(([, node]) => node.needsHandler),
    leaves,
    test(value, ask) {
      if (!isJsonObject(value)) return false;
      let outcome: Outcome = true;
      for (const [key, node] of members) {
        outcome = both(outcome, node.test(memberOf(value, key), ask));
        if (outcome === false) return false;
      }
      return outcome;
    },
    apart(value) {
      if (!isJsonObject(value)) return leaves;
      return members.reduce((sum, [key, node]) => sum + node.apart(memberOf(value, key)), 0);
    },
    differences(value, label, found) {
      if (!isJsonObject(value)) found.push(wrongKind(label, "an object", value));
      else {
        for (const [key, node] of members) {
          node.differences(memberOf(value, key), memberLabel(label, key), found);
        }
      }
    },
  };
}

function memberOf(value: { readonly [key: string]: Json }, key: string): Value {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function arrayNode(items: readonly Node[]): Node {
  const leaves = Math.max(
    1,
    items.reduce((sum, node) => sum + node.leaves, 0),
  );
  return {
    needsHandler: items.some((node) => node.needsHandler),
    leaves,
    test(value, ask) {
      if (!isList(value) || value.length !== items.length) return false;
      let outcome: Outcome = true;
      for (const [index, node] of items.entries()) {
        outcome = both(outcome, node.test(value[index], ask));
        if (outcome === false) return false;
      }
      return outcome;
    },
    apart(value) {
      if (!isList(value)) return leaves;
      const common = items.reduce((sum, node, index) => sum + node.apart(value[index]), 0);
      return common + Math.max(0, value.length - items.length);
    },
    differences(value, label, found) {
      if (!isList(value)) found.push(wrongKind(label, "a list", value));
      else {
        if (value.length !== items.length) found.push(lengthDifference(label, items.length, value.length));
        for (const [index, node] of items.entries()) {
          if (index < value.length) node.differences(value[index], `${label}[${index}]`, found);
        }
      }
    },
  };
}

function wrongKind(label: string, wanted: string, value: Value): string {
  if (value === undefined) return `${label}: expected ${wanted}, but it is missing`;
  return `${label}: expected ${wanted}, got ${showValue(value)}`;
}
