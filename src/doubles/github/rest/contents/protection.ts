import type { JsonObject } from "../../../../core/index.ts";
import { protectionOf } from "../../domain/protection.ts";
import { teamNamed } from "../../domain/teams.ts";
import { unprotected } from "../../state/seed/protection.ts";
import type { AllowedActors, ProtectionRow } from "../../state/rows.ts";
import { folded, refKey } from "../../state/tables.ts";
import { adminsView, protectionView, signaturesView } from "../../views/branches.ts";
import { accountOf } from "../../views/accounts.ts";
import { answered, noContent, type RestAnswer } from "../answer.ts";
import { optionalFlag, textList } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem } from "../problem.ts";
import type { BodyFields } from "../request.ts";
import { branchHead } from "./branches.ts";
import { commitShown, invalid, objectOf, param } from "./git-call.ts";

/** What protects branches, as a whole. */
export const protectionOperations: readonly Operation[] = [
  operation("repos/get-branch-protection", (call) =>
    answered(protectionView(commitShown(call), protectionIn(call))),
  ),
  operation("repos/update-branch-protection", (call) => {
    const branch = param(call, "branch");
    branchHead(call, branch);
    const { body } = call;
    const before = protectionOf(call.draft, call.repository, branch);
    const flag = (field: string): boolean => optionalFlag(body, field) ?? false;
    const row = changeProtection(call, before, {
      ...unprotected,
      repository: call.repository.id,
      branch,
      requiredSignatures: before?.requiredSignatures ?? false,
      requiredStatusChecks: checksIn(objectOf(body["required_status_checks"])),
      requiredReviews: reviewsIn(call, objectOf(body["required_pull_request_reviews"])),
      restrictions: restrictionsIn(call, objectOf(body["restrictions"])),
      enforceAdmins: flag("enforce_admins"),
      linearHistory: flag("required_linear_history"),
      allowForcePushes: flag("allow_force_pushes"),
      allowDeletions: flag("allow_deletions"),
      blockCreations: flag("block_creations"),
      conversationResolution: flag("required_conversation_resolution"),
      lockBranch: flag("lock_branch"),
      allowForkSyncing: flag("allow_fork_syncing"),
    });
    return answered(protectionView(commitShown(call), row));
  }),
  operation("repos/delete-branch-protection", (call) => {
    const row = protectionIn(call);
    call.draft.remove("protection", refKey(row.repository, row.branch));
    tell(call, "branch_protection_rule.deleted", row.branch);
    return noContent();
  }),
  ...flagOperations("enforceAdmins", adminsView, [
    "repos/get-admin-branch-protection",
    "repos/set-admin-branch-protection",
    "repos/delete-admin-branch-protection",
  ]),
  ...flagOperations("requiredSignatures", signaturesView, [
    "repos/get-commit-signature-protection",
    "repos/create-commit-signature-protection",
    "repos/delete-commit-signature-protection",
  ]),
];

/** A part of the protection that is on or off. */
function flagOperations(
  field: "enforceAdmins" | "requiredSignatures",
  show: typeof adminsView,
  [get, set, remove]: readonly [string, string, string],
): readonly Operation[] {
  const turn = (call: RestCall, on: boolean): ProtectionRow => {
    const row = protectionIn(call);
    return row[field] === on ? row : changeProtection(call, row, { ...row, [field]: on });
  };
  return [
    operation(get, (call) => answered(show(commitShown(call), protectionIn(call)))),
    operation(set, (call) => answered(show(commitShown(call), turn(call, true)))),
    operation(remove, (call): RestAnswer => {
      turn(call, false);
      return noContent();
    }),
  ];
}

/** The protection of the branch in the path. @throws ApiProblem 404 */
export function protectionIn(call: RestCall): ProtectionRow {
  const branch = param(call, "branch");
  const row = protectionOf(call.draft, call.repository, branch);
  if (row !== undefined) return row;
  branchHead(call, branch);
  throw new ApiProblem(404, "Branch not protected");
}

/** Puts the protection of a branch and says so. */
export function changeProtection(
  call: RestCall,
  before: ProtectionRow | undefined,
  row: ProtectionRow,
): ProtectionRow {
  call.draft.put("protection", row);
  tell(call, `branch_protection_rule.${before === undefined ? "created" : "edited"}`, row.branch);
  return row;
}

function tell(call: RestCall, type: string, branch: string): void {
  call.draft.emit(type, { actor: call.account.login, repository: call.repositoryName, facts: { branch } });
}

/** Names of required checks: as `contexts`, or as `checks` with their apps. */
export function contextsIn(body: BodyFields): readonly string[] | undefined {
  const checks = body["checks"];
  if (!Array.isArray(checks)) return textList(body, "contexts");
  return (checks as readonly { readonly context: string }[]).map(({ context }) => context);
}

function checksIn(said: JsonObject | undefined): ProtectionRow["requiredStatusChecks"] {
  if (said === undefined) return null;
  return { strict: said["strict"] === true, contexts: contextsIn(said) ?? [] };
}

/** Required reviews as a body says them; what it leaves out stays as it was. */
export function reviewsIn(
  call: RestCall,
  said: JsonObject | undefined,
  before: ProtectionRow["requiredReviews"] = null,
): ProtectionRow["requiredReviews"] {
  if (said === undefined) return before;
  const count = said["required_approving_review_count"];
  if (typeof count === "number" && (count < 0 || count > 6))
    throw invalid(`"required_approving_review_count" must be between 0 and 6.`);
  return {
    count: typeof count === "number" ? count : (before?.count ?? 1),
    dismissStale: optionalFlag(said, "dismiss_stale_reviews") ?? before?.dismissStale ?? false,
    codeOwners: optionalFlag(said, "require_code_owner_reviews") ?? before?.codeOwners ?? false,
    lastPushApproval: optionalFlag(said, "require_last_push_approval") ?? before?.lastPushApproval ?? false,
    dismissal: dismissalIn(call, objectOf(said["dismissal_restrictions"]), before?.dismissal ?? null),
  };
}

/** An empty object takes the restrictions away. */
function dismissalIn(
  call: RestCall,
  said: JsonObject | undefined,
  before: AllowedActors | null,
): AllowedActors | null {
  if (said === undefined) return before;
  return Object.keys(said).length === 0 ? null : allowedIn(call, said);
}

function restrictionsIn(call: RestCall, said: JsonObject | undefined): AllowedActors | null {
  return said === undefined ? null : allowedIn(call, said);
}

function allowedIn(call: RestCall, said: JsonObject): AllowedActors {
  return {
    users: idsOf(call, "users", textList(said, "users") ?? []),
    teams: idsOf(call, "teams", textList(said, "teams") ?? []),
    apps: idsOf(call, "apps", textList(said, "apps") ?? []),
  };
}

/** Ids of users, teams or apps by their names; those that don't exist are left out, as GitHub does. */
export function idsOf(
  { draft, repository }: RestCall,
  kind: "users" | "teams" | "apps",
  names: readonly string[],
): readonly number[] {
  const owner = accountOf(draft, repository.owner);
  const find = (name: string): { readonly id: number } | undefined => {
    if (kind === "users") return draft.named("account", folded(name));
    return kind === "teams" ? teamNamed(draft, owner, name) : draft.named("app", folded(name));
  };
  return [...new Set(names.flatMap((name) => find(name)?.id ?? []))];
}
