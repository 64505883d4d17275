import { expect, test } from "vitest";
import { samplePulls, type SamplePulls } from "../../../../../tests/samples/github-pulls.ts";

async function states(github: SamplePulls): Promise<readonly string[]> {
  const { json } = await github.demo("GET /issues?state=all&sort=created&direction=asc");
  return json.map(({ state }: { state: string }) => state);
}

test("a commit that is pushed to the default branch closes what it says it fixes; on others it does not yet", async () => {
  const github = await samplePulls();
  for (const title of ["one", "two"]) await github.demo("POST /issues", { title });
  const put = (message: string, path: string, to: string) =>
    github.demo(`PUT /contents/${path}`, { message, content: "eA==", branch: to });
  await put("Fixes #1", "a", "topic");
  expect(await states(github)).toEqual(["open", "open"]);
  const { json } = await put("Close the second\n\nResolves: #2", "b", "main");
  expect(await states(github)).toEqual(["open", "closed"]);
  const [event] = (await github.demo("GET /issues/2/timeline")).json;
  expect(event).toMatchObject({ event: "closed", commit_id: json.commit.sha });
});

test("a merge into another branch than the default one closes no issue", async () => {
  const github = await samplePulls();
  await github.demo("POST /issues", { title: "one" });
  await github.open("topic", { base: "extra", body: "Fixes #1" });
  expect((await github.demo("PUT /pulls/2/merge")).status).toBe(200);
  expect(await states(github)).toEqual(["open", "closed"]);
});

test("the issue side of a pull request is opened again only while its branch is there", async () => {
  const github = await samplePulls();
  await github.open("topic");
  await github.demo("PATCH /issues/1", { state: "closed" });
  expect((await github.demo("PATCH /issues/1", { state: "open" })).json.state).toBe("open");
  await github.demo("PUT /pulls/1/merge");
  expect((await github.demo("PATCH /issues/1", { state: "open" })).json.errors[0].message).toBe(
    "state cannot be changed. The pull request cannot be reopened.",
  );
});
