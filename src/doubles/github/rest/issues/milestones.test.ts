import { expect, test } from "vitest";
import { sampleIssues } from "../../../../../tests/samples/github-issues.ts";

test("milestones are made, changed, closed and removed, and count their issues", async () => {
  const github = await sampleIssues();
  const made = await github.demo("POST /milestones", { title: "v1", due_on: "2025-02-01T23:39:01Z" });
  expect(made).toMatchObject({
    status: 201,
    json: { number: 1, title: "v1", state: "open", due_on: "2025-02-01T00:00:00Z", open_issues: 0 },
  });
  expect(made.headers["location"]).toBe(made.json.url);
  await github.demo("POST /issues", { title: "x", milestone: 1, labels: ["wontfix", "bug"] });
  await github.demo("POST /issues", { title: "y", milestone: 1, labels: ["bug"] });
  await github.demo("PATCH /issues/2", { state: "closed" });
  expect((await github.demo("GET /milestones/1")).json).toMatchObject({ open_issues: 1, closed_issues: 1 });
  expect((await github.demo("GET /milestones/1/labels")).json).toMatchObject([
    { name: "bug" },
    { name: "wontfix" },
  ]);
  const closed = await github.demo("PATCH /milestones/1", { state: "closed", title: "v1.0" });
  expect(closed.json).toMatchObject({ title: "v1.0", state: "closed", closed_at: closed.json.updated_at });
  expect((await github.demo("PATCH /milestones/1", { state: "open" })).json.closed_at).toBe(null);
  expect((await github.demo("DELETE /milestones/1")).status).toBe(204);
  expect((await github.demo("GET /milestones/1")).status).toBe(404);
  expect((await github.demo("GET /issues/1")).json.milestone).toBe(null);
  expect(github.events().filter((type) => type.startsWith("milestone"))).toEqual([
    "milestone.created",
    "milestone.closed",
    "milestone.opened",
    "milestone.deleted",
  ]);
});

test("milestones are listed by due date or by how much is done", async () => {
  const github = await sampleIssues();
  await github.demo("POST /milestones", { title: "someday" });
  await github.demo("POST /milestones", { title: "late", due_on: "2025-03-01T00:00:00Z" });
  await github.demo("POST /milestones", { title: "soon", due_on: "2025-02-01T00:00:00Z" });
  await github.demo("POST /milestones", { title: "done", state: "closed" });
  await github.demo("POST /issues", { title: "x", milestone: 2 });
  await github.demo("PATCH /issues/1", { state: "closed" });
  const list = async (query: string): Promise<unknown> =>
    (await github.demo(`GET /milestones${query}`)).json.map(({ title }: { title: string }) => title);
  expect(await list("")).toEqual(["soon", "late", "someday"]);
  expect(await list("?direction=desc")).toEqual(["late", "soon", "someday"]);
  expect(await list("?sort=completeness&direction=desc")).toEqual(["late", "someday", "soon"]);
  expect(await list("?state=closed")).toEqual(["done"]);
  expect(await list("?state=all")).toHaveLength(4);
});

test("milestones that can't be are refused", async () => {
  const github = await sampleIssues();
  await github.demo("POST /milestones", { title: "v1" });
  expect(await github.demo("POST /milestones", { title: "v1" })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Milestone", code: "already_exists", field: "title" }] },
  });
  expect((await github.demo("POST /milestones", { title: "" })).status).toBe(422);
  expect((await github.demo("POST /milestones", { title: "v2", due_on: "soon" })).status).toBe(422);
  expect((await github.demo("PATCH /milestones/1", { state: "ajar" })).status).toBe(422);
  expect(
    (await github.demo("PATCH /milestones/1", { title: "v1", due_on: "2025-02-01" })).json,
  ).toMatchObject({
    title: "v1",
    due_on: "2025-02-01T00:00:00Z",
  });
});

test("a milestone leaves the issues of others alone when it goes, and lists the labels of its own", async () => {
  const github = await sampleIssues();
  for (const title of ["v1", "v2"])
    await github.demo("POST /milestones", { title, due_on: "2025-02-01T00:00:00Z" });
  await github.demo("POST /issues", { title: "x", milestone: 1, labels: ["bug"] });
  await github.demo("POST /issues", { title: "y", milestone: 2, labels: ["wontfix"] });
  await github.demo("POST /issues", { title: "z", labels: ["wontfix"] });
  const titles = async (query: string): Promise<unknown> =>
    (await github.demo(`GET /milestones${query}`)).json.map(({ title }: { title: string }) => title);
  expect(await titles("?direction=desc")).toEqual(["v1", "v2"]);
  expect((await github.demo("GET /milestones/1/labels")).json).toMatchObject([{ name: "bug" }]);
  await github.demo("DELETE /milestones/1");
  expect((await github.demo("GET /issues/1")).json.milestone).toBe(null);
  expect((await github.demo("GET /issues/2")).json.milestone.title).toBe("v2");
});
