import type { JsonObject } from "../../../core/index.ts";
import type { Actor } from "../access/actor.ts";
import { atLeast, roleIn } from "../access/policy.ts";
import { licenseOf } from "../domain/licenses.ts";
import { mainLanguage } from "../domain/languages.ts";
import { permissionsMap } from "../domain/roles.ts";
import type { RepositoryRow } from "../state/rows.ts";
import { forksOf, openIn } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** What an answer about repositories is made from. */
export interface RepositoryShown {
  readonly view: View;
  readonly urls: Urls;
  readonly actor: Actor;
}

/** Addresses of a repository's parts, as every form of it has them: name of the field, then what follows its own. */
const parts = [
  ["forks_url", "/forks"],
  ["keys_url", "/keys{/key_id}"],
  ["collaborators_url", "/collaborators{/collaborator}"],
  ["teams_url", "/teams"],
  ["hooks_url", "/hooks"],
  ["issue_events_url", "/issues/events{/number}"],
  ["events_url", "/events"],
  ["assignees_url", "/assignees{/user}"],
  ["branches_url", "/branches{/branch}"],
  ["tags_url", "/tags"],
  ["blobs_url", "/git/blobs{/sha}"],
  ["git_tags_url", "/git/tags{/sha}"],
  ["git_refs_url", "/git/refs{/sha}"],
  ["trees_url", "/git/trees{/sha}"],
  ["statuses_url", "/statuses/{sha}"],
  ["languages_url", "/languages"],
  ["stargazers_url", "/stargazers"],
  ["contributors_url", "/contributors"],
  ["subscribers_url", "/subscribers"],
  ["subscription_url", "/subscription"],
  ["commits_url", "/commits{/sha}"],
  ["git_commits_url", "/git/commits{/sha}"],
  ["comments_url", "/comments{/number}"],
  ["issue_comment_url", "/issues/comments{/number}"],
  ["contents_url", "/contents/{+path}"],
  ["compare_url", "/compare/{base}...{head}"],
  ["merges_url", "/merges"],
  ["archive_url", "/{archive_format}{/ref}"],
  ["downloads_url", "/downloads"],
  ["issues_url", "/issues{/number}"],
  ["pulls_url", "/pulls{/number}"],
  ["milestones_url", "/milestones{/number}"],
  ["notifications_url", "/notifications{?since,all,participating}"],
  ["labels_url", "/labels{/name}"],
  ["releases_url", "/releases{/id}"],
  ["deployments_url", "/deployments"],
] as const;

/** `minimal-repository`: how repositories stand in lists and in other things. */
export function minimalRepository({ view, urls }: RepositoryShown, repository: RepositoryRow): JsonObject {
  const owner = accountOf(view, repository.owner);
  const fullName = `${owner.login}/${repository.name}`;
  const url = urls.repository(fullName);
  return {
    id: repository.id,
    node_id: nodeId("repository", repository.id),
    name: repository.name,
    full_name: fullName,
    private: repository.visibility !== "public",
    owner: simpleUser(owner, urls),
    html_url: `${urls.html}/${fullName}`,
    description: repository.description,
    fork: repository.parent !== null,
    url,
    ...Object.fromEntries(parts.map(([name, path]) => [name, url + path])),
  };
}

/** `repository`: with counts, settings and what the caller may do. */
export function listedRepository(shown: RepositoryShown, repository: RepositoryRow): JsonObject {
  const { view, urls, actor } = shown;
  const minimal = minimalRepository(shown, repository);
  const fullName = `${accountOf(view, repository.owner).login}/${repository.name}`;
  const html = `${urls.html}/${fullName}`;
  const forks = view.count("repository", forksOf(repository.id));
  // Pull requests count as issues here.
  const issues = view.count("issue", openIn(repository.id));
  const stars = view.count("star", repository.id);
  return {
    ...minimal,
    created_at: repository.createdAt,
    updated_at: repository.updatedAt,
    pushed_at: repository.pushedAt,
    git_url: `${html.replace(/^https?:/, "git:")}.git`,
    ssh_url: `git@${new URL(html).hostname}:${fullName}.git`,
    clone_url: `${html}.git`,
    svn_url: html,
    homepage: repository.homepage,
    size: 0,
    stargazers_count: stars,
    watchers_count: stars,
    language: repository.language ?? mainLanguage(view, repository),
    has_issues: repository.hasIssues,
    has_projects: repository.hasProjects,
    has_downloads: true,
    has_wiki: repository.hasWiki,
    has_pages: false,
    has_discussions: repository.hasDiscussions,
    has_pull_requests: repository.hasPullRequests ?? true,
    pull_request_creation_policy: repository.pullRequestCreation ?? "all",
    forks_count: forks,
    mirror_url: null,
    archived: repository.archived,
    disabled: repository.disabled,
    open_issues_count: issues,
    license: licenseView(view, urls, repository),
    allow_forking: repository.allowForking,
    is_template: repository.isTemplate,
    web_commit_signoff_required: repository.webCommitSignoffRequired,
    topics: [...repository.topics],
    visibility: repository.visibility,
    forks,
    open_issues: issues,
    watchers: stars,
    default_branch: repository.defaultBranch,
    ...(actor.account === null ? {} : { permissions: permissionsMap(roleIn(view, actor, repository)) }),
  };
}

/** `license-simple`, or null. */
export function licenseView(view: View, urls: Urls, repository: RepositoryRow): JsonObject | null {
  const found = licenseOf(view, repository);
  if (found === undefined) return null;
  const { key, name, spdxId } = found.license;
  return {
    key,
    name,
    spdx_id: spdxId,
    url: key === "other" ? null : `${urls.api}/licenses/${key}`,
    node_id: nodeId("license", key),
  };
}

/** `full-repository`: a repository by itself. What its admins set is shown to them only. */
export function fullRepository(shown: RepositoryShown, repository: RepositoryRow): JsonObject {
  const { view, urls, actor } = shown;
  const owner = accountOf(view, repository.owner);
  const parent = rowOf(view, repository.parent);
  const template = rowOf(view, repository.template ?? null);
  const source = parent === undefined ? undefined : rootOf(view, parent);
  const admin = actor.account !== null && atLeast(roleIn(view, actor, repository), "admin");
  return {
    ...listedRepository(shown, repository),
    ...(owner.type === "Organization"
      ? { organization: simpleUser(owner, urls), custom_properties: {} }
      : {}),
    ...(parent === undefined ? {} : { parent: listedRepository(shown, parent) }),
    ...(source === undefined ? {} : { source: listedRepository(shown, source) }),
    ...(template === undefined ? {} : { template_repository: listedRepository(shown, template) }),
    ...(admin ? { ...mergeSettings(repository), security_and_analysis: security(repository) } : {}),
    network_count: forksBelow(view, source ?? repository),
    subscribers_count: view.count("subscription", repository.id),
  };
}

function rowOf(view: View, id: number | null): RepositoryRow | undefined {
  return id === null ? undefined : view.get("repository", id);
}

/** The repository that all forks above this one come from. */
function rootOf(view: View, repository: RepositoryRow): RepositoryRow {
  let root = repository;
  for (let above = rowOf(view, root.parent); above !== undefined; above = rowOf(view, root.parent))
    root = above;
  return root;
}

/** How many forks there are of a repository, and of those. */
function forksBelow(view: View, { id }: RepositoryRow): number {
  if (view.count("repository", forksOf(id)) === 0) return 0;
  const forks = view.list("repository", forksOf(id));
  return forks.reduce((sum, fork) => sum + forksBelow(view, fork), forks.length);
}

/** Parts of "security and analysis" that are told of every repository. */
const securityParts = [
  "secret_scanning",
  "secret_scanning_push_protection",
  "dependabot_security_updates",
  "secret_scanning_non_provider_patterns",
] as const;

/** Switches with addresses of their own are no parts of it. */
const apart = new Set(["vulnerability_alerts", "private_vulnerability_reporting"]);

function security({ security: set = {} }: RepositoryRow): JsonObject {
  const names = new Set([...securityParts, ...Object.keys(set).filter((name) => !apart.has(name))]);
  return Object.fromEntries(
    Array.from(names, (name) => [name, { status: set[name] === true ? "enabled" : "disabled" }]),
  );
}

function mergeSettings(repository: RepositoryRow): JsonObject {
  return {
    allow_squash_merge: repository.allowSquashMerge,
    allow_merge_commit: repository.allowMergeCommit,
    allow_rebase_merge: repository.allowRebaseMerge,
    allow_auto_merge: repository.allowAutoMerge,
    delete_branch_on_merge: repository.deleteBranchOnMerge,
    allow_update_branch: repository.allowUpdateBranch,
    use_squash_pr_title_as_default: repository.squashMergeCommitTitle === "PR_TITLE",
    squash_merge_commit_message: repository.squashMergeCommitMessage,
    squash_merge_commit_title: repository.squashMergeCommitTitle,
    merge_commit_message: repository.mergeCommitMessage,
    merge_commit_title: repository.mergeCommitTitle,
  };
}
