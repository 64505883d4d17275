// The one exchange that all simulators of GitHub are measured with: a repository by itself.
export const path = "/repos/octocat/demo";
export const token = "ghp_octocat";

/** What `[github]` says, for ours. */
export const github = {
  // The world's clock stands still, so no window of a limit would ever end.
  rateLimits: { core: 1_000_000_000 },
  users: [{ login: "octocat" }],
  repositories: [{ owner: "octocat", name: "demo", files: { "README.md": "# demo\n" } }],
  tokens: [{ value: token, owner: "octocat" }],
  // Nobody may call GitHub as often as this is measured.
  rateLimits: { core: 1_000_000 },
};
