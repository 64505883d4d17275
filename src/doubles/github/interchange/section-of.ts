import {
  encodeLossless,
  textOf as utf8TextOf,
  toBase64,
  type Json,
  type JsonObject,
} from "../../../core/index.ts";
import type {
  AppConfig,
  FileConfig,
  GithubConfig,
  InstallationConfig,
  IssueConfig,
  OrganizationConfig,
  ProtectionConfig,
  PullRequestConfig,
  ReleaseConfig,
  RepositoryConfig,
  TransitionConfig,
  UserConfig,
} from "../config.ts";

/** A part of the section as a scenario writes it, with what is as usual left out, unless states say that always. */
export type SectionJson = JsonObject;

/** The section that comes to a configuration, without tokens. */
export function sectionOf(config: GithubConfig): SectionJson {
  const limits: JsonObject = {
    ...config.rateLimits.limits,
    ...(config.rateLimits.secondary === null
      ? {}
      : {
          secondary: {
            after: config.rateLimits.secondary.after,
            times: config.rateLimits.secondary.times,
            retry_after_seconds: config.rateLimits.secondary.retryAfterSeconds,
          },
        }),
  };
  return given({
    auth: config.auth,
    port: config.port,
    users: config.users.map(userOf),
    organizations: config.organizations.map(organizationOf),
    repositories: config.repositories.map(repositoryOf),
    issues: config.issues.map(issueOf),
    pull_requests: config.pullRequests.map(pullOf),
    releases: config.releases.map(releaseOf),
    apps: config.apps.map(appOf),
    installations: config.installations.map(installationOf),
    rate_limits: limits,
    transitions: config.transitions.map(transitionOf),
    stubs: config.stubs.flatMap((stub) => stub ?? []),
  });
}

/** Without what is null, false, or empty: a scenario leaves it out. */
function given(fields: Readonly<Record<string, Json>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isNothing(value)));
}

function isNothing(value: Json): boolean {
  if (value === null || value === false) return true;
  if (typeof value !== "object") return false;
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

function userOf({ login, id, name, email, bio, company, siteAdmin }: UserConfig): JsonObject {
  return given({ login, id, name, email, bio, company, site_admin: siteAdmin });
}

function organizationOf(one: OrganizationConfig): JsonObject {
  const { login, id, name, email, description, members, defaultPermission, teams } = one;
  return given({
    login,
    id,
    name,
    email,
    description,
    members,
    default_permission: defaultPermission === "read" ? null : defaultPermission,
    teams: teams.map((team) =>
      given({
        name: team.name,
        slug: team.slug,
        description: team.description,
        privacy: team.privacy === "closed" ? null : team.privacy,
        members: team.members,
        repositories: team.repositories,
        parent: team.parent,
      }),
    ),
  });
}

function repositoryOf(one: RepositoryConfig): JsonObject {
  const { visibility, settings } = one;
  const fields = given({
    owner: one.owner,
    name: one.name,
    id: one.id,
    private: visibility === "private",
    visibility: visibility === "internal" ? visibility : null,
    description: one.description,
    homepage: one.homepage,
    default_branch: one.defaultBranch,
    sha: one.sha,
    archived: one.archived,
    is_template: one.isTemplate,
    topics: one.topics,
    labels: one.labels.map(({ name, color, description }) => given({ name, color, description })),
    milestones: one.milestones.map(({ title, description, dueOn, state }) =>
      given({ title, description, due_on: dueOn, state: state === "open" ? null : state }),
    ),
    files: filesOf(one.files),
    commits: one.commits.map((commit) => given({ ...commit, files: filesOf(commit.files) })),
    branches: one.branches.map((branch) => given({ ...branch, files: filesOf(branch.files) })),
    tags: one.tags.map((tag) => given({ ...tag })),
    protection: Object.fromEntries(
      Object.entries(one.protection).map(([branch, rules]) => [branch, protectionOf(rules)]),
    ),
    collaborators: one.collaborators,
    hooks: one.hooks.map(({ url, events, active, contentType }) => ({
      url,
      events,
      active,
      content_type: contentType,
    })),
    fork_of: one.forkOf,
    former_names: one.formerNames,
  });
  return { ...fields, ...settingsOf(settings) };
}

/** Settings that are not as usual, true ones as well as false ones: so they are no fields that given() leaves out. */
function settingsOf(settings: RepositoryConfig["settings"]): JsonObject {
  const names: readonly (readonly [keyof RepositoryConfig["settings"], string, boolean])[] = [
    ["hasIssues", "has_issues", true],
    ["hasProjects", "has_projects", true],
    ["hasWiki", "has_wiki", true],
    ["hasDiscussions", "has_discussions", false],
    ["allowMergeCommit", "allow_merge_commit", true],
    ["allowSquashMerge", "allow_squash_merge", true],
    ["allowRebaseMerge", "allow_rebase_merge", true],
    ["allowAutoMerge", "allow_auto_merge", false],
    ["deleteBranchOnMerge", "delete_branch_on_merge", false],
    ["allowForking", "allow_forking", true],
  ];
  return Object.fromEntries(
    names.flatMap(([key, name, usual]) => (settings[key] === usual ? [] : [[name, settings[key]]])),
  );
}

function filesOf(files: readonly FileConfig[]): JsonObject {
  return Object.fromEntries(files.map((file) => [file.path, fileOf(file)]));
}

function fileOf({ content, mode }: FileConfig): Json {
  if (mode === "120000") return { link: content };
  const bytes = encodeLossless(content);
  const text = utf8TextOf(bytes);
  const executable = mode === "100755" ? { executable: true } : {};
  if (text === undefined) return { base64: toBase64(bytes), ...executable };
  return mode === "100755" ? { text, ...executable } : text;
}

function protectionOf(one: ProtectionConfig): JsonObject {
  const rules = given({
    checks: one.checks,
    strict: one.strict,
    reviews: one.reviews,
    dismiss_stale_reviews: one.dismissStaleReviews,
    require_code_owner_reviews: one.codeOwnerReviews,
    enforce_admins: one.enforceAdmins,
    required_linear_history: one.linearHistory,
    allow_force_pushes: one.allowForcePushes,
    allow_deletions: one.allowDeletions,
  });
  // Nobody may push where the list is empty.
  return one.restrictions === null ? rules : { ...rules, restrictions: one.restrictions };
}

function threadOf(one: Omit<IssueConfig, "stateReason" | "state">): JsonObject {
  return {
    repository: one.repository,
    number: one.number,
    title: one.title,
    body: one.body,
    author: one.author,
    labels: one.labels,
    assignees: one.assignees,
    milestone: one.milestone,
    locked: one.locked,
    comments: one.comments.map(({ author, body }) => given({ author, body })),
  };
}

function issueOf(one: IssueConfig): JsonObject {
  const { state, stateReason } = one;
  const usual = state === "closed" ? "completed" : null;
  return given({
    ...threadOf(one),
    state,
    state_reason: stateReason === usual ? null : stateReason,
  });
}

function pullOf(one: PullRequestConfig): JsonObject {
  return given({
    ...threadOf(one),
    head: one.head,
    base: one.base === "" ? null : one.base,
    state: one.state,
    draft: one.draft,
    merged: one.merged,
    reviews: one.reviews.map(({ author, state, body }) => given({ author, state, body })),
    requested_reviewers: one.requestedReviewers,
    checks: one.checks,
  });
}

function releaseOf(one: ReleaseConfig): JsonObject {
  return given({
    repository: one.repository,
    tag: one.tag,
    target: one.target,
    name: one.name,
    body: one.body,
    draft: one.draft,
    prerelease: one.prerelease,
    author: one.author,
    assets: one.assets.map(({ name, content, contentType }) => ({
      name,
      content_type: contentType,
      ...assetContent(content),
    })),
  });
}

function assetContent(content: string): JsonObject {
  const bytes = encodeLossless(content);
  const text = utf8TextOf(bytes);
  return text === undefined ? { base64: toBase64(bytes) } : { text };
}

function permissionsOf(permissions: AppConfig["permissions"]): readonly string[] {
  return Object.entries(permissions).map(([name, level]) => `${name}:${level}`);
}

function appOf({ slug, name, id, owner, permissions, events }: AppConfig): JsonObject {
  return given({
    slug,
    name: name === slug ? null : name,
    id,
    owner,
    permissions: permissionsOf(permissions),
    events,
  });
}

function installationOf(one: InstallationConfig): JsonObject {
  const { id, app, account, repositories, permissions, suspended } = one;
  const fields = given({ id, app, account, suspended });
  return {
    ...fields,
    ...(repositories === null ? {} : { repositories }),
    ...(permissions === null ? {} : { permissions: permissionsOf(permissions) }),
  };
}

function transitionOf({ name, when, request, body, as, times }: TransitionConfig): JsonObject {
  const wanted =
    when.kind === "requests"
      ? given({
          requests: when.count,
          request:
            when.path === null && when.method === null ? null : `${when.method ?? "*"} ${when.path ?? "/"}`,
        })
      : given({ event: when.event, repository: when.repository });
  return given({
    name: name === request ? null : name,
    when: wanted,
    request,
    json: body === null ? null : (JSON.parse(body) as Json),
    as,
    times: times === 1 ? null : times,
  });
}
