import { BacklotError, finding, isJsonObject, type Json, type JsonObject } from "../../../core/index.ts";
import type { TableNode } from "../../../scenario/index.ts";
import { selectedToken } from "../access/selected-token.ts";
import type { GithubConfig } from "../config.ts";
import { adoptState } from "./adopt-state.ts";
import { jsonOf, treeOf } from "./nodes.ts";
import { keyedLists } from "./overlay.ts";
import { sectionOf, type SectionJson } from "./section-of.ts";
import { numbered } from "./number-threads.ts";
import type { SimulatorState } from "./simulator-state.ts";
import { stateOf } from "./state-of.ts";

/**
 * A GitHub as the initial state that simulacat and simulacrum read. What such a state has no place for stands in
 * `__simulacat__.backlot`, as the section writes it. Of tokens only the value of the selected one is kept.
 * @throws BacklotError `unsupported-feature` where a stub holds code, which no file can hold
 */
export function exportState(config: GithubConfig): SimulatorState {
  refuseCode(config);
  const complete = numbered(config);
  const state = stateOf(complete);
  const backlot = leftOver(sectionOf(complete), adopted(state));
  const token = selectedToken(config);
  const metadata = {
    ...(token === null ? {} : { auth_token: token.value }),
    ...(Object.keys(backlot).length === 0 ? {} : { backlot }),
  };
  return Object.keys(metadata).length === 0 ? state : { ...state, __simulacat__: metadata };
}

function refuseCode({ stubs }: GithubConfig): void {
  const findings = stubs.flatMap((stub, index) =>
    stub !== null
      ? []
      : [
          finding("unsupported-feature", {
            what: `github.stubs[${index}] holds a function, a RegExp or a matcher, which an initial state can't hold`,
            fix: "Write it as data, or declare it when the world is open.",
          }),
        ],
  );
  if (findings.length > 0) throw new BacklotError(findings);
}

/** The section that a state means. */
function adopted(state: SimulatorState): SectionJson {
  const tree = treeOf(state as unknown as Json, { input: "the exported state" }) as TableNode;
  const found = adoptState(tree);
  const json = found === null ? {} : jsonOf(found.tree);
  const section = isJsonObject(json) ? json["github"] : undefined;
  const { imported_from: _from, ...rest } = isJsonObject(section) ? section : {};
  return rest;
}

/** What of a section another one lacks or says otherwise; null where it has too much. */
function leftOver(section: SectionJson, known: SectionJson): JsonObject {
  const fields = Object.entries(section).flatMap(([key, value]): readonly [string, Json][] => {
    const there = known[key];
    if (isSame(value, there)) return [];
    if (key === "auth") return value === "accept" ? [] : [[key, value]];
    const list = Object.hasOwn(keyedLists, key) && Array.isArray(value) && Array.isArray(there);
    return [[key, list ? leftOverOfList(key, value as Entries, there as Entries) : value]];
  });
  return Object.fromEntries(fields.filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
}

type Entries = readonly JsonObject[];

const identities: Readonly<Record<string, readonly string[]>> = {
  users: ["login"],
  organizations: ["login"],
  repositories: ["owner", "name"],
  issues: ["repository", "number"],
  pull_requests: ["repository", "number"],
};

/** An export has the entries of the section in its own order, one for one. */
function leftOverOfList(key: string, entries: Entries, known: Entries): readonly Json[] {
  return entries.flatMap((entry, index) => {
    const there = known[index] ?? {};
    const differing = Object.entries(entry).filter(([field, value]) => !isSame(value, there[field]));
    const gone = Object.keys(there).filter((field) => !Object.hasOwn(entry, field));
    if (differing.length === 0 && gone.length === 0) return [];
    const identity = (identities[key] ?? []).map((field) => [field, entry[field] ?? null] as const);
    return [Object.fromEntries([...identity, ...differing, ...gone.map((field) => [field, null] as const)])];
  });
}

/** Equal in the order of their keys too, which ids of rows follow. */
function isSame(left: Json | undefined, right: Json | undefined): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
