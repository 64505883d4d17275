// The one exchange that all simulators of GitHub are measured with: a repository by itself.
export const path = "/repos/octocat/demo";
export const token = "ghp_octocat";

/** What `[github]` says, for ours. */
export const github = {
  users: [{ login: "octocat" }],
  repositories: [{ owner: "octocat", name: "demo", files: { "README.md": "# demo\n" } }],
  tokens: [{ value: token, owner: "octocat" }],
  // No window of a limit ends while the world's clock stands still.
  rateLimits: { core: 1_000_000 },
};
