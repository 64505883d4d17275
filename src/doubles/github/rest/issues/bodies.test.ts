import { expect, test } from "vitest";
import { sampleIssues } from "../../../../../tests/samples/github-issues.ts";

test("what an issue is given may be written in several ways", async () => {
  const github = await sampleIssues();
  await github.demo("POST /milestones", { title: "v1" });
  const made = await github.demo("POST /issues", {
    title: 42,
    labels: ["bug", { name: "wontfix" }, { color: "ffffff" }],
    assignee: "hubot",
    milestone: "1",
  });
  expect(made).toMatchObject({
    status: 201,
    json: { title: "42", assignees: [{ login: "hubot" }], milestone: { number: 1 } },
  });
  expect(made.json.labels.map(({ name }: { name: string }) => name)).toEqual(["bug", "wontfix"]);
  const changed = await github.demo("PATCH /issues/1", { assignees: [{ login: "tess" }], milestone: null });
  expect(changed.json).toMatchObject({ assignees: [{ login: "tess" }], milestone: null });
  expect((await github.demo("PATCH /issues/1", { assignee: "" })).json.assignees).toEqual([]);
});

test.for([
  ["assignees", { assignees: ["nobody"] }],
  ["assignees", { assignees: [{ rationale: "knows it" }] }],
  ["assignee", { assignee: "nobody" }],
  ["milestone", { milestone: 7 }],
  ["milestone", { milestone: "v1" }],
] as const)("an issue whose %s names nothing is not changed: %j", async ([field, json]) => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  expect(await github.demo("PATCH /issues/1", { ...json, title: "y" })).toMatchObject({
    status: 422,
    json: { message: "Validation Failed", errors: [{ resource: "Issue", field, code: "invalid" }] },
  });
  expect((await github.demo("GET /issues/1")).json.title).toBe("x");
});

test("naming no assignees and no labels changes nothing", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x", labels: ["bug"], assignees: ["hubot"] });
  expect(await github.demo("POST /issues/1/assignees", {})).toMatchObject({
    status: 201,
    json: { assignees: [{ login: "hubot" }] },
  });
  expect(await github.demo("POST /issues/1/labels", {})).toMatchObject({
    status: 200,
    json: [{ name: "bug" }],
  });
});

test("a label's name must say something and be free, and a label leaves others alone when it goes", async () => {
  const github = await sampleIssues();
  expect(await github.demo("POST /labels", { name: " " })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Label", code: "missing_field", field: "name" }] },
  });
  expect(await github.demo("PATCH /labels/bug", { new_name: " " })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Label", code: "missing_field", field: "name" }] },
  });
  expect(await github.demo("PATCH /labels/bug", { new_name: "WONTFIX" })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Label", code: "already_exists", field: "name" }] },
  });
  expect((await github.demo("PATCH /labels/bug", { new_name: "BUG" })).json.name).toBe("BUG");
  await github.demo("POST /issues", { title: "x", labels: ["bug"] });
  await github.demo("POST /issues", { title: "y", labels: ["bug", "wontfix"] });
  await github.demo("DELETE /labels/wontfix");
  expect((await github.demo("GET /issues/1")).json.labels).toHaveLength(1);
  expect((await github.demo("GET /issues/2")).json.labels).toMatchObject([{ name: "BUG" }]);
});

test("an issue without words has none in any form that is asked for", async () => {
  const github = await sampleIssues();
  await github.demo("POST /issues", { title: "x" });
  const as = async (kind: string): Promise<unknown> =>
    (
      await github.demo("GET /issues/1", undefined, {
        headers: [["Accept", `application/vnd.github.${kind}+json`]],
      })
    ).json;
  expect(await as("raw")).toMatchObject({ body: null });
  expect(await as("text")).toMatchObject({ body_text: "" });
  expect(await as("full")).toMatchObject({ body: null, body_html: "", body_text: "" });
});
