import { expect, test } from "vitest";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

async function open(): Promise<SampleGithub> {
  return sampleGithub({
    users: [user("octocat")],
    repositories: [
      repository("octocat/demo", { labels: [{ name: "bug", color: "d73a4a", description: null }] }),
    ],
    tokens: [token("octocat")],
  });
}

test("labels are made, found in any case, changed and removed", async () => {
  const github = await open();
  const made = await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json: { name: "Docs" } });
  expect(made).toMatchObject({ status: 201, json: { name: "Docs", color: "ededed", default: false } });
  expect(made.headers["location"]).toBe("http://127.0.0.1:40213/repos/octocat/demo/labels/Docs");
  const changed = await github.ask("PATCH /repos/octocat/demo/labels/docs", {
    as: "octocat",
    json: { new_name: "documentation", color: "0075ca" },
  });
  expect(changed).toMatchObject({ status: 200, json: { id: made.json.id, name: "documentation" } });
  expect((await github.ask("GET /repos/octocat/demo/labels")).json).toMatchObject([
    { name: "bug" },
    { name: "documentation" },
  ]);
  expect((await github.ask("DELETE /repos/octocat/demo/labels/bug", { as: "octocat" })).status).toBe(204);
  expect((await github.ask("GET /repos/octocat/demo/labels/bug")).status).toBe(404);
  expect(github.events()).toEqual(["label.created", "label.edited", "label.deleted"]);
});

test("labels that can't be are refused with GitHub's own errors, and nothing has changed", async () => {
  const github = await open();
  const send = (json: unknown): Promise<{ status: number; json: unknown }> =>
    github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json });
  expect(await send({ name: "BUG" })).toMatchObject({
    status: 422,
    json: {
      message: "Validation Failed",
      errors: [{ resource: "Label", code: "already_exists", field: "name" }],
    },
  });
  expect(await send({ name: "x", color: "#fff" })).toMatchObject({
    status: 422,
    json: { errors: [{ resource: "Label", code: "invalid", field: "color" }] },
  });
  expect(github.events()).toEqual([]);
});

test("labels have names and descriptions of a length that GitHub takes", async () => {
  const github = await open();
  const send = async (json: unknown): Promise<unknown> => {
    const answer = await github.ask("POST /repos/octocat/demo/labels", { as: "octocat", json });
    return answer.status === 201 ? 201 : answer.json.errors[0].message;
  };
  expect(await send({ name: "a".repeat(50), description: "b".repeat(100) })).toBe(201);
  expect(await send({ name: "a".repeat(51) })).toBe("name is too long (maximum is 50 characters)");
  expect(await send({ name: "c", description: "b".repeat(101) })).toBe(
    "description is too long (maximum is 100 characters)",
  );
});

test("a repository by itself fits the description", async () => {
  const github = await open();
  expect(await github.ask("GET /repos/octocat/demo")).toMatchObject({
    status: 200,
    json: { full_name: "octocat/demo" },
  });
  expect((await github.ask("GET /repos/OCTOCAT/Demo", { as: "octocat" })).json.permissions.admin).toBe(true);
  expect((await github.ask("GET /user", { as: "octocat" })).json.login).toBe("octocat");
  expect((await github.ask("GET /user")).status).toBe(401);
  expect((await github.ask("GET /users/octocat")).json.id).toBe(1);
});
