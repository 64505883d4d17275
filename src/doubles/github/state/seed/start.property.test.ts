import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { linkScenario, parseInput } from "../../../../scenario/index.ts";
import type { GithubConfig } from "../../config.ts";
import { githubSection } from "../../index.ts";
import { viewOf } from "../state.ts";
import { startGithub } from "./start.ts";

const at = "2025-01-15T10:30:00.000Z";

// What reads the section is loaded when a scenario has one; no other test file is to do that for this one.
beforeAll(async () => {
  await githubSection.prepare?.(() => true);
});

const login = fc.constantFrom("octocat", "hubot", "acme", "Hubot");
const repositoryName = fc.constantFrom("octocat/demo", "hubot/demo", "acme/app");
const branch = fc.constantFrom("main", "topic", "next", "a/b");
const path = fc.constantFrom("README.md", "a.txt", "dir/b.txt", "dir");
const files = fc.dictionary(path, fc.oneof(fc.string({ maxLength: 5 }), fc.uint8Array({ maxLength: 5 })), {
  maxKeys: 3,
});
const some = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 3 });
const record = <T>(model: { [Key in keyof T]: fc.Arbitrary<T[Key]> }, required: (keyof T)[]) =>
  fc.record(model, { requiredKeys: required });

const repository = record(
  {
    owner: fc.constantFrom("octocat", "hubot", "acme"),
    name: fc.constantFrom("demo", "app"),
    private: fc.boolean(),
    id: fc.integer({ min: 1, max: 4 }),
    defaultBranch: branch,
    files,
    branches: some(
      fc.oneof(
        branch,
        record({ name: branch, from: branch, files, sha: fc.constant("abc"), message: fc.string() }, [
          "name",
        ]),
      ),
    ),
    commits: some(
      record({ message: fc.string({ minLength: 1 }), branch, files, remove: some(path) }, ["message"]),
    ),
    tags: some(
      fc.oneof(
        fc.constantFrom("v1", "v2"),
        record({ name: fc.constant("v3"), message: fc.string() }, ["name"]),
      ),
    ),
    labels: some(fc.constantFrom("bug", "BUG", "late")),
    forkOf: repositoryName,
    formerNames: some(fc.constantFrom("acme/old", "hubot/demo")),
    collaborators: fc.dictionary(login, fc.constantFrom("read", "admin"), { maxKeys: 2 }),
    protection: fc.dictionary(branch, fc.constant({ reviews: 1 }), { maxKeys: 1 }),
  },
  ["owner", "name", "files"],
);

/** One that takes nearly all issues and pull requests. */
const home = {
  owner: "octocat",
  name: "home",
  files: { "README.md": "# home", dir: "a file" },
  branches: ["topic", "next", "a"].map((name) => ({ name, files: { [name]: name, dir: name } })),
  labels: ["bug", "late"],
};

const thread = {
  repository: fc.constantFrom("octocat/home", "octocat/home", "octocat/demo"),
  title: fc.constantFrom("A", "B"),
  number: fc.integer({ min: 1, max: 5 }),
  author: login,
  labels: some(fc.constantFrom("bug", "late")),
  body: fc.constantFrom("see #1", "@hubot", "fixes #2"),
  comments: some(fc.constantFrom("c", "#3")),
  state: fc.constantFrom("open", "closed"),
  locked: fc.boolean(),
};

const github = record(
  {
    users: fc.constant([{ login: "octocat" }, { login: "hubot" }]),
    organizations: fc.constant([{ login: "acme", members: { octocat: "admin" } }]),
    repositories: fc
      .uniqueArray(repository, {
        maxLength: 4,
        selector: ({ owner, name }) => `${owner}/${name}`,
      })
      .map((more) => [home, ...more]),
    issues: some(record(thread, ["repository", "title"])),
    pullRequests: some(
      record(
        {
          ...thread,
          head: fc.constantFrom("topic", "next", "a", "hubot:main"),
          base: fc.constantFrom("main", "next"),
          merged: fc.boolean(),
          checks: fc.dictionary(fc.constantFrom("ci", "lint"), fc.constantFrom("success", "queued")),
        },
        ["repository", "title", "head"],
      ),
    ),
    releases: some(
      record({ repository: repositoryName, tag: fc.constantFrom("v1", "v9"), draft: fc.boolean() }, [
        "repository",
        "tag",
      ]),
    ),
  },
  ["users", "organizations", "repositories"],
);

type Lists = Readonly<Record<string, readonly unknown[]>>;

/** What an input comes to when the entries that are refused are taken out of it. */
function configOf(input: Lists): GithubConfig | undefined {
  const linked = linkScenario([parseInput({ github: input })], {
    sections: [githubSection],
    readFile: null,
    covers: () => false,
    today: "2026-11-20",
  });
  if (linked.ok) return linked.value.sections["github"] as GithubConfig;
  const refused = linked.findings.flatMap(({ at: place }) => {
    const [, list, index] = /github\.(\w+)\[(\d+)\]/.exec(place?.kind === "input" ? place.input : "") ?? [];
    return list === undefined ? [] : [`${list} ${index}`];
  });
  if (refused.length === 0) return undefined;
  const left = Object.entries(input).map(([list, items]) => [
    list,
    items.filter((_, index) => !refused.includes(`${list} ${index}`)),
  ]);
  return configOf(Object.fromEntries(left) as Lists);
}

test("whatever the schema accepts starts, and its state is JSON", () => {
  let pulls = 0;
  fc.assert(
    fc.property(github, (input) => {
      const config = configOf(input);
      if (config === undefined) throw new Error("refused, and no entry is to blame");
      const state = startGithub(config, at);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      expect(viewOf(state).list("pull")).toHaveLength(config.pullRequests.length);
      expect(viewOf(state).list("issue")).toHaveLength(config.pullRequests.length + config.issues.length);
      pulls += config.pullRequests.length;
    }),
    { numRuns: 60 },
  );
  expect(pulls).toBeGreaterThan(5);
});
