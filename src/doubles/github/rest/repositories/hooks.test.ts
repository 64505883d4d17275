import { expect, test } from "vitest";
import { organization } from "../../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  const hooks = [
    { url: "https://seed.example/hook", events: ["push"], active: false, contentType: "json" as const },
  ];
  return sampleGithub({
    users: ["octocat", "hubot"].map((login) => user(login)),
    organizations: [organization("acme", { members: { octocat: "admin", hubot: "member" } })],
    repositories: [repository("octocat/demo"), repository("octocat/seeded", { hooks })],
    tokens: ["octocat", "hubot"].map((login) => token(login)),
  });
}

test.each(["/repos/octocat/demo", "/orgs/acme"])(
  "webhooks of %s are kept, without their secret",
  async (owner) => {
    const github = await open();
    const config = { url: "https://x.example/hook", content_type: "json", secret: "hush-hush" };
    const made = await github.ask(`POST ${owner}/hooks`, { as: "octocat", json: { name: "web", config } });
    expect(made).toMatchObject({
      status: 201,
      json: {
        name: "web",
        active: true,
        events: ["push"],
        config: { ...config, secret: "********", insecure_ssl: "0" },
      },
    });
    const at = `${owner}/hooks/${made.json.id}`;
    expect(made.headers["location"]).toMatch(new RegExp(`${at}$`, "i"));
    const changed = await github.ask(`PATCH ${at}`, {
      as: "octocat",
      json: { active: false, events: ["push", "issues"] },
    });
    expect(changed.json).toMatchObject({
      active: false,
      events: ["push", "issues"],
      config: { secret: "********" },
    });
    expect(
      (await github.ask(`PATCH ${at}/config`, { as: "octocat", json: { insecure_ssl: "1", secret: "" } }))
        .json,
    ).toEqual({ content_type: "json", insecure_ssl: "1", url: config.url });
    expect((await github.ask(`GET ${at}/config`, { as: "octocat" })).json.insecure_ssl).toBe("1");
    expect((await github.ask(`POST ${at}/pings`, { as: "octocat" })).status).toBe(204);
    expect((await github.ask(`GET ${owner}/hooks`, { as: "octocat" })).json).toHaveLength(1);
    expect((await github.ask(`DELETE ${at}`, { as: "octocat" })).status).toBe(204);
    expect((await github.ask(`GET ${at}`, { as: "octocat" })).status).toBe(404);
    const events = ["hook.created", "ping", "hook.edited", "hook.edited", "ping", "meta.deleted"];
    expect(github.events()).toEqual(events);
    const kept = github.world.log.read(0, github.world.log.count).filter(({ kind }) => kind === "event");
    expect(JSON.stringify(kept)).not.toContain("hush-hush");
  },
);

test("webhooks that can't be are refused, and are nobody else's business", async () => {
  const github = await open();
  const send = (url: string, as = "octocat"): ReturnType<SampleGithub["ask"]> =>
    github.ask("POST /repos/octocat/demo/hooks", { as, json: { config: { url } } });
  expect((await send("x.example")).json.errors).toEqual([
    { resource: "Hook", code: "custom", message: "url is missing a scheme" },
  ]);
  expect((await send("https://x.example")).status).toBe(201);
  expect((await send("https://x.example")).json.errors[0].message).toBe(
    "Hook already exists on this repository",
  );
  expect((await github.ask("POST /repos/octocat/demo/hooks", { as: "octocat", json: {} })).status).toBe(422);
  expect((await send("https://y.example", "hubot")).status).toBe(404);
  expect((await github.ask("GET /orgs/acme/hooks", { as: "hubot" })).status).toBe(404);
});

test("webhooks of a scenario are there, and are told of a test only when they listen to pushes", async () => {
  const github = await open();
  const hooks = await github.ask("GET /repos/octocat/seeded/hooks", { as: "octocat" });
  expect(hooks.json).toMatchObject([
    { active: false, config: { url: "https://seed.example/hook", content_type: "json" } },
  ]);
  const at = `/repos/octocat/seeded/hooks/${hooks.json[0].id}`;
  expect((await github.ask(`POST ${at}/tests`, { as: "octocat" })).status).toBe(204);
  await github.ask(`PATCH ${at}`, {
    as: "octocat",
    json: { add_events: ["issues"], remove_events: ["push"] },
  });
  expect((await github.ask(`POST ${at}/tests`, { as: "octocat" })).status).toBe(204);
  expect(github.events()).toEqual(["hook.tested", "hook.edited"]);
});

test("deploy keys are public keys that belong to one repository", async () => {
  const github = await open();
  const send = (key: string, more = {}): ReturnType<SampleGithub["ask"]> =>
    github.ask("POST /repos/octocat/demo/keys", { as: "octocat", json: { key, ...more } });
  const made = await send("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIabc me@home", { read_only: true });
  expect(made).toMatchObject({
    status: 201,
    json: {
      title: "me@home",
      key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIabc",
      read_only: true,
      added_by: "octocat",
    },
  });
  expect((await send("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIabc other")).json.errors[0].message).toBe(
    "key is already in use",
  );
  expect((await send("nonsense")).json.errors[0].field).toBe("key");
  const at = `/repos/octocat/demo/keys/${made.json.id}`;
  expect((await github.ask(`GET ${at}`, { as: "octocat" })).json.title).toBe("me@home");
  expect((await github.ask("GET /repos/octocat/demo/keys", { as: "hubot" })).status).toBe(404);
  expect((await github.ask(`DELETE ${at}`, { as: "octocat" })).status).toBe(204);
  expect((await github.ask("GET /repos/octocat/demo/keys", { as: "octocat" })).json).toEqual([]);
});
