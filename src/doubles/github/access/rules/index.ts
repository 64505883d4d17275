import { accountRules } from "./accounts.ts";
import { contentRules } from "./contents.ts";
import { issueRules, pullRules } from "./issues.ts";
import { organizationRules } from "./organizations.ts";
import { repositoryRules } from "./repositories.ts";
import type { Rule, RuleGroup } from "./rule.ts";

export type { Rule } from "./rule.ts";

const groups: readonly RuleGroup[] = [
  ...accountRules,
  ...organizationRules,
  ...repositoryRules,
  ...contentRules,
  ...issueRules,
  ...pullRules,
];

let byOperation: ReadonlyMap<string, Rule> | undefined;

/** What it takes to call an operation, by its published id. */
export function accessRules(): ReadonlyMap<string, Rule> {
  return (byOperation ??= new Map(
    groups.flatMap(([rule, ids]) => ids.split(/\s+/).map((id) => [id, rule] as const)),
  ));
}
