import { describe, expect, test } from "vitest";
import { missing, runClient } from "./harness.ts";

const people = `
now = "2025-01-15T10:30:00Z"
[[github.users]]
login = "octocat"
[[github.users]]
login = "hubot"
`;

const demo = `
[[github.repositories]]
owner = "octocat"
name = "demo"
labels = ["bug"]
files = { "README.md" = "# demo\\n", "greeting.txt" = "goodbye\\n" }
`;

const octocat = `
[[github.tokens]]
value = "ghp_octocat"
owner = "octocat"
`;

// Clients are installed by scripts/clients.mjs, not with the project; CI runs that, and there a missing one fails.
describe.skipIf(missing("node") !== undefined)(`octokit ${missing("node") ?? ""}`, () => {
  test("meets 401, 404, 403 and 304 for the right reasons, and follows a rename", async () => {
    const { said, stderr, code } = await runClient(
      "octokit-errors.mjs",
      `${people}
[[github.organizations]]
login = "acme"
members = { octocat = "admin" }
[[github.repositories]]
owner = "acme"
name = "app"
private = true
former_names = ["acme/old-app"]
[[github.repositories]]
owner = "acme"
name = "secret"
private = true
[[github.repositories]]
owner = "acme"
name = "site"
[[github.tokens]]
name = "ci"
value = "github_pat_ci"
owner = "octocat"
permissions = ["metadata:read", "contents:read"]
repositories = ["acme/app"]
`,
    );
    expect(said, stderr).toEqual([
      expect.objectContaining({ name: "unknown token", status: 401, message: "Bad credentials" }),
      expect.objectContaining({ name: "private, anonymous", status: 404, message: "Not Found" }),
      { name: "private, allowed", status: 200, title: "acme/app" },
      expect.objectContaining({
        name: "no permission",
        status: 403,
        message: "Resource not accessible by personal access token",
        accepted: expect.stringContaining("issues=write") as string,
      }),
      expect.objectContaining({ name: "not in its list", status: 404, message: "Not Found" }),
      { name: "signed in as", status: 200, title: "octocat" },
      expect.objectContaining({ name: "unchanged", status: 304 }),
      { name: "renamed", status: 200, title: "acme/app" },
    ]);
    expect(code).toBe(0);
  });

  test("paginate reads more pages than one, through the addresses in Link", async () => {
    const issues = Array.from(
      { length: 8 },
      (_, index) => `[[github.issues]]\nrepository = "octocat/demo"\ntitle = "Issue ${index + 1}"\n`,
    );
    const { said, stderr, code } = await runClient(
      "octokit-paginate.mjs",
      people + demo + octocat + issues.join(""),
    );
    expect(said, stderr).toEqual([
      { page: 1, numbers: [1, 2, 3] },
      { page: 2, numbers: [4, 5, 6] },
      { page: 3, numbers: [7, 8] },
      { all: 8 },
      {
        link: '</repositories/1/issues?state=all&per_page=3&sort=created&direction=asc&page=2>; rel="next", </repositories/1/issues?state=all&per_page=3&sort=created&direction=asc&page=3>; rel="last"',
      },
    ]);
    expect(code).toBe(0);
  });

  test("takes a pull request from its branch to the issue that it closes", async () => {
    const { said, stderr, code } = await runClient(
      "octokit-pull-request.mjs",
      `${people}
[[github.repositories]]
owner = "octocat"
name = "demo"
files = { "greeting.txt" = "goodbye\\n" }
collaborators = { hubot = "write" }
protection.main = { checks = ["ci"], reviews = 1, enforce_admins = true }
delete_branch_on_merge = true
[github]
default_token = "octocat"
[[github.tokens]]
name = "octocat"
value = "ghp_octocat"
owner = "octocat"
[[github.tokens]]
name = "hubot"
value = "ghp_hubot"
owner = "hubot"
`,
    );
    expect(said, stderr).toEqual([
      { committed: "Say hello" },
      { opened: 2, state: "open", changed: ["@@ -1 +1 @@\n-goodbye\n+hello"] },
      { diff: ["-goodbye", "+hello", ""] },
      { early: 405, message: expect.any(String) as string },
      { mergeable: true, state: "clean", commits: 1, additions: 1 },
      { merged: true },
      { issue: "closed", reason: "completed" },
      { content: "hello\n" },
      { branch: 404 },
    ]);
    expect(code).toBe(0);
  });

  test("makes a release with a file that has the same bytes when it is read", async () => {
    const { said, stderr, code } = await runClient("octokit-release.mjs", people + demo + octocat);
    expect(said, stderr).toEqual([
      { draft: 404 },
      { uploaded: "app.bin", size: 5, state: "uploaded" },
      { published: "v1.0.0", assets: 1, tags: 1 },
      { same: true },
    ]);
    expect(code).toBe(0);
  });

  test("its throttling plugin reacts to both limits", async () => {
    // The plugin reckons with the real time, so the world's clock starts there.
    const { said, stderr } = await runClient(
      "octokit-throttling.mjs",
      `[[github.users]]
login = "octocat"
${octocat}
[github.rate_limits]
core = 3
secondary = { after = 1, times = 1, retry_after_seconds = 7 }
`,
    );
    expect(said, stderr).toEqual([
      { call: 1, remaining: "2" },
      { limit: "secondary", retryAfter: 7, url: "/user" },
      { call: 2, status: 403 },
      { call: 3, remaining: "1" },
      { call: 4, remaining: "0" },
      { limit: "primary", waits: true, url: "/user" },
      { call: 5, status: 403 },
      { limit: "primary", waits: true, url: "/user" },
      { call: 6, status: 403 },
    ]);
  });
});
