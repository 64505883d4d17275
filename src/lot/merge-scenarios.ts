import { ConfigValidationError, finding, quote, type Finding } from "../core/index.ts";
import type { ScenarioInput } from "./doubles.ts";

type Table = Readonly<Record<string, unknown>>;

/** The fields by which entries of a list are the same thing, any of these groups; other lists are only joined. */
const identities: Readonly<Record<string, readonly (readonly string[])[]>> = {
  "github.users": [["login"]],
  "github.organizations": [["login"]],
  "github.organizations.teams": [["slug"], ["name"]],
  "github.repositories": [["owner", "name"]],
  "github.issues": [["repository", "number"]],
  "github.pullRequests": [["repository", "number"]],
  "github.releases": [["repository", "tag"]],
  "github.tokens": [["value"], ["name"]],
  "github.apps": [["slug"]],
  "github.installations": [["app", "account"]],
  "github.transitions": [["name"]],
};

/** Fields whose values are never told. */
const secret: ReadonlySet<string> = new Set([
  "github.defaultToken",
  "github.tokens.value",
  "github.installations.accessToken",
]);

/**
 * Joins scenarios into one. Lists are joined and tables merged; of GitHub's users, repositories, tokens and so on, those
 * of the same name become one, with the fields of both, and whatever is equal is there once. Tokens and the default token are kept.
 * @throws ConfigValidationError with every field that two scenarios give different values
 * @example
 * const scenario = defineScenario(
 *   mergeScenarios(singleRepo("acme", { ownerIsOrg: true }), emptyOrg("other"), { now: "2025-01-15T10:30:00Z" }),
 * );
 */
export function mergeScenarios(...scenarios: readonly ScenarioInput[]): ScenarioInput {
  const conflicts: Finding[] = [];
  let merged: Table = {};
  for (const [index, scenario] of scenarios.entries()) {
    const merge: Merge = { conflicts, number: index + 1 };
    merged = mergeTables(merge, merged, scenario, "", "");
  }
  if (conflicts.length > 0) throw new ConfigValidationError(conflicts);
  return merged;
}

interface Merge {
  readonly conflicts: Finding[];
  /** Which scenario is joined, from 1. */
  readonly number: number;
}

/**
 * @param kind path without names and numbers: "github.repositories.labels"
 * @param path path as findings tell it: "github.repositories octocat/demo.labels"
 */
function mergeTables(merge: Merge, low: Table, high: Table, kind: string, path: string): Table {
  // A map, so that a key that means something in JavaScript stays a key, and is refused later.
  const result = new Map(Object.entries(low));
  for (const [key, value] of Object.entries(high)) {
    if (value === undefined) continue;
    const known = result.get(key);
    const here = { kind: kind === "" ? key : `${kind}.${key}`, path: path === "" ? key : `${path}.${key}` };
    result.set(key, known === undefined ? value : mergeValues(merge, known, value, here));
  }
  return Object.fromEntries(result);
}

interface Here {
  readonly kind: string;
  readonly path: string;
}

function mergeValues(merge: Merge, low: unknown, high: unknown, here: Here): unknown {
  if (sameValue(low, high)) return low;
  if (Array.isArray(low) && Array.isArray(high)) return mergeLists(merge, low, high, here);
  if (isTable(low) && isTable(high)) return mergeTables(merge, low, high, here.kind, here.path);
  const at = { kind: "input", input: `mergeScenarios(): scenario ${merge.number}: ${here.path}` } as const;
  const told = secret.has(here.kind) ? "" : `: ${shown(low)} and ${shown(high)}`;
  merge.conflicts.push(
    finding("scalar-twice", {
      at,
      what: `two scenarios give ${here.path} different values${told}`,
      why: "Which of the two counts would be a guess.",
      fix: "Give it in one of the scenarios only, or the same in both.",
    }),
  );
  return low;
}

function mergeLists(merge: Merge, low: readonly unknown[], high: readonly unknown[], here: Here): unknown[] {
  const result = [...low];
  const groups = identities[here.kind] ?? [];
  for (const item of high) {
    const found = sameEntry(result, item, groups);
    if (found !== undefined) {
      const { index, by } = found;
      const known = result[index] as Table;
      const name = here.kind === "github.tokens" ? tokenName(known) : nameOf(known, by);
      // The first spelling of a name counts: GitHub compares names without case.
      const same = Object.fromEntries(by.map((field) => [field, known[field]]));
      const path = `${here.path} ${name}`;
      result[index] = mergeTables(merge, known, { ...(item as Table), ...same }, here.kind, path);
    } else if (!result.some((one) => sameValue(one, item))) result.push(item);
  }
  return result;
}

function sameEntry(
  entries: readonly unknown[],
  item: unknown,
  groups: readonly (readonly string[])[],
): { readonly index: number; readonly by: readonly string[] } | undefined {
  if (!isTable(item)) return undefined;
  for (const by of groups) {
    const name = nameOf(item, by);
    const index = entries.findIndex((one) => name !== undefined && isTable(one) && nameOf(one, by) === name);
    if (index >= 0) return { index, by };
  }
  return undefined;
}

function tokenName({ name }: Table): string {
  return typeof name === "string" ? quote(name) : "without a name";
}

function nameOf(entry: Table, fields: readonly string[]): string | undefined {
  const texts = fields.map((field) => {
    const value = entry[field];
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  });
  return texts.includes(undefined) ? undefined : texts.join("/").toLowerCase();
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? quote(value, 60) : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function isTable(value: unknown): value is Table {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    [Object.prototype, null].includes(Object.getPrototypeOf(value) as null)
  );
}

function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, index) => sameValue(item, other[index]));
  if (one instanceof Uint8Array && other instanceof Uint8Array)
    return one.length === other.length && one.every((byte, index) => byte === other[index]);
  if (one instanceof RegExp && other instanceof RegExp) return String(one) === String(other);
  if (!isTable(one) || !isTable(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => sameValue(one[key], other[key]));
}
