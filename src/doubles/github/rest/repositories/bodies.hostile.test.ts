import fc from "fast-check";
import { expect, test } from "vitest";
import { organization, team } from "../../../../../tests/samples/github-organization.ts";
import { repository, sampleGithub, token, user } from "../../../../../tests/samples/github.ts";

/** Writes about repositories, what is in them, and accounts, with fields whose parts they look into. */
const writes: Readonly<Record<string, readonly string[]>> = {
  "PATCH /repos/acme/demo": ["default_branch", "security_and_analysis", "visibility", "homepage"],
  "POST /repos/acme/demo/transfer": ["new_owner", "new_name", "team_ids"],
  "PUT /repos/acme/demo/topics": ["names"],
  "POST /repos/acme/demo/git/trees": ["tree", "base_tree"],
  "POST /repos/acme/demo/git/commits": ["message", "tree", "parents", "author", "committer"],
  "POST /repos/acme/demo/git/tags": ["tag", "message", "object", "type", "tagger"],
  "POST /repos/acme/demo/git/refs": ["ref", "sha"],
  "POST /repos/acme/demo/merges": ["base", "head", "commit_message"],
  "PUT /repos/acme/demo/contents/a": ["message", "content", "sha", "branch", "author"],
  "PUT /repos/acme/demo/branches/main/protection": [
    "required_status_checks",
    "enforce_admins",
    "required_pull_request_reviews",
    "restrictions",
  ],
  "PATCH /repos/acme/demo/branches/main/protection/required_status_checks": ["strict", "contexts", "checks"],
  "PUT /repos/acme/demo/branches/main/protection/required_status_checks/contexts": ["contexts"],
  "PATCH /repos/acme/demo/branches/main/protection/required_pull_request_reviews": [
    "dismissal_restrictions",
    "required_approving_review_count",
  ],
  "PUT /repos/acme/demo/branches/main/protection/restrictions/users": ["users"],
  "PUT /repos/acme/demo/branches/main/protection/restrictions/teams": ["teams"],
  "DELETE /repos/acme/demo/branches/main/protection/restrictions/apps": ["apps"],
  "POST /orgs/acme/teams": ["name", "repo_names", "maintainers", "parent_team_id", "parent_team_slug"],
  "PATCH /orgs/acme/teams/core": ["name", "parent_team_id", "parent_team_slug", "privacy"],
  "POST /orgs/acme/invitations": ["invitee_id", "email", "role", "team_ids"],
  "PATCH /orgs/acme": ["default_repository_permission", "twitter_username", "name"],
  "POST /orgs/acme/repos": ["name", "team_id", "auto_init"],
  "POST /orgs/acme/hooks": ["name", "config", "events"],
};

/** Values that fields have, nearly have, or never have. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    "main",
    "core",
    "acme",
    "octocat",
    "acme/demo",
    "0".repeat(40),
    "blob",
    "../x",
    "",
  ),
  fc.constantFrom<unknown>(null, true, false, 0, 1, 2, -1, 1e300, 2.5, "__proto__"),
  fc.constantFrom<unknown>([], [null], ["x"], [1], [[]], [{}], {}),
  fc.constantFrom<unknown>(
    [{ path: "a", content: "x" }],
    [{ path: null, mode: 1, sha: 2 }],
    [{ path: "README.md", sha: null }],
    [{ context: null }],
    [{ context: "ci", app_id: -1 }],
  ),
  fc.constantFrom<unknown>(
    { strict: true, contexts: ["ci"] },
    { strict: true, contexts: [1], checks: [{}] },
    { strict: false, contexts: null },
    { users: [], teams: [] },
    { users: [null], teams: null, apps: [1] },
    { dismissal_restrictions: { users: [1] } },
    { secret_scanning: { status: 1 } },
    { name: null, email: 1, date: "x" },
    { url: 1 },
  ),
);

test.each(Object.entries(writes))("%s answers whatever it is sent", async (line, fields) => {
  const body = fc.record(Object.fromEntries(fields.map((field) => [field, value])), { requiredKeys: [] });
  await fc.assert(
    fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 4 }), async (bodies) => {
      const github = await sampleGithub({
        users: [user("octocat"), user("hubot")],
        organizations: [organization("acme", { members: { octocat: "admin" }, teams: [team("core")] })],
        repositories: [
          repository("acme/demo", {
            files: [{ path: "README.md", content: "1\n", mode: "100644" }],
            protection: {
              main: {
                checks: ["ci"],
                strict: false,
                reviews: 1,
                dismissStaleReviews: false,
                codeOwnerReviews: false,
                enforceAdmins: false,
                linearHistory: false,
                allowForcePushes: false,
                allowDeletions: false,
                restrictions: [],
              },
            },
          }),
        ],
        tokens: [token("octocat")],
      });
      for (const json of bodies) {
        const { status } = await github.ask(line, { as: "octocat", json, unchecked: true });
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(500);
      }
    }),
    { numRuns: 40 },
  );
});
