import {
  boolean,
  lenient,
  list,
  mapped,
  optional,
  required,
  section,
  string,
  table,
  type MapContext,
} from "../../../scenario/index.ts";
import type { GithubConfig, RepositoryConfig, TokenConfig, UserConfig } from "../config.ts";
import { adoptState } from "../interchange/adopt-state.ts";
import { loadSimulator } from "../load.ts";

// The fields that the first programs need; every other field of config.ts follows, one file for each part.
const userTable = mapped(
  table({ login: required(string({ nonEmpty: true }), "How the user is called.", { example: "octocat" }) }),
  ({ login }, { at }): UserConfig => ({
    login,
    id: null,
    name: null,
    email: null,
    bio: null,
    company: null,
    siteAdmin: false,
    at,
  }),
);

const repositoryTable = mapped(
  table({
    owner: required(string({ nonEmpty: true }), "Login of its owner.", { example: "octocat" }),
    name: required(string({ nonEmpty: true }), "Its name.", { example: "demo" }),
    private: optional(boolean(), "Whether only those may see it who were let in.", { otherwise: "false" }),
  }),
  ({ owner, name, private: isPrivate = false }, { at }): RepositoryConfig => ({
    owner,
    name,
    id: null,
    visibility: isPrivate ? "private" : "public",
    description: null,
    homepage: null,
    defaultBranch: "main",
    archived: false,
    isTemplate: false,
    topics: [],
    labels: [],
    milestones: [],
    files: [],
    commits: [],
    branches: [],
    tags: [],
    protection: {},
    collaborators: {},
    hooks: [],
    forkOf: null,
    formerNames: [],
    settings: {
      hasIssues: true,
      hasProjects: true,
      hasWiki: true,
      hasDiscussions: false,
      allowMergeCommit: true,
      allowSquashMerge: true,
      allowRebaseMerge: true,
      allowAutoMerge: false,
      deleteBranchOnMerge: false,
      allowForking: true,
    },
    at,
  }),
);

const tokenTable = mapped(
  table({
    value: required(string({ nonEmpty: true }), "What programs send.", { example: "ghp_octocat" }),
    owner: required(string({ nonEmpty: true }), "Whose token it is.", { example: "octocat" }),
  }),
  ({ value, owner }, { at }): TokenConfig => ({
    name: `${owner}'s token`,
    value,
    kind: "classic",
    owner,
    permissions: null,
    scopes: null,
    repositories: null,
    repositoryVisibility: null,
    expires: null,
    revoked: false,
    installation: null,
    at,
  }),
);

const githubTable = lenient(
  table({
    users: optional(lenient(list(userTable)), "Users."),
    repositories: optional(lenient(list(repositoryTable)), "Repositories."),
    tokens: optional(lenient(list(tokenTable)), "Tokens."),
  }),
);

/** A GitHub with nothing in it. */
export const emptyGithub: GithubConfig = {
  present: false,
  auth: "enforced",
  port: null,
  users: [],
  organizations: [],
  repositories: [],
  issues: [],
  pullRequests: [],
  releases: [],
  tokens: [],
  defaultToken: null,
  apps: [],
  installations: [],
  rateLimits: { limits: {}, secondary: null },
  transitions: [],
};

/** The section `[github]`. */
export const githubSection = section({
  key: "github",
  doc: "GitHub, simulated: who is there, what they have, and the tokens by which programs call it.",
  shape: mapped(githubTable, (fields, _context: MapContext) => ({
    config: {
      ...emptyGithub,
      present: true,
      users: fields.users ?? [],
      repositories: fields.repositories ?? [],
      tokens: fields.tokens ?? [],
    } satisfies GithubConfig,
    expectations: [],
  })),
  empty: { config: emptyGithub, expectations: [] },
  prepare: loadSimulator,
  adopt: adoptState,
});
