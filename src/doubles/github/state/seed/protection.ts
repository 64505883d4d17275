import type { GithubConfig, ProtectionConfig } from "../../config.ts";
import type { Draft } from "../draft.ts";
import type { ProtectionRow } from "../rows.ts";
import { folded } from "../tables.ts";
import { rowNamed } from "../view.ts";
import { repositoryOf } from "./forks.ts";

/** What protects the branches of repositories. */
export function seedProtection(draft: Draft, { repositories }: GithubConfig): void {
  for (const one of repositories) {
    const repository = repositoryOf(draft, `${one.owner}/${one.name}`);
    for (const [branch, said] of Object.entries(one.protection))
      draft.put("protection", rowOf(draft, repository.id, branch, said));
  }
}

function rowOf(draft: Draft, repository: number, branch: string, said: ProtectionConfig): ProtectionRow {
  const users = said.restrictions?.map((login) => rowNamed(draft, "account", folded(login)).id);
  return {
    ...unprotected,
    repository,
    branch,
    requiredStatusChecks:
      said.checks.length === 0 && !said.strict ? null : { strict: said.strict, contexts: said.checks },
    requiredReviews:
      said.reviews === null
        ? null
        : {
            count: said.reviews,
            dismissStale: said.dismissStaleReviews,
            codeOwners: said.codeOwnerReviews,
            lastPushApproval: false,
            dismissal: null,
          },
    restrictions: users === undefined ? null : { users, teams: [], apps: [] },
    enforceAdmins: said.enforceAdmins,
    linearHistory: said.linearHistory,
    allowForcePushes: said.allowForcePushes,
    allowDeletions: said.allowDeletions,
  };
}

/** Protection that asks for nothing but that nobody forces or deletes the branch. */
export const unprotected: Omit<ProtectionRow, "repository" | "branch"> = {
  requiredStatusChecks: null,
  requiredReviews: null,
  restrictions: null,
  enforceAdmins: false,
  linearHistory: false,
  allowForcePushes: false,
  allowDeletions: false,
  blockCreations: false,
  conversationResolution: false,
  lockBranch: false,
  allowForkSyncing: false,
  requiredSignatures: false,
};
