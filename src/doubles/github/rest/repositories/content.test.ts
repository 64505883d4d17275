import { expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

const mode = "100644" as const;
const files = [
  { path: "src/main.ts", content: "export {};\n", mode },
  { path: "run.sh", content: "echo\n", mode },
  { path: "README.md", content: "# made of\n", mode },
  { path: "node_modules/a.js", content: "a;".repeat(50), mode },
];

async function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: ["octocat", "hubot"].map((login) => user(login, { email: `${login}@example.com` })),
    repositories: [
      repository("octocat/demo", { files }),
      repository("octocat/empty"),
      repository("octocat/base", {
        files,
        isTemplate: true,
        branches: [{ name: "next", from: null, files: [], remove: ["run.sh"], sha: null, message: null }],
      }),
    ],
    tokens: ["octocat", "hubot"].map((login) => token(login)),
  });
}

test("languages are counted by what the default branch holds", async () => {
  const github = await open();
  const path = "/repos/octocat/demo/languages";
  expect((await github.ask(`GET ${path}`)).text).toBe('{"TypeScript":11,"Shell":5}');
  expect((await github.ask("GET /repos/octocat/demo")).json.language).toBe("TypeScript");
  // A file may be called as something that every object has.
  await github.ask("PUT /repos/octocat/demo/contents/constructor", {
    as: "octocat",
    json: { message: "x", content: "eA==" },
  });
  const content = Buffer.from("# longer\necho more\n").toString("base64");
  await github.ask("PUT /repos/octocat/demo/contents/more.sh", {
    as: "octocat",
    json: { message: "more", content },
  });
  expect((await github.ask(`GET ${path}`)).text).toBe('{"Shell":24,"TypeScript":11}');
  expect((await github.ask("GET /repos/octocat/empty/languages")).json).toEqual({});
  expect((await github.ask("GET /repos/octocat/empty")).json.language).toBe(null);
});

test("contributors are the authors of commits, who wrote the most first", async () => {
  const github = await open();
  const commit = (name: string, as: string, author?: unknown): ReturnType<SampleGithub["ask"]> =>
    github.ask(`PUT /repos/octocat/demo/contents/${name}`, {
      as,
      json: { message: name, content: "", ...(author === undefined ? {} : { author }) },
    });
  await commit("one", "octocat");
  await commit("two", "octocat", { name: "H", email: "HUBOT@example.com" });
  await commit("three", "octocat", { name: "Stranger", email: "s@example.org" });
  const known = await github.ask("GET /repos/octocat/demo/contributors");
  expect(known.json).toMatchObject([
    { login: "octocat", contributions: 2 },
    { login: "hubot", contributions: 1 },
  ]);
  const all = await github.ask("GET /repos/octocat/demo/contributors?anon=1");
  expect(all.json).toContainEqual({
    email: "s@example.org",
    name: "Stranger",
    type: "Anonymous",
    contributions: 1,
  });
  expect((await github.ask("GET /repos/octocat/empty/contributors")).status).toBe(204);
});

test("a repository can begin with a readme", async () => {
  const github = await open();
  const json = { name: "fresh", description: "Something new", auto_init: true };
  await github.ask("POST /user/repos", { as: "hubot", json });
  const readme = await github.ask("GET /repos/hubot/fresh/contents/README.md");
  expect(Buffer.from(readme.json.content, "base64").toString()).toBe("# fresh\nSomething new\n");
  expect(github.events()).toEqual(["repository.created", "create", "push"]);
});

test("what GitHub has ready made is refused loudly, and no repository made", async () => {
  const github = await open();
  const json = { name: "fresh", license_template: "mit" };
  const refused = await github.ask("POST /user/repos", { as: "hubot", json });
  expect(refused.status).toBe(400);
  expect(refused.headers).toHaveProperty("x-backlot-refusal");
  expect((await github.ask("GET /repos/hubot/fresh")).status).toBe(404);
});

test("a repository made from a template has its files, not its history", async () => {
  const github = await open();
  const make = (template: string, json: unknown): ReturnType<SampleGithub["ask"]> =>
    github.ask(`POST /repos/octocat/${template}/generate`, { as: "hubot", json });
  expect((await make("demo", { name: "copy" })).status).toBe(422);
  const made = await make("base", { name: "copy", private: true });
  expect(made).toMatchObject({
    status: 201,
    json: {
      full_name: "hubot/copy",
      private: true,
      fork: false,
      template_repository: { full_name: "octocat/base" },
    },
  });
  const path = "/repos/hubot/copy/contents";
  const listed = await github.ask(`GET ${path}`, { as: "hubot" });
  expect(listed.json.map((one: { name: string }) => one.name)).toEqual([
    "README.md",
    "node_modules",
    "run.sh",
    "src",
  ]);
  expect((await github.ask(`GET ${path}?ref=next`, { as: "hubot" })).status).toBe(404);
  await make("base", { name: "all", include_all_branches: true });
  expect((await github.ask("GET /repos/hubot/all/contents/run.sh?ref=next")).status).toBe(404);
  expect((await github.ask("GET /repos/hubot/all/contents/README.md?ref=next")).status).toBe(200);
  expect((await make("base", { name: "copy" })).status).toBe(422);
});

test("a fork has the branches of what it is a fork of, and its own from then on", async () => {
  const github = await open();
  await github.ask("POST /repos/octocat/base/forks", { as: "hubot" });
  expect((await github.ask("GET /repos/hubot/base/contents/run.sh")).status).toBe(200);
  expect((await github.ask("GET /repos/hubot/base/contents/README.md?ref=next")).status).toBe(200);
  const json = { message: "mine", content: "" };
  await github.ask("PUT /repos/hubot/base/contents/mine", { as: "hubot", json });
  expect((await github.ask("GET /repos/octocat/base/contents/mine")).status).toBe(404);
});

test("the licence is told by its words, and which file says so", async () => {
  const github = await open();
  const put = (path: string, text: string): ReturnType<SampleGithub["ask"]> =>
    github.ask(`PUT /repos/octocat/empty/contents/${path}`, {
      as: "octocat",
      json: { message: path, content: Buffer.from(text).toString("base64") },
    });
  const license = async (): Promise<unknown> => (await github.ask("GET /repos/octocat/empty")).json.license;
  expect(await license()).toBe(null);
  expect((await github.ask("GET /repos/octocat/empty/license")).status).toBe(404);
  await put("COPYING", "Ours alone.\n");
  expect(await license()).toMatchObject({ key: "other", spdx_id: "NOASSERTION", url: null });
  await put("docs/LICENSE", "Apache License\nVersion 2.0");
  expect(await license()).toMatchObject({ key: "other" });
  const demo = {
    message: "l",
    content: Buffer.from(
      "MIT License\n\nPermission is hereby granted, free of\ncharge, to any person obtaining a copy",
    ).toString("base64"),
  };
  await github.ask("PUT /repos/octocat/demo/contents/LICENSE.md", { as: "octocat", json: demo });
  const told = await github.ask("GET /repos/octocat/demo/license");
  expect(told.json).toMatchObject({
    path: "LICENSE.md",
    license: { key: "mit", name: "MIT License", spdx_id: "MIT" },
  });
});

test("switches with addresses of their own are on or off", async () => {
  const github = await open();
  const send = async (line: string): Promise<number> =>
    (await github.ask(line, { as: "octocat", unchecked: line.startsWith("GET") })).status;
  const alerts = "/repos/octocat/demo/vulnerability-alerts";
  expect(await send(`GET ${alerts}`)).toBe(404);
  expect(await send(`PUT ${alerts}`)).toBe(204);
  expect(await send(`PUT ${alerts}`)).toBe(204);
  expect(await send(`GET ${alerts}`)).toBe(204);
  const fixes = "/repos/octocat/demo/automated-security-fixes";
  expect(await send(`PUT ${fixes}`)).toBe(204);
  expect((await github.ask(`GET ${fixes}`, { as: "octocat" })).json).toEqual({
    enabled: true,
    paused: false,
  });
  const shown = (await github.ask("GET /repos/octocat/demo", { as: "octocat" })).json.security_and_analysis;
  expect(shown.dependabot_security_updates).toEqual({ status: "enabled" });
  expect(shown).not.toHaveProperty("vulnerability_alerts");
  expect(await send(`DELETE ${alerts}`)).toBe(204);
  expect(await send(`GET ${alerts}`)).toBe(404);
  expect(github.events()).toHaveLength(3);
});
