import type { TableNode } from "../../../scenario/index.ts";
import type { Told } from "./told.ts";

/** Fields that only repeat what the simulated GitHub works out itself. */
const derived = /^(?:url|node_id|full_name|forks|stargazers|watchers|open_issues|size)$|(?:_url|_count|_at)$/;
const dropped: ReadonlySet<string> = new Set([
  "type",
  "gravatar_id",
  "site_admin",
  "packages",
  "language",
  "license",
  "fork",
  "disabled",
  "has_pages",
  "has_downloads",
  "permissions",
  "security_and_analysis",
]);

/** Texts that are empty where GitHub has none. */
const optionalTexts: ReadonlySet<string> = new Set([
  "name",
  "email",
  "bio",
  "company",
  "description",
  "homepage",
]);

/** The fields of a state's account or repository that the section has as well. */
export function kept(table: TableNode, told: Told): TableNode {
  const entries = table.entries.filter(({ key, keyWhere, value }) => {
    if (value.kind === "null") return false;
    if (derived.test(key) || dropped.has(key)) {
      told.note("ignored", keyWhere, `fields such as ${key} are not read from an initial state`);
      return false;
    }
    return !(value.kind === "string" && value.value === "" && optionalTexts.has(key));
  });
  return { ...table, entries };
}
