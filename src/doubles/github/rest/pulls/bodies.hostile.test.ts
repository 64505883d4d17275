import fc from "fast-check";
import { expect, test } from "vitest";
import { samplePulls, type SamplePulls } from "../../../../../tests/samples/github-pulls.ts";
import { token } from "../../../../../tests/samples/github.ts";
import { lineAt } from "../../../../../tests/samples/calls.ts";

/** Every write about pull requests, checks and releases, with fields that it knows. */
const writes: Readonly<Record<string, readonly string[]>> = {
  "POST /pulls": ["title", "head", "base", "body", "draft", "issue", "head_repo", "maintainer_can_modify"],
  "PATCH /pulls/1": ["title", "body", "state", "base", "maintainer_can_modify"],
  "PUT /pulls/1/merge": ["sha", "merge_method", "commit_title", "commit_message"],
  "PUT /pulls/1/update-branch": ["expected_head_sha"],
  "POST /pulls/1/requested_reviewers": ["reviewers", "team_reviewers"],
  "DELETE /pulls/1/requested_reviewers": ["reviewers", "team_reviewers"],
  "POST /pulls/1/reviews": ["event", "body", "commit_id", "comments"],
  "PUT /pulls/1/reviews/1": ["body"],
  "POST /pulls/1/reviews/1/events": ["event", "body"],
  "PUT /pulls/1/reviews/1/dismissals": ["message", "event"],
  "POST /pulls/1/comments": [
    "body",
    "commit_id",
    "path",
    "line",
    "side",
    "start_line",
    "position",
    "in_reply_to",
  ],
  "POST /pulls/1/comments/1/replies": ["body"],
  "PATCH /pulls/comments/1": ["body"],
  "POST /statuses/main": ["state", "context", "description", "target_url"],
  "POST /check-runs": ["name", "head_sha", "status", "conclusion", "output", "actions", "completed_at"],
  "PATCH /check-runs/1": ["status", "conclusion", "output", "actions", "started_at"],
  "POST /check-suites": ["head_sha"],
  "PATCH /check-suites/preferences": ["auto_trigger_checks"],
  "POST /releases": [
    "tag_name",
    "target_commitish",
    "draft",
    "prerelease",
    "make_latest",
    "generate_release_notes",
  ],
  "PATCH /releases/1": ["tag_name", "target_commitish", "draft", "prerelease", "make_latest", "name"],
  "POST /releases/generate-notes": ["tag_name", "previous_tag_name", "target_commitish"],
  "PATCH /releases/assets/1": ["name", "label"],
};

/** Values that fields have, nearly have, or never have. */
const value = fc.oneof(
  fc.constantFrom<unknown>(
    "main",
    "topic",
    "../x",
    "octocat:topic",
    "0".repeat(40),
    "open",
    "closed",
    "APPROVE",
  ),
  fc.constantFrom<unknown>(
    "success",
    "completed",
    "squash",
    "README.md",
    "RIGHT",
    "true",
    "v1",
    "",
    "\u0000",
    "é",
  ),
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    1,
    2,
    -1,
    1e300,
    2.5,
    [],
    [null],
    ["x"],
    [1],
    {},
    "__proto__",
  ),
  fc.constant<unknown>([{ path: "README.md", line: 2, body: "x" }]),
  fc.constant<unknown>({ title: "t", summary: "s", annotations: [{ path: "a", start_line: 1 }, null] }),
  fc.jsonValue({ maxDepth: 3 }),
);

const body = (fields: readonly string[]) =>
  fc.dictionary(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...fields) }, fc.string()), value, {
    maxKeys: 6,
  });

async function prepared(): Promise<SamplePulls> {
  const at = lineAt(1);
  const app = { slug: "ci", id: 7, name: "CI", owner: "octocat", permissions: { checks: "write" as const } };
  const installation = { id: 70, app: "ci", account: "octocat", repositories: null, permissions: null };
  const github = await samplePulls(
    {},
    {
      apps: [{ ...app, events: [], at }],
      installations: [{ ...installation, suspended: false, at }],
      tokens: [
        ...["octocat", "hubot"].map((login) => token(login)),
        token("octocat", { name: "ci", value: "ghp_ci", kind: "installation", installation: 70 }),
      ],
    },
  );
  await github.open("topic", {}, { as: "hubot" });
  await github.demo("POST /pulls/1/reviews", {
    event: "COMMENT",
    comments: [{ path: "README.md", line: 2, body: "x" }],
  });
  await github.demo("POST /check-runs", { name: "x", head_sha: "main" }, { as: "ci" });
  await github.demo("POST /releases", { tag_name: "v0", draft: true });
  return github;
}

test.each(Object.entries(writes))(
  "%s answers whatever it is sent",
  { timeout: 60_000 },
  async (line, fields) => {
    const github = await prepared();
    await fc.assert(
      fc.asyncProperty(body(fields), async (json) => {
        const before = github.events().length;
        const as = line.includes("/check-") ? "ci" : "octocat";
        // Whether what is said fits the description is held elsewhere; here nothing may break.
        const { status } = await github.demo(line, json, { as, unchecked: true });
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(500);
        if (status >= 400) expect(github.events()).toHaveLength(before);
      }),
      { numRuns: 40 },
    );
  },
);
