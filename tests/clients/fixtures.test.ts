import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { linkShape, missingKeys, recordedScenario, sameStrings, type Recorded } from "./fixtures.ts";
import { missing } from "./harness.ts";

/** What is asked of no double, or not yet: why. `scenario` or `scenario#number of the exchange`. */
const notAsked: Readonly<Record<string, string>> = {
  "project-cards": "GitHub has removed classic projects and their API",
  markdown: "Markdown is not rendered: the write is refused",
  "mark-notifications-as-read": "notifications are not simulated: the write is refused",
  "get-archive#2": "archives come from codeload.github.com, which is no part of the API",
};

/** Recorded keys that today's GitHub does not send any more, or that stand for something not simulated: why. */
const goneKeys: Readonly<Record<string, string>> = {
  ".request_id": "GitHub's host for uploads says it in the body as well; here it stands in the header alone",
};

const organization = "octokit-fixture-org";
const [userA, userB] = ["octokit-fixture-user-a", "octokit-fixture-user-b"];
const tokens = [
  { name: "a", value: "0000000000000000000000000000000000000001", owner: userA },
  { name: "b", value: "0000000000000000000000000000000000000002", owner: userB },
];

/** What had been there before the first exchange of a scenario was recorded. */
const before: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "add-labels-to-issue": { labels: [] },
  "branch-protection": {},
  "get-content": { name: "hello-world" },
  "get-repository": { name: "hello-world" },
  labels: { labels: ["bug", "documentation"] },
};

const moreGithub: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "lock-issue": { issues: [{ repository: `${organization}/lock-issue`, title: "Lock me" }] },
  "paginate-issues": {
    issues: Array.from({ length: 13 }, (_, index) => ({
      repository: `${organization}/paginate-issues`,
      title: `Test issue ${index + 1}`,
    })),
  },
  "search-issues": {
    issues: ["The doors don't open", "Sesame seeds are missing", "Open, sesame"].map((title) => ({
      repository: `${organization}/search-issues`,
      title,
      body: title.includes("esame") ? "" : "Say nothing",
    })),
  },
  "release-assets": {
    releases: [{ repository: `${organization}/release-assets`, tag: "v1.0.0", name: "Version 1.0.0" }],
  },
  "release-assets-conflict": {
    releases: [
      {
        repository: `${organization}/release-assets-conflict`,
        tag: "v1.0.0",
        name: "Version 1.0.0",
        assets: [{ name: "test-upload.txt", text: "Hello, world!\n" }],
      },
    ],
  },
};

function scenarioOf(name: string): unknown {
  const repository = {
    owner: organization,
    name,
    id: 1000,
    files: { "README.md": "# hello-world" },
    commits: [{ message: "Second commit", files: { "second.txt": "2\n" } }],
    ...before[name],
  };
  const members = { [userA as string]: "admin" };
  const teams = [{ name: "a-team", members: { [userA as string]: "maintainer" } }];
  return {
    now: "2017-10-10T16:00:00Z",
    github: {
      users: [{ login: userA }, { login: userB }],
      organizations: [{ login: organization, id: 1000, members, teams }],
      repositories: [repository],
      tokens,
      defaultToken: "a",
      ...moreGithub[name],
    },
  };
}

interface World {
  readonly url: string;
  ask(recorded: Recorded, path: string): Promise<Response>;
}

async function open(name: string): Promise<World> {
  const { openWorld } = (await import(new URL("../../dist/index.js", import.meta.url).href)) as {
    openWorld: (scenario: unknown) => Promise<{ env: Record<string, string>; close(): Promise<unknown> }>;
  };
  const world = await openWorld(scenarioOf(name));
  onTestFinished(async () => void (await world.close().catch(() => undefined)));
  const url = world.env["GITHUB_API_URL"] as string;
  return {
    url,
    ask: (recorded, path) => {
      const { accept, authorization } = recorded.reqheaders;
      const text =
        recorded.body === ""
          ? undefined
          : typeof recorded.body === "string"
            ? recorded.body
            : JSON.stringify(recorded.body);
      const type = recorded.reqheaders["content-type"];
      return fetch(path.startsWith("http") ? path : `${url}${path}`, {
        method: recorded.method.toUpperCase(),
        redirect: "manual",
        headers: {
          "user-agent": "fixtures",
          ...(accept === undefined ? {} : { accept }),
          ...(authorization === undefined ? {} : { authorization }),
          ...(type === undefined ? {} : { "content-type": type }),
        },
        ...(text === undefined ? {} : { body: text }),
      });
    },
  };
}

/** Names of the recording by names of this run: ids, numbers and SHAs that answers have told. */
class Names {
  readonly #ours = new Map<string, string>();

  learn(recorded: unknown, ours: unknown, url: string): void {
    for (const [theirs, own] of sameStrings({ recorded, ours })) {
      const path = theirs.replace(/^https:\/\/(?:api|uploads)\.github\.com/, "");
      if (path !== theirs)
        this.#ours.set(
          path.replace(/\{.*$/, ""),
          own
            .replace(url, "")
            .replace(/^\/api\/uploads/, "")
            .replace(/\{.*$/, ""),
        );
      if (/^0{30,}\d+$/.test(theirs)) this.#ours.set(theirs, own);
    }
  }

  path(recorded: string): string {
    const [path = "", query] = recorded.split("?");
    const known = this.#ours.get(path);
    const found = [...this.#ours]
      .filter(([theirs]) => path.startsWith(`${theirs}/`) || /^0{30,}\d+$/.test(theirs))
      .toSorted(([a], [b]) => b.length - a.length)
      .reduce((text, [theirs, own]) => text.replace(theirs, own), path);
    return `${known ?? found}${query === undefined ? "" : `?${query}`}`;
  }

  text(recorded: unknown): unknown {
    let text = JSON.stringify(recorded);
    for (const [theirs, own] of this.#ours)
      if (/^0{30,}\d+$/.test(theirs)) text = text.replaceAll(theirs, own);
    return JSON.parse(text) as unknown;
  }
}

const reason = missing("node");
const folder = reason === undefined ? scenarioFolder() : undefined;
const names = folder === undefined ? [] : readdirSync(folder);

function scenarioFolder(): string {
  const require = createRequire(import.meta.url);
  return join(dirname(require.resolve("@octokit/fixtures/package.json")), "scenarios/api.github.com");
}

// Clients are installed by scripts/clients.mjs, not with the project; CI runs that, and there a missing one fails.
describe.skipIf(reason !== undefined)(`what GitHub was recorded to answer ${reason ?? ""}`, () => {
  test("there are 22 scenarios, and no reason is given for one that is not there", () => {
    expect(names).toHaveLength(22);
    expect(Object.keys(notAsked).filter((one) => !names.includes(one.split("#")[0] as string))).toEqual([]);
  });

  test.each(names.filter((name) => notAsked[name] === undefined))("%s", async (name) => {
    const world = await open(name);
    const known = new Names();
    await learnHeads(world, known, name);
    for (const [index, recorded] of recordedScenario(name).entries()) {
      const at = `${name}#${index + 1}`;
      if (notAsked[at] !== undefined) continue;
      await compare(world, known, { ...recorded, body: known.text(recorded.body) }, at);
    }
  });
});

/** The recordings name commits by number, the newest first. */
async function learnHeads(world: World, known: Names, name: string): Promise<void> {
  const repository = (before[name]?.["name"] as string | undefined) ?? name;
  const answer = await fetch(`${world.url}/repos/${organization}/${repository}/commits`, {
    headers: { authorization: `token ${tokens[0]?.value}`, "user-agent": "fixtures" },
  });
  const commits = (await answer.json()) as { sha: string }[];
  known.learn(
    commits.map((_, index) => String(index + 1).padStart(40, "0")),
    commits.map(({ sha }) => sha),
    world.url,
  );
}

async function compare(world: World, known: Names, recorded: Recorded, at: string): Promise<void> {
  const path = known.path(recorded.path);
  const uploads = path.includes("/assets?name=");
  const answer = await world.ask(recorded, uploads ? `${world.url}/api/uploads${path}` : path);
  const text = await answer.text();
  expect(`${at} ${answer.status}`, text).toBe(`${at} ${recorded.status}`);
  const ours: unknown = typeof recorded.response === "object" ? JSON.parse(text) : undefined;
  known.learn(recorded.response, ours, world.url);
  const location = recorded.headers["location"];
  expect(pathOf(answer.headers.get("location"), world.url), at).toEqual(
    location === undefined ? null : known.path(pathOf(location, "https://api.github.com") as string),
  );
  expect(linkShape(answer.headers.get("link") ?? undefined), at).toEqual(linkShape(recorded.headers["link"]));
  const lost = ours === undefined ? [] : missingKeys({ recorded: recorded.response, ours });
  expect(
    lost.filter((key) => goneKeys[key] === undefined),
    at,
  ).toEqual([]);
}

function pathOf(url: string | null, origin: string): string | null {
  return url === null ? null : url.replace(origin, "").replace("https://codeload.github.com", "");
}
