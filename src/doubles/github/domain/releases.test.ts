import { expect, test } from "vitest";
import { branch, samplePulls, type SamplePulls } from "../../../../tests/samples/github-pulls.ts";

const web = "http://127.0.0.1:40213/octocat/demo";

async function notes(github: SamplePulls, json: object): Promise<string> {
  return (await github.demo("POST /releases/generate-notes", json)).json.body;
}

async function merge(github: SamplePulls, head: string, number: number): Promise<void> {
  await github.open(head, {}, { as: "hubot" });
  await github.demo(`PUT /pulls/${number}/merge`);
}

test("notes tell the pull requests since the release before", async () => {
  const github = await samplePulls({
    branches: ["one", "two", "open"].map((name) => branch(name, { [name]: "x" })),
  });
  expect(await notes(github, { tag_name: "v0" })).toBe(`**Full Changelog**: ${web}/commits/v0`);
  await merge(github, "one", 1);
  const first = `## What's Changed\n* Bring one by @hubot in ${web}/pull/1\n\n`;
  expect(await notes(github, { tag_name: "v1" })).toBe(`${first}**Full Changelog**: ${web}/commits/v1`);
  await github.demo("POST /releases", { tag_name: "v1" });
  await merge(github, "two", 2);
  await github.open("open");
  const second = `## What's Changed\n* Bring two by @hubot in ${web}/pull/2\n\n`;
  const made = await github.demo("POST /releases", { tag_name: "v2", generate_release_notes: true });
  expect(made.json).toMatchObject({
    name: "v2",
    body: `${second}**Full Changelog**: ${web}/compare/v1...v2`,
  });
  // What was merged after a tag is no part of it.
  expect(await notes(github, { tag_name: "v1", previous_tag_name: "v2" })).toBe(
    `**Full Changelog**: ${web}/compare/v2...v1`,
  );
  expect(await notes(github, { tag_name: "v3", target_commitish: "nowhere" })).not.toContain("Changed");
});

test("a release becomes a prerelease, a release again and a draft, and each is told", async () => {
  const github = await samplePulls();
  const { id } = (await github.demo("POST /releases", { tag_name: "v1" })).json;
  const change = async (json: object): Promise<void> => {
    expect((await github.demo(`PATCH /releases/${id}`, json)).json).toMatchObject(json);
  };
  await change({ prerelease: true });
  await change({ prerelease: false });
  await change({ draft: true });
  expect((await github.demo("GET /releases/latest")).status).toBe(404);
  expect(github.events().filter((type) => type.startsWith("release."))).toEqual([
    "release.created",
    "release.published",
    "release.released",
    "release.edited",
    "release.prereleased",
    "release.edited",
    "release.released",
    "release.edited",
    "release.unpublished",
  ]);
});

test("a prerelease is not made the latest; one that was it already may stay it", async () => {
  const github = await samplePulls();
  const latest = { make_latest: "true", prerelease: true };
  const refused = await github.demo("POST /releases", { tag_name: "v1", ...latest });
  expect(refused).toMatchObject({
    status: 422,
    json: { errors: [{ field: "make_latest", message: "Latest release cannot be draft or prerelease" }] },
  });
  const { id } = (await github.demo("POST /releases", { tag_name: "v1" })).json;
  expect((await github.demo(`PATCH /releases/${id}`, latest)).status).toBe(200);
});
