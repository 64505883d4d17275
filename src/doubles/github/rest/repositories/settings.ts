import type { Json } from "../../../../core/index.ts";
import { isJsonObject } from "../../../../core/index.ts";
import type { RepositoryFields } from "../../domain/repositories.ts";
import type { RepositoryRow } from "../../state/rows.ts";
import { optionalFlag, textOrNull } from "../body.ts";
import type { BodyFields } from "../request.ts";

/** Fields of requests that switch something on or off, and what rows call it. */
const flags = [
  ["has_issues", "hasIssues"],
  ["has_projects", "hasProjects"],
  ["has_wiki", "hasWiki"],
  ["has_discussions", "hasDiscussions"],
  ["has_pull_requests", "hasPullRequests"],
  ["is_template", "isTemplate"],
  ["allow_squash_merge", "allowSquashMerge"],
  ["allow_merge_commit", "allowMergeCommit"],
  ["allow_rebase_merge", "allowRebaseMerge"],
  ["allow_auto_merge", "allowAutoMerge"],
  ["allow_update_branch", "allowUpdateBranch"],
  ["allow_forking", "allowForking"],
  ["delete_branch_on_merge", "deleteBranchOnMerge"],
  ["web_commit_signoff_required", "webCommitSignoffRequired"],
] as const;

type Writable = { -readonly [Field in keyof RepositoryFields]: RepositoryFields[Field] };

/** What a request says of a repository, besides its name, its visibility and whether it is archived. */
export function settingsIn(body: BodyFields): RepositoryFields {
  const fields: Writable = {};
  for (const [said, field] of flags) {
    const value = optionalFlag(body, said);
    if (value !== undefined) fields[field] = value;
  }
  const description = textOrNull(body, "description");
  if (description !== undefined) fields.description = description;
  const homepage = textOrNull(body, "homepage");
  if (homepage !== undefined) fields.homepage = homepage;
  mergeTexts(body, fields);
  const creation = body["pull_request_creation_policy"];
  if (creation === "all" || creation === "collaborators_only") fields.pullRequestCreation = creation;
  return fields;
}

function mergeTexts(body: BodyFields, fields: Writable): void {
  const asDefault = optionalFlag(body, "use_squash_pr_title_as_default");
  if (asDefault !== undefined) fields.squashMergeCommitTitle = asDefault ? "PR_TITLE" : "COMMIT_OR_PR_TITLE";
  const squashTitle = body["squash_merge_commit_title"];
  if (squashTitle === "PR_TITLE" || squashTitle === "COMMIT_OR_PR_TITLE")
    fields.squashMergeCommitTitle = squashTitle;
  const squash = body["squash_merge_commit_message"];
  if (squash === "PR_BODY" || squash === "COMMIT_MESSAGES" || squash === "BLANK")
    fields.squashMergeCommitMessage = squash;
  const mergeTitle = body["merge_commit_title"];
  if (mergeTitle === "PR_TITLE" || mergeTitle === "MERGE_MESSAGE") fields.mergeCommitTitle = mergeTitle;
  const merge = body["merge_commit_message"];
  if (merge === "PR_BODY" || merge === "PR_TITLE" || merge === "BLANK") fields.mergeCommitMessage = merge;
}

/** Parts of "security and analysis" that requests may name. */
const securityParts: ReadonlySet<string> = new Set([
  "advanced_security",
  "code_security",
  "secret_scanning",
  "secret_scanning_push_protection",
  "secret_scanning_ai_detection",
  "secret_scanning_non_provider_patterns",
  "secret_scanning_delegated_alert_dismissal",
  "secret_scanning_delegated_bypass",
]);

/** Which parts of "security and analysis" a request switches; undefined: it says nothing of them. */
export function securityIn(value: Json | undefined): Readonly<Record<string, boolean>> | undefined {
  if (!isJsonObject(value)) return undefined;
  const said = Object.entries(value).flatMap(([name, part]) =>
    securityParts.has(name) && isJsonObject(part) && typeof part["status"] === "string"
      ? [[name, part["status"] === "enabled"]]
      : [],
  );
  return Object.fromEntries(said) as Record<string, boolean>;
}

/** Who may see it, as a request says it; undefined: it does not. */
export function visibilityIn(body: BodyFields): RepositoryRow["visibility"] | undefined {
  const said = body["visibility"];
  if (said === "public" || said === "private" || said === "internal") return said;
  const isPrivate = optionalFlag(body, "private");
  return isPrivate === undefined ? undefined : isPrivate ? "private" : "public";
}
