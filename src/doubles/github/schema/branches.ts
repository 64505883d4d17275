import {
  boolean,
  choose,
  integer,
  list,
  mapped,
  optional,
  record,
  required,
  string,
  table,
  when,
  type Infer,
} from "../../../scenario/index.ts";
import type { BranchConfig, CommitConfig, ProtectionConfig, RepositoryConfig } from "../config.ts";
import { filesField, removeField } from "./files.ts";
import type { Placed } from "./labels.ts";
import { branchName, loginForm, placed, tagName, written, type Written } from "./names.ts";
import { instant } from "./tokens.ts";

/** Somebody who writes commits, issues and so on: a user, or an app's bot. */
export const authorField = written(string(loginForm));

/** What is changed beside its names: looked up when all is read. */
export interface Names {
  readonly users: readonly Written[];
  readonly branches: readonly Written[];
}

const commitTable = table(
  {
    message: required(string({ nonEmpty: true }), "What it says.", { example: "Add a guide" }),
    branch: optional(written(branchName), "The branch that it is made on.", {
      example: "topic",
      otherwise: "the default branch",
    }),
    files: optional(filesField, "Files that it adds or changes, by path.", {
      example: { "docs/guide.md": "# Guide" },
    }),
    remove: optional(removeField, "Paths of files that it removes.", { example: ["old.md"] }),
    author: optional(authorField, "Login of its author.", {
      example: "octocat",
      otherwise: "the repository's owner, or the first user where that is an organization",
    }),
    date: optional(instant, "When it was made.", {
      example: "2025-01-14T08:00:00Z",
      otherwise: "when the world starts",
    }),
  },
  {
    hints: { sha: "A commit's SHA comes from what it holds.", add: "Write files.", delete: "Write remove." },
  },
);

/** A commit after the first one. */
export const commitEntry = mapped(commitTable, (fields, context): Placed<CommitConfig> & Names => ({
  config: {
    message: fields.message,
    branch: fields.branch?.name ?? null,
    files: fields.files ?? [],
    remove: fields.remove ?? [],
    author: fields.author?.name ?? null,
    date: fields.date ?? null,
  },
  users: fields.author === undefined ? [] : [fields.author],
  branches: fields.branch === undefined ? [] : [fields.branch],
  context,
}));

/** A SHA that a scenario says. */
export const saidSha = { pattern: /^[0-9A-Za-z]{1,64}$/, expected: "the SHA of a commit" } as const;

const branchTable = table(
  {
    name: required(branchName, "How it is called.", { example: "topic" }),
    from: optional(written(branchName), "The branch that it starts from.", {
      otherwise: "the default branch",
    }),
    files: optional(filesField, "Files that one commit on it adds or changes.", {
      example: { "README.md": "# Topic" },
    }),
    remove: optional(removeField, "Paths of files that this commit removes."),
    message: optional(string({ nonEmpty: true }), "What this commit says.", {
      otherwise: '"Change files on NAME"',
    }),
    sha: optional(
      string(saidSha),
      "The SHA by which its commit is told, for states that come from elsewhere without any files.",
    ),
  },
  { hints: { commits: "Commits stand in commits of the repository, each with its branch." } },
);

const plainBranch = { from: null, files: [], remove: [], sha: null, message: null } as const;

/** A branch beside the default one: its name, or a table. */
export const branchEntry = choose(
  when(
    "string",
    mapped(branchName, (name, context): Placed<BranchConfig> & Names => ({
      config: { name, ...plainBranch },
      users: [],
      branches: [],
      context,
    })),
  ),
  when(
    "table",
    mapped(branchTable, (fields, context): Placed<BranchConfig> & Names => ({
      config: {
        name: fields.name,
        from: fields.from?.name ?? null,
        files: fields.files ?? [],
        remove: fields.remove ?? [],
        sha: fields.sha ?? null,
        message: fields.message ?? null,
      },
      users: [],
      branches: fields.from === undefined ? [] : [fields.from],
      context,
    })),
  ),
);

type TagConfig = RepositoryConfig["tags"][number];

/** A tag: its name, or a table. */
export const tagEntry = choose(
  when(
    "string",
    mapped(tagName, (name, context): Placed<TagConfig> & Names => ({
      config: { name, target: null, message: null },
      users: [],
      branches: [],
      context,
    })),
  ),
  when(
    "table",
    mapped(
      table({
        name: required(tagName, "How it is called.", { example: "v1.0.0" }),
        target: optional(written(branchName), "The branch whose newest commit it stands for.", {
          otherwise: "the default branch",
        }),
        message: optional(string({ nonEmpty: true }), "What it says; with one it is an annotated tag."),
      }),
      (fields, context): Placed<TagConfig> & Names => ({
        config: {
          name: fields.name,
          target: fields.target?.name ?? null,
          message: fields.message ?? null,
        },
        users: [],
        branches: fields.target === undefined ? [] : [fields.target],
        context,
      }),
    ),
  ),
);

const protectionTable = table(
  {
    checks: optional(list(string({ nonEmpty: true })), "Checks that must have passed.", { example: ["ci"] }),
    strict: optional(boolean(), "Whether a branch must be up to date before it is merged.", {
      otherwise: "false",
    }),
    reviews: optional(integer(0, 6), "How many approving reviews a pull request needs.", {
      example: 1,
      otherwise: "none are required",
    }),
    dismiss_stale_reviews: optional(boolean(), "Whether a push dismisses reviews.", { otherwise: "false" }),
    require_code_owner_reviews: optional(boolean(), "Whether code owners must have approved.", {
      otherwise: "false",
    }),
    enforce_admins: optional(boolean(), "Whether all of it counts for admins as well.", {
      otherwise: "false",
    }),
    required_linear_history: optional(boolean(), "Whether merge commits are refused.", {
      otherwise: "false",
    }),
    allow_force_pushes: optional(boolean(), "Whether it may be pushed by force.", { otherwise: "false" }),
    allow_deletions: optional(boolean(), "Whether it may be deleted.", { otherwise: "false" }),
    restrictions: optional(list(written(string(loginForm))), "Logins of those who may push.", {
      otherwise: "everybody with write access",
    }),
  },
  { hints: { required_status_checks: "Write checks.", required_approving_review_count: "Write reviews." } },
);

/** What protects branches, by their names. */
export const protectionField = record(
  placed(
    mapped(protectionTable, (fields) => ({
      config: protectionConfig(fields),
      users: fields.restrictions ?? [],
    })),
  ),
);

function protectionConfig(fields: Infer<typeof protectionTable>): ProtectionConfig {
  return {
    checks: fields.checks ?? [],
    strict: fields.strict ?? false,
    reviews: fields.reviews ?? null,
    dismissStaleReviews: fields.dismissStaleReviews ?? false,
    codeOwnerReviews: fields.requireCodeOwnerReviews ?? false,
    enforceAdmins: fields.enforceAdmins ?? false,
    linearHistory: fields.requiredLinearHistory ?? false,
    allowForcePushes: fields.allowForcePushes ?? false,
    allowDeletions: fields.allowDeletions ?? false,
    restrictions: fields.restrictions?.map(({ name }) => name) ?? null,
  };
}
