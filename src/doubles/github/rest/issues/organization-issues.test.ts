import { expect, test } from "vitest";
import { organization, team } from "../../../../../tests/samples/github-organization.ts";
import {
  repository,
  sampleGithub,
  token,
  user,
  type SampleGithub,
} from "../../../../../tests/samples/github.ts";

/** acme has octocat as its owner, hubot and tess as members; tess is in a team that may write to its private repository. */
async function open(): Promise<SampleGithub> {
  const logins = ["octocat", "hubot", "tess", "stranger"];
  return sampleGithub({
    users: logins.map((login) => user(login)),
    organizations: [
      organization("acme", {
        members: { octocat: "admin", hubot: "member", tess: "member" },
        defaultPermission: "none",
        teams: [team("core", { members: { tess: "member" }, repositories: { "acme/secret": "write" } })],
      }),
    ],
    repositories: [repository("acme/app"), repository("acme/secret", { visibility: "private" })],
    tokens: logins.map((login) => token(login)),
  });
}

test("who can be assigned follows from what they are to the repository", async () => {
  const github = await open();
  const list = async (name: string): Promise<unknown> =>
    (await github.ask(`GET /repos/acme/${name}/assignees`, { as: "octocat" })).json.map(
      ({ login }: { login: string }) => login,
    );
  expect(await list("app")).toEqual(["hubot", "octocat", "tess"]);
  expect(await list("secret")).toEqual(["octocat", "tess"]);
  expect((await github.ask("GET /repos/acme/app/assignees/acme")).status).toBe(404);
});

test("members of an organization are told so, and read the issues of it that concern them", async () => {
  const github = await open();
  const issue = (name: string, as: string, json: object): ReturnType<typeof github.ask> =>
    github.ask(`POST /repos/acme/${name}/issues`, { as, json });
  const made = await issue("app", "octocat", { title: "one", assignee: "hubot" });
  expect(made.json).toMatchObject({ author_association: "MEMBER", assignees: [{ login: "hubot" }] });
  await issue("secret", "tess", { title: "two", assignees: ["tess"] });
  expect((await issue("app", "stranger", { title: "three" })).json.author_association).toBe("NONE");
  const list = async (path: string, as: string): Promise<unknown> =>
    (await github.ask(`GET ${path}`, { as })).json.map(({ title }: { title: string }) => title);
  expect(await list("/orgs/acme/issues", "hubot")).toEqual(["one"]);
  expect(await list("/orgs/acme/issues", "tess")).toEqual(["two"]);
  expect(await list("/orgs/acme/issues?filter=all", "hubot")).toEqual(["three", "one"]);
  expect(await list("/user/issues?filter=repos", "tess")).toEqual(["three", "two", "one"]);
  expect(await list("/user/issues?filter=all", "stranger")).toEqual([]);
  expect((await github.ask("GET /orgs/nobody/issues", { as: "hubot" })).status).toBe(404);
});
