import type { GithubConfig } from "../config.ts";

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
  stubs: [],
};
