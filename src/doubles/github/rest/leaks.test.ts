import { expect, test } from "vitest";
import { callers, filledGithub, hidden, outsiders, sealed } from "../../../../tests/samples/filled-github.ts";
import { sampleGithub, type Answered, type Asking } from "../../../../tests/samples/github.ts";

/** Addresses of a private repository that name it, and the same of one that is not there. */
const byName: readonly ((name: string, sha: string) => string)[] = [
  (name) => `GET /repos/octocat/${name}`,
  (name) => `GET /api/v3/repos/octocat/${name}/issues`,
  (name) => `GET /raw/octocat/${name}/main/README.md`,
  (name) => `GET /octocat/${name}/raw/main/README.md`,
  (name) => `GET /octocat/${name}/releases/download/v1.0.0/a.txt`,
  (name) => `GET /octocat/${name}/releases/download/v1.0.0/none.txt`,
  (name) => `GET /octocat/${name}`,
  (name) => `GET /repos/octocat/${name}/tarball/main`,
  (name) => `GET /repos/octocat/${name}/zipball`,
  (name) => `GET /repos/octocat/${name}/git/ref/heads/main`,
  (name, sha) => `GET /repos/octocat/${name}/commits/${sha}`,
  (name) => `POST /repos/octocat/${name}/forks`,
  (name) => `POST /repos/octocat/${name}/issues`,
  (name) => `PUT /user/starred/octocat/${name}`,
  (name) => `GET /search/issues?q=repo:octocat/${name}`,
  (name) => `GET /search/code?q=const+repo:octocat/${name}`,
  (name) => `GET /search/commits?q=Change+repo:octocat/${name}`,
  (name) => `GET /search/repositories?q=repo:octocat/${name}`,
  (name) => `GET /orgs/acme/teams/crew/repos/octocat/${name}`,
  (name) => `POST /repos/octocat/${name}/generate`,
  (name) => `GET /repos/octocat/demo/compare/main...octocat:${name}:main`,
];

/** Addresses that name nothing private, and lists in which it might stand. */
const others = [
  "GET /repositories",
  "GET /users/octocat/repos?type=all",
  "GET /orgs/acme/repos?type=all",
  "GET /user/repos",
  "GET /user/issues?filter=all",
  "GET /issues?filter=all",
  "GET /orgs/acme/issues?filter=all",
  "GET /search/repositories?q=user:octocat",
  "GET /search/repositories?q=org:acme+fork:true+is:private",
  `GET /search/repositories?q=${sealed.slice(0, 3)}+in:name,description,topics`,
  "GET /search/issues?q=Trouble",
  "GET /search/issues?q=author:octocat+is:private",
  "GET /search/code?q=export",
  "GET /search/commits?q=Change",
  "GET /users/octocat/starred",
  "GET /users/octocat/subscriptions",
  "GET /repos/octocat/demo/issues/1/timeline",
  "GET /repos/octocat/demo/issues/2/timeline",
  "GET /repos/octocat/demo/issues/2/events",
  "GET /repos/octocat/demo/forks",
  "GET /orgs/acme/teams",
  "GET /orgs/acme/teams/crew/repos",
  "GET /user/teams",
  "GET /users/octocat",
  "GET /orgs/acme",
  "GET /installation/repositories",
];

test.each(outsiders)(
  "%s is told the same of a private repository as of one that is not there",
  async (name) => {
    const github = await sampleGithub(filledGithub());
    const found = Object.values(github.state().tables.repository.rows);
    const shas = Object.values(github.state().tables.object.rows);
    const sealedCommit = shas.find((one) => one.type === "commit" && one.data.includes(sealed))?.sha ?? "";
    const value = callers[name] ?? null;
    const headers: Asking["headers"] = value === null ? [] : [["Authorization", `token ${value}`]];
    const ask = async (line: string): Promise<Answered> => {
      const json = line.startsWith("GET") ? {} : { json: { title: "A", name: "B" } };
      const answer = await github.ask(line, { headers, unchecked: true, ...json });
      expect([line, answer.text.includes(sealed), JSON.stringify(answer.headers).includes(sealed)]).toEqual([
        line,
        false,
        false,
      ]);
      return answer;
    };
    for (const line of byName) {
      const [there, absent] = [
        await ask(line(`${hidden}-vault`, sealedCommit)),
        await ask(line("not-there", sealedCommit)),
      ];
      const plain = ({ status, text }: Answered): unknown => [
        status,
        text.replaceAll(`${hidden}-vault`, "not-there"),
      ];
      expect([line("x", ""), plain(there)]).toEqual([line("x", ""), plain(absent)]);
    }
    for (const line of others) expect((await ask(line)).text).not.toContain(hidden);
    for (const { id, visibility } of found) {
      if (visibility === "public") continue;
      for (const line of [
        `GET /repositories/${id}`,
        `GET /repositories/${id}/issues`,
        `GET /search/labels?repository_id=${id}&q=bug`,
        // Objects of a private repository are not those of a public one.
        `GET /repos/octocat/demo/git/commits/${sealedCommit}`,
        `GET /repos/octocat/demo/commits/${sealedCommit}`,
        `GET /repos/octocat/demo/compare/main...${sealedCommit}`,
      ]) {
        const { status, text } = await ask(line);
        expect([line, status === 404 || status === 422 || status === 200, text.includes(hidden)]).toEqual([
          line,
          true,
          false,
        ]);
      }
    }
  },
);
