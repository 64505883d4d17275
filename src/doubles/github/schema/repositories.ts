import { limits } from "../../../core/index.ts";
import {
  boolean,
  list,
  literal,
  mapped,
  optional,
  record,
  required,
  string,
  table,
  type Infer,
  type MapContext,
} from "../../../scenario/index.ts";
import type { RepositoryConfig } from "../config.ts";
import { folded } from "../state/tables.ts";
import { branchEntry, commitEntry, protectionField, saidSha, tagEntry } from "./branches.ts";
import { filesField, filesFromField, joinedFiles } from "./files.ts";
import { hookEntry } from "./hooks.ts";
import { labelEntry, milestoneEntry, type Placed } from "./labels.ts";
import {
  branchName,
  fullNameForm,
  keysOf,
  line,
  loginForm,
  placed,
  repositoryForm,
  topicForm,
  valuesOf,
  written,
} from "./names.ts";
import { repositoryRole } from "./organizations.ts";
import { checkOnce, refer, type Entry, type Reference } from "./references.ts";
import { idField } from "./users.ts";

const name = string(repositoryForm);

const repositoryTable = table(
  {
    owner: required(written(string(loginForm)), "Login of the user or organization that has it.", {
      example: "octocat",
    }),
    name: required(name, "Its name, without the owner.", { example: "demo" }),
    id: idField,
    private: optional(boolean(), "Whether only those see it who were let in.", { otherwise: "false" }),
    visibility: optional(
      literal("public", "private", "internal"),
      'Who sees it; "internal": all members of its organization.',
      { otherwise: '"public"' },
    ),
    description: optional(line(350, "a description"), "What it is.", { example: "A first repository" }),
    homepage: optional(line(255, "an address"), "Address of its home page.", {
      example: "https://example.com",
    }),
    default_branch: optional(branchName, "The branch that it opens with.", { otherwise: '"main"' }),
    sha: optional(
      string(saidSha),
      "The SHA by which the newest commit of the default branch is told, for states that come from elsewhere.",
    ),
    archived: optional(boolean(), "Whether it is archived: nothing can be written then.", {
      otherwise: "false",
    }),
    is_template: optional(boolean(), "Whether others can be made from it.", { otherwise: "false" }),
    topics: optional(list(string(topicForm)), "What it is about.", { example: ["octocat", "api"] }),
    labels: optional(
      list(labelEntry),
      "Labels of its issues: names, or tables with a colour. None but these: GitHub's nine first ones are not added.",
      { example: ["bug", { name: "urgent", color: "d73a4a" }] },
    ),
    milestones: optional(list(milestoneEntry), "Milestones: titles, or tables. Numbered as they stand.", {
      example: ["v1.0"],
    }),
    collaborators: optional(record(placed(repositoryRole), loginForm), "Who was let in: roles by login.", {
      example: { hubot: "write" },
    }),
    files: optional(
      filesField,
      "Its files by path, as the first commit of the default branch: texts, or tables. None: the repository is empty.",
      { example: { "README.md": "# demo" } },
    ),
    files_from: optional(
      filesFromField,
      "A folder of the project whose files are those of the first commit, hidden ones included; files are laid over them.",
      { example: "repos/demo" },
    ),
    commits: optional(list(commitEntry), "Further commits, oldest first.", {
      example: [{ message: "Add a guide", files: { "guide.md": "# Guide" } }],
    }),
    branches: optional(
      list(branchEntry),
      "Branches beside the default one: names, or tables. One starts where the branch it comes from stands when its first commit is made, or at the end.",
      { example: ["next", { name: "topic", files: { "README.md": "# Topic" } }] },
    ),
    tags: optional(list(tagEntry), "Tags: names, or tables.", { example: ["v1.0.0"] }),
    protection: optional(protectionField, "What protects branches, by name.", {
      example: { main: { checks: ["ci"], reviews: 1 } },
    }),
    hooks: optional(list(hookEntry), "Webhooks, as data: nothing is sent yet.", {
      example: [{ url: "https://example.com/hook", events: ["push"] }],
    }),
    fork_of: optional(
      written(string(fullNameForm)),
      "The repository that it is a fork of: it starts with that one's branches and tags; files make a commit on top.",
      { example: "acme/app" },
    ),
    former_names: optional(
      list(written(string(fullNameForm))),
      'Names it had before ("octocat/old"): calls to them are redirected.',
      { example: ["octocat/old-demo"] },
    ),
    has_issues: optional(boolean(), "Whether it has issues.", { otherwise: "true" }),
    has_projects: optional(boolean(), "Whether it has projects.", { otherwise: "true" }),
    has_wiki: optional(boolean(), "Whether it has a wiki.", { otherwise: "true" }),
    has_discussions: optional(boolean(), "Whether it has discussions.", { otherwise: "false" }),
    allow_merge_commit: optional(boolean(), "Whether pull requests may be merged with a merge commit.", {
      otherwise: "true",
    }),
    allow_squash_merge: optional(boolean(), "Whether they may be squashed into one commit.", {
      otherwise: "true",
    }),
    allow_rebase_merge: optional(boolean(), "Whether they may be rebased.", { otherwise: "true" }),
    allow_auto_merge: optional(boolean(), "Whether they may be set to merge by themselves.", {
      otherwise: "false",
    }),
    delete_branch_on_merge: optional(boolean(), "Whether the branch is deleted when they are merged.", {
      otherwise: "false",
    }),
    allow_forking: optional(boolean(), "Whether it may be forked, where it is private.", {
      otherwise: "true",
    }),
  },
  {
    rules: [{ rule: "at-most-one", of: ["private", "visibility"] }],
    hints: {
      repo: "Write name.",
      is_private: "Write private.",
      repo_id: "Write id.",
      full_name: "Write owner and name.",
      fork: "Write fork_of: the repository it is a fork of.",
      redirects: "Write former_names.",
      issues: "Issues stand in [[github.issues]], with repository.",
      releases: "Releases stand in [[github.releases]], with repository.",
    },
  },
);

type Fields = Infer<typeof repositoryTable>;

/** A repository. */
export const repositoryEntry = mapped(
  repositoryTable,
  (fields, context: MapContext): Entry<RepositoryConfig> => {
    checkWithin(fields, context);
    return {
      config: configOf(fields, context),
      refers: [
        ...refer("account", fields.owner),
        ...refer("user", keysOf(fields.collaborators)),
        ...refer("repository", fields.forkOf),
        ...contentReferences(fields),
      ],
      path: context.path,
      context,
    };
  },
);

function configOf(fields: Fields, context: MapContext): RepositoryConfig {
  return {
    owner: fields.owner.name,
    name: fields.name,
    id: fields.id ?? null,
    visibility: fields.visibility ?? (fields.private === true ? "private" : "public"),
    description: fields.description ?? null,
    homepage: fields.homepage ?? null,
    defaultBranch: fields.defaultBranch ?? "main",
    sha: fields.sha ?? null,
    archived: fields.archived ?? false,
    isTemplate: fields.isTemplate ?? false,
    topics: fields.topics ?? [],
    labels: (fields.labels ?? []).map(({ config }) => config),
    milestones: (fields.milestones ?? []).map(({ config }) => config),
    files: joinedFiles(fields.filesFrom, fields.files, context),
    commits: (fields.commits ?? []).map(({ config }) => config),
    branches: (fields.branches ?? []).map(({ config }) => config),
    tags: (fields.tags ?? []).map(({ config }) => config),
    protection: Object.fromEntries(
      Object.entries(fields.protection ?? {}).map(([branch, { value }]) => [branch, value.config]),
    ),
    collaborators: valuesOf(fields.collaborators),
    hooks: fields.hooks ?? [],
    forkOf: fields.forkOf?.name ?? null,
    formerNames: (fields.formerNames ?? []).map((one) => one.name),
    settings: settingsOf(fields),
    at: context.at,
  };
}

function contentReferences(fields: Fields): readonly Reference[] {
  const { commits = [], branches = [], tags = [], protection = {} } = fields;
  const fullName = `${fields.owner.name}/${fields.name}`;
  return [
    ...[...commits, ...branches, ...tags].flatMap((one) => [
      ...refer("user", one.users),
      ...refer("branch", one.branches, fullName),
    ]),
    ...refer("branch", keysOf(protection), fullName),
    ...Object.values(protection).flatMap(({ value }) => refer("user", value.users)),
  ];
}

function settingsOf(fields: Fields): RepositoryConfig["settings"] {
  return {
    hasIssues: fields.hasIssues ?? true,
    hasProjects: fields.hasProjects ?? true,
    hasWiki: fields.hasWiki ?? true,
    hasDiscussions: fields.hasDiscussions ?? false,
    allowMergeCommit: fields.allowMergeCommit ?? true,
    allowSquashMerge: fields.allowSquashMerge ?? true,
    allowRebaseMerge: fields.allowRebaseMerge ?? true,
    allowAutoMerge: fields.allowAutoMerge ?? false,
    deleteBranchOnMerge: fields.deleteBranchOnMerge ?? false,
    allowForking: fields.allowForking ?? true,
  };
}

/** What must be there once within a repository. */
function checkWithin(fields: Fields, context: MapContext): void {
  checkCount(fields.branches, "branches", limits.githubBranches, context);
  checkCount(fields.tags, "tags", limits.githubBranches, context);
  checkCount(fields.commits, "commits", limits.githubCommits, context);
  const { labels = [], milestones = [], branches = [], tags = [], defaultBranch = "main" } = fields;
  const own = { config: { name: defaultBranch }, context };
  checkNamed(labels, ({ name }) => name, "label", context);
  checkNamed(milestones, ({ title }) => title, "milestone", context);
  checkNamed([own, ...branches], ({ name }) => name, "branch", context);
  checkNamed(tags, ({ name }) => name, "tag", context);
}

function checkNamed<Config>(
  all: readonly Placed<Config>[],
  nameOf: (config: Config) => string,
  noun: "label" | "milestone" | "branch" | "tag",
  context: MapContext,
): void {
  const cased = noun !== "label";
  checkOnce(
    all.map(({ config, context: { at } }) => ({
      key: cased ? nameOf(config) : folded(nameOf(config)),
      what: `the ${noun} ${JSON.stringify(nameOf(config))}`,
      at,
    })),
    `Only one of the two could be meant by its name${cased ? "." : ", which GitHub compares without case."}`,
    "Remove one of them.",
    context,
  );
}

function checkCount(
  all: readonly unknown[] | undefined,
  noun: "branches" | "tags" | "commits",
  most: number,
  context: MapContext,
): void {
  if (all === undefined || all.length <= most) return;
  context.report("over-limit", {
    at: context.placeOfField(noun),
    what: `${context.path} has ${all.length} ${noun}; ${most} are the most`,
  });
}
