import fc from "fast-check";
import type { JsonObject } from "../../src/core/index.ts";

/** A record whose fields may each be left out. */
function some(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<JsonObject> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
}

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const sentence = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).map((text) => {
  const line = text.replaceAll(/\p{C}/gu, " ").trim();
  return line === "" ? "A" : line;
});
const path = fc.constantFrom("README.md", "src/a.ts", "src/b.ts", "docs/guide.md", "run.sh");
const file = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom<JsonObject>(
    { base64: "AP8A" },
    { text: "#!/bin/sh\n", executable: true },
    { link: "README.md" },
    { json: { a: [1] } },
  ),
);
const files = fc.dictionary(path, file, { maxKeys: 4 });
const level = fc.constantFrom("read", "write");
const logins = ["octocat", "hubot", "monalisa"] as const;
const login = fc.constantFrom(...logins);
const role = fc.constantFrom("read", "triage", "write", "maintain", "admin");
const unique = <T>(one: fc.Arbitrary<T>, by: (value: T) => unknown, maxLength = 3): fc.Arbitrary<T[]> =>
  fc.uniqueArray(one, { selector: (value) => JSON.stringify(by(value)), maxLength });

const labels = ["bug", "urgent"];
const milestones = ["v1", "v2"];

const users = fc.tuple(
  ...logins.map((name) =>
    some({
      id: fc.constantFrom(...logins.map((_, index) => logins.indexOf(name) * 10 + index + 1)),
      name: sentence,
      bio: sentence,
      company: word,
      site_admin: fc.boolean(),
    }).map((more) => ({ login: name, ...more })),
  ),
);

const organization = some({
  name: sentence,
  description: sentence,
  members: fc.dictionary(login, fc.constantFrom("member", "admin"), { maxKeys: 3 }),
  default_permission: fc.constantFrom("none", "read", "write", "admin"),
  teams: unique(
    some({
      description: sentence,
      privacy: fc.constantFrom("secret", "closed"),
      members: fc.dictionary(login, fc.constantFrom("member", "maintainer")),
      repositories: fc.constantFrom({}, { "acme/app": "write" }, { "octocat/demo": "admin" }),
    }).chain((team) => fc.constantFrom("Crew", "Ops").map((name) => ({ name, ...team }))),
    ({ name }) => name,
    2,
  ),
}).map((one) => ({ login: "acme", ...one }));

const protection = some({
  checks: fc.constantFrom(["ci"], []),
  strict: fc.boolean(),
  reviews: fc.integer({ min: 0, max: 6 }),
  dismiss_stale_reviews: fc.boolean(),
  enforce_admins: fc.boolean(),
  required_linear_history: fc.boolean(),
  allow_deletions: fc.boolean(),
  restrictions: fc.constantFrom([], ["octocat"]),
});

const repository = (owner: string, name: string): fc.Arbitrary<JsonObject> =>
  some({
    private: fc.boolean(),
    description: sentence,
    homepage: fc.constant("https://example.com"),
    archived: fc.boolean(),
    is_template: fc.boolean(),
    topics: unique(word, (one) => one),
    commits: fc.array(
      some({ files, author: login, date: fc.constant("2025-01-14T08:00:00Z") }).map((more) => ({
        message: "Change",
        ...more,
      })),
      { maxLength: 2 },
    ),
    tags: fc.constantFrom(["v1"], [{ name: "v2", target: "topic", message: "Two" }], []),
    protection: fc.dictionary(fc.constantFrom("main", "topic"), protection),
    collaborators: fc.dictionary(login, role),
    hooks: fc.constantFrom([], [{ url: "https://example.com", events: ["*"], active: false }]),
    former_names: fc.constantFrom([], [`${owner}/${name}-old`]),
    has_wiki: fc.boolean(),
    has_discussions: fc.boolean(),
    allow_squash_merge: fc.boolean(),
    delete_branch_on_merge: fc.boolean(),
  }).chain((more) =>
    fc
      .record({
        files,
        more: files,
        sha: fc.constantFrom({}, { sha: "abc123" }, { sha: "c0ffee".repeat(6) + "beef" }),
      })
      .map((content) => ({
        owner,
        name,
        labels: labels.map((one) => ({ name: one, color: "d73a4a" })),
        milestones,
        ...more,
        ...content.sha,
        files: content.files,
        branches: [
          { name: "topic", files: content.more, message: "Work" },
          { name: "next", ...content.sha },
          { name: "later", from: "topic" },
        ],
      })),
  );

const repositories = fc
  .tuple(repository("octocat", "demo"), repository("acme", "app"), fc.boolean())
  .map(([demo, app, empty]) => [demo, app, ...(empty ? [{ owner: "octocat", name: "empty" }] : [])]);

const thread = some({
  body: fc.string({ unit: "grapheme", maxLength: 20 }),
  author: login,
  labels: fc.subarray(labels),
  assignees: fc.subarray([...logins]),
  milestone: fc.constantFrom(...milestones),
  locked: fc.boolean(),
  comments: fc.constantFrom([], ["Me too", { author: "hubot", body: "Fixed" }]),
}).chain((more) =>
  fc
    .record({ repository: fc.constantFrom("octocat/demo", "acme/app"), title: sentence })
    .map((rest) => ({ ...rest, ...more })),
);

const issue = fc
  .tuple(
    thread,
    fc.constantFrom<JsonObject>(
      {},
      { state: "closed" },
      { state: "closed", state_reason: "not_planned" },
      { state_reason: "reopened" },
    ),
  )
  .map(([one, state]) => ({ ...one, ...state }));

const pull = fc
  .tuple(
    thread,
    fc.constantFrom<JsonObject>({}, { state: "closed" }, { merged: true }, { draft: true }),
    some({
      base: fc.constantFrom("main", "next"),
      checks: fc.constantFrom({ ci: "success" }, {}),
      reviews: fc.constantFrom([{ author: "hubot", body: "Good" }], []),
    }),
  )
  .map(([one, state, more]) => ({ ...one, ...state, ...more, head: "topic" }));

const release = some({
  name: sentence,
  body: sentence,
  draft: fc.boolean(),
  prerelease: fc.boolean(),
  author: login,
  assets: fc.constantFrom([], [{ name: "a.txt", text: "a" }], [{ name: "b.bin", base64: "AP8A" }]),
}).map((more) => ({ repository: "octocat/demo", tag: "v1", ...more }));

/** Sections `[github]` as scenario files write them, valid ones. */
export const arbitraryGithub: fc.Arbitrary<JsonObject> = fc
  .record({
    users,
    organization,
    repositories,
    issues: fc.array(issue, { maxLength: 3 }),
    pulls: unique(pull, (one) => [one.repository, "base" in one ? one.base : "main"], 2),
    releases: fc.array(release, { maxLength: 1 }),
    tokens: fc.constantFrom<JsonObject>(
      {},
      { tokens: [{ value: "ghp_1", owner: "hubot", permissions: ["repo"] }] },
      {
        tokens: [
          { name: "a", value: "ghp_1", owner: "octocat" },
          { name: "b", value: "ghp_2", owner: "acme", revoked: true },
        ],
        default_token: "b",
      },
    ),
    apps: fc.tuple(level, fc.boolean()).map(([one, suspended]) => ({
      apps: [{ slug: "bot", name: "Bot", permissions: [`contents:${one}`], events: ["push"] }],
      installations: [{ app: "bot", account: "acme", repositories: ["acme/app"], suspended }],
    })),
    more: some({
      auth: fc.constantFrom("enforced", "accept"),
      stubs: fc.constantFrom(
        [],
        [
          {
            request: "GET /rate_limit",
            reply: [{ status: 502, delay_ms: 1 }, { json: { a: [null] } }],
            times: 2,
          },
        ],
      ),
      port: fc.integer({ min: 1024, max: 65_535 }),
      rate_limits: fc.constantFrom({ core: 5 }, { secondary: { after: 1 } }),
      transitions: fc.constantFrom(
        [],
        [{ when: { requests: 2 }, request: "POST /repos/octocat/demo/issues", json: { title: "A" } }],
        [{ name: "b", when: { event: "push" }, request: "GET /user", as: "hubot", times: 2 }],
      ),
    }),
  })
  .map(({ users: people, organization: acme, pulls, tokens, apps, more, ...lists }) => ({
    ...more,
    users: people,
    organizations: [acme],
    ...lists,
    pull_requests: pulls,
    ...tokens,
    ...apps,
  }));
