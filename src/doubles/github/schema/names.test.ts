import { describe, expect, test } from "vitest";
import {
  accounts,
  githubOf,
  githubProblems,
  problemsBehindAccounts as problems,
} from "../../../../tests/samples/github-section.ts";

describe("accounts", () => {
  test("come with what is said of them, and plain values where nothing is", async () => {
    const { users, organizations } = await githubOf(`${accounts}
[[github.organizations.teams]]
name = "Release Crew"
members = ["hubot"]
`);
    expect(users[0]).toMatchObject({ login: "octocat", id: null, siteAdmin: false });
    expect(organizations[0]).toMatchObject({
      login: "acme",
      members: { octocat: "admin" },
      defaultPermission: "read",
      teams: [
        { name: "Release Crew", slug: "release-crew", members: { hubot: "member" }, privacy: "closed" },
      ],
    });
  });

  test.each([["octo--cat"], ["-octocat"], ["octocat-"], ["octo cat"], ["a".repeat(40)], ["../octocat"]])(
    "the login %s is refused",
    async (login) => {
      const [problem] = await githubProblems(`[[github.users]]\nlogin = "${login}"`);
      expect(problem).toContain("2 invalid-value: github.users[0].login must be a login");
    },
  );

  test("a login of 39 characters is taken", async () => {
    expect((await githubOf(`[[github.users]]\nlogin = "${"a".repeat(39)}"`)).users).toHaveLength(1);
  });

  test("are told twice in any case, across users and organizations", async () => {
    expect(
      await problems('[[github.users]]\nlogin = "OctoCat"\n[[github.organizations]]\nlogin = "hubot"'),
    ).toEqual([
      '10 declared-twice: the login "OctoCat" is declared twice (the login "octocat")',
      '12 declared-twice: the login "hubot" is declared twice (the login "hubot")',
    ]);
  });

  test("ids are taken once", async () => {
    expect(
      await githubProblems('[[github.users]]\nlogin = "a"\nid = 5\n[[github.users]]\nlogin = "b"\nid = 5'),
    ).toEqual(["6 declared-twice: the id 5 of an account is declared twice (the id 5 of an account)"]);
  });

  test("members and teams name users that are there", async () => {
    expect(
      await problems(`[[github.organizations]]
login = "other"
members = { octocta = "admin", acme = "member" }
[[github.organizations.teams]]
name = "A"
members = ["hubto"]
repositories = { "other/app" = "write" }
parent = "b"
[[github.organizations.teams]]
name = "a"
`),
    ).toEqual([
      '11 unknown-name: github.organizations[1].members.octocta: there is no user "octocta" (octocat)',
      '11 unknown-name: github.organizations[1].members.acme: "acme" is an organization, not a user',
      '12 declared-twice: the team "a" of other is declared twice (the team "a" of other)',
      '14 unknown-name: github.organizations[1].teams[0].members[0]: there is no user "hubto" (hubot)',
      '15 unknown-name: github.organizations[1].teams[0].repositories."other/app": there is no repository "other/app"',
      '16 unknown-name: github.organizations[1].teams[0].parent: there is no team "b" in other (a)',
    ]);
  });

  test("a team is not its own parent, over however many others", async () => {
    const [first, second] = await problems(`[[github.organizations]]
login = "other"
teams = [{ name = "a", parent = "b" }, { name = "b", parent = "a" }]
`);
    expect(first).toContain('11 impossible-state: the team "a" of other is its own parent');
    expect(second).toContain('11 impossible-state: the team "b" of other is its own parent');
  });
});

describe("repositories", () => {
  test("need an owner that is there", async () => {
    expect(await problems('[[github.repositories]]\nowner = "octcat"\nname = "demo"')).toEqual([
      '10 unknown-name: github.repositories[0].owner: there is no user or organization "octcat" (octocat)',
    ]);
  });

  test("an owner that could not be read is not missing as well", async () => {
    expect(
      await githubProblems(
        '[[github.users]]\nlogin = "octocat"\nnmae = "x"\n[[github.repositories]]\nowner = "octocat"\nname = "demo"',
      ),
    ).toEqual(['3 unknown-field: unknown field "nmae" in github.users[0] (name)']);
  });

  test("a name with its owner is explained", async () => {
    const [problem] = await problems('[[github.repositories]]\nowner = "octocat"\nname = "octocat/demo"');
    expect(problem).toContain("must be a repository's name without its owner");
  });

  test.each(["..", ".", "a/b", "demo.git", "dé", "a".repeat(101), ""])(
    "the name %j is refused",
    async (name) => {
      const found = await problems(`[[github.repositories]]\nowner = "octocat"\nname = "${name}"`);
      expect(found[0]).toContain("github.repositories[0].name must be");
    },
  );

  test("stand once in any case, with redirects that lead somewhere else", async () => {
    expect(
      await problems(`[[github.repositories]]
owner = "octocat"
name = "demo"
former_names = ["octocat/Demo", "acme/old"]
[[github.repositories]]
owner = "Octocat"
name = "DEMO"
[[github.repositories]]
owner = "acme"
name = "app"
former_names = ["acme/old"]
`),
    ).toEqual([
      "12 impossible-state: octocat/Demo is the repository's own name, not a former one (octocat/demo)",
      "15 declared-twice: the repository Octocat/DEMO is declared twice (the repository octocat/demo)",
      "19 declared-twice: the former name acme/old is declared twice (the former name acme/old)",
    ]);
  });

  test("are internal to organizations only, and forks as hidden as what they come from", async () => {
    expect(
      await problems(`[[github.repositories]]
owner = "octocat"
name = "demo"
visibility = "internal"
[[github.repositories]]
owner = "hubot"
name = "demo"
fork_of = "octocat/demo"
`),
    ).toEqual([
      "12 impossible-state: octocat/demo is internal, and octocat is no organization",
      "16 impossible-state: hubot/demo is public, and a fork of octocat/demo, which is internal",
    ]);
  });

  test("say who sees them once", async () => {
    const [problem] = await problems(
      '[[github.repositories]]\nowner = "octocat"\nname = "demo"\nprivate = true\nvisibility = "public"',
    );
    expect(problem).toContain("conflicting-fields");
  });

  test("labels are names or tables, each once in any case", async () => {
    const { repositories } = await githubOf(`${accounts}
[[github.repositories]]
owner = "octocat"
name = "demo"
labels = ["bug", { name = "urgent", color = "#D73A4A" }]
milestones = ["v1", { title = "v2", due_on = 2027-01-15T11:30:00+01:00 }]
`);
    expect(repositories[0]).toMatchObject({
      labels: [
        { name: "bug", color: "ededed", description: null },
        { name: "urgent", color: "d73a4a", description: null },
      ],
      milestones: [
        { title: "v1", dueOn: null },
        { title: "v2", dueOn: "2027-01-15T10:30:00Z" },
      ],
    });
    expect(
      await problems(
        '[[github.repositories]]\nowner = "octocat"\nname = "demo"\nlabels = ["bug", "Bug", { name = "x", color = "red" }]\n',
      ),
    ).toEqual([
      '12 invalid-value: github.repositories[0].labels[2].color must be a colour of six hexadecimal digits, not "red"',
    ]);
    expect(
      await problems('[[github.repositories]]\nowner = "octocat"\nname = "demo"\nlabels = ["bug", "Bug"]\n'),
    ).toEqual(['12 declared-twice: the label "Bug" is declared twice (the label "bug")']);
  });
});
