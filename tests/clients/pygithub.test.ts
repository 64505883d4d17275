import { describe, expect, test } from "vitest";
import { missing, runClient } from "./harness.ts";

const scenario = `
now = "2025-01-15T10:30:00Z"
[[github.users]]
login = "octocat"
[[github.repositories]]
owner = "octocat"
name = "demo"
private = true
labels = ["bug"]
files = { "README.md" = "# demo\\n" }
[[github.tokens]]
value = "ghp_octocat"
owner = "octocat"
`;

// Clients are installed by scripts/clients.mjs, not with the project; CI runs that, and there a missing one fails.
describe.skipIf(missing("pygithub") !== undefined)(`PyGithub ${missing("pygithub") ?? ""}`, () => {
  test.each(["", "/api/v3"])("everyday calls with base_url and the prefix %j", async (prefix) => {
    const { said, stderr, code } = await runClient("pygithub-everyday.py", scenario, { args: [prefix] });
    expect(said, stderr).toEqual([
      { login: "octocat" },
      { repo: "octocat/demo", private: true, branch: "main" },
      { repos: ["demo"] },
      { issue: 1, comments: ["Seen."], state: "closed" },
      { open: ["Found a bug"] },
      { labels: ["bug", "urgent"] },
      { content: "one\ntwo\n" },
      { commits: ["Take more notes", "Take notes"] },
      { files: [["notes.txt", "added", 2]], mergeable: true },
      { merged: true, state: "closed" },
      { release: "One", tags: ["v1"] },
      { found: [1] },
      { missing: 404, message: "Not Found" },
      { refused: 422, code: "already_exists" },
    ]);
    expect(code).toBe(0);
  });
});
