import { describe, expect, test } from "vitest";
import { githubOf, githubProblems } from "../../../../tests/samples/github-section.ts";

const accounts = `
[[github.users]]
login = "octocat"
[[github.users]]
login = "hubot"
[[github.organizations]]
login = "acme"
members = { octocat = "admin" }
`;

/** Lines of a file behind the accounts, which take eight. */
function problems(text: string): Promise<readonly string[]> {
  return githubProblems(`# accounts\n${accounts.trim()}\n${text.trim()}`);
}

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

describe("tokens", () => {
  const repository = '[[github.repositories]]\nowner = "octocat"\nname = "demo"\n';

  test("the token of the document loads alone, and acts as its owner", async () => {
    const { tokens } = await githubOf(`${accounts}[[github.tokens]]\nvalue = "ghs_123"\nowner = "octocat"\n`);
    expect(tokens[0]).toMatchObject({
      name: "octocat's token",
      value: "ghs_123",
      kind: "installation",
      owner: "octocat",
      permissions: null,
      repositories: null,
      installation: null,
    });
  });

  test("values that are not given are made up, the same in every run", async () => {
    const text = `${accounts}[github]\ndefault_token = "ci"\n[[github.tokens]]\nname = "ci"\nowner = "octocat"\n[[github.tokens]]\nowner = "octocat"\n`;
    const [first, second] = [await githubOf(text), await githubOf(text)];
    expect(first.tokens.map(({ name }) => name)).toEqual(["ci", "octocat's token 2"]);
    expect(first.tokens[0]?.value).toMatch(/^ghp_[A-Za-z0-9]{36}$/);
    expect(first.tokens[0]?.value).not.toBe(first.tokens[1]?.value);
    expect(second).toEqual(first);
  });

  test("name owners and repositories that are there", async () => {
    expect(
      await problems(
        `${repository}[[github.tokens]]\nowner = "octoct"\nrepositories = ["octocat/dmeo", "demo"]\n`,
      ),
    ).toEqual([
      '14 invalid-value: github.tokens[0].repositories[1] must be a repository with its owner, "octocat/demo", not "demo"',
    ]);
    expect(
      await problems(`${repository}[[github.tokens]]\nowner = "octoct"\nrepositories = ["octocat/dmeo"]\n`),
    ).toEqual([
      '13 unknown-name: github.tokens[0].owner: there is no user or organization "octoct" (octocat)',
      '14 unknown-name: github.tokens[0].repositories[0]: there is no repository "octocat/dmeo" (octocat/demo)',
    ]);
  });

  test("two spellings of the visibility exclude each other; each alone is read", async () => {
    const one = await githubOf(
      `${accounts}[[github.tokens]]\nowner = "octocat"\nrepo_visibility = "public"\n`,
    );
    expect(one.tokens[0]?.repositoryVisibility).toBe("public");
    const [problem] = await problems(
      '[[github.tokens]]\nowner = "octocat"\nrepo_visibility = "public"\nrepository_visibility = "all"\n',
    );
    expect(problem).toContain("conflicting-fields");
  });

  test("permissions are told with their places, and what was meant", async () => {
    expect(
      await problems(
        '[[github.tokens]]\nvalue = "github_pat_x"\nowner = "octocat"\npermissions = ["isues:write", "read:org", "contents:admin", "checks", "checks:read"]\n',
      ),
    ).toEqual([
      '12 invalid-value: github.tokens[0].permissions[0]: "isues:write" is no permission of GitHub (issues:write)',
      '12 invalid-value: github.tokens[0].permissions[1]: "read:org" is a scope, and fine-grained tokens have permissions',
      '12 invalid-value: github.tokens[0].permissions[2]: "contents:admin" has a level that contents does not have (contents:read, contents:write)',
      '12 declared-twice: github.tokens[0].permissions[4]: "checks:read" is said twice',
    ]);
    const { tokens } = await githubOf(
      `${accounts}[[github.tokens]]\nowner = "octocat"\npermissions = ["read:org", "issues"]\n`,
    );
    expect(tokens[0]).toMatchObject({
      kind: "classic",
      scopes: ["read:org"],
      permissions: { issues: "write" },
    });
  });

  test("a malformed end is told", async () => {
    const [problem] = await problems(
      '[[github.tokens]]\nowner = "octocat"\nexpires = "2027-02-30T00:00:00Z"\n',
    );
    expect(problem).toContain("11 invalid-value: github.tokens[0].expires must be a time with its offset");
  });

  test("several need a default", async () => {
    const two = '[[github.tokens]]\nowner = "octocat"\n[[github.tokens]]\nowner = "hubot"\n';
    expect(await problems(two)).toEqual([
      "11 no-default-token: there are 2 tokens and no default_token (octocat's token, hubot's token)",
    ]);
    expect(await problems(`[github]\ndefault_token = "hubots token"\n${two}`)).toEqual([
      "10 unknown-name: github.default_token names none of the tokens (hubot's token)",
    ]);
    expect(await problems('[github]\ndefault_token = "ci"')).toEqual([
      "10 unknown-name: github.default_token is given, and there are no tokens",
    ]);
  });

  test("values and names are given once, and values never told", async () => {
    const found = await problems(
      '[github]\ndefault_token = "ci"\n[[github.tokens]]\nname = "ci"\nvalue = "ghp_secret"\nowner = "octocat"\n[[github.tokens]]\nname = "ci"\nvalue = "ghp_secret"\nowner = "hubot"\n',
    );
    expect(found).toEqual([
      '16 declared-twice: the token "ci" is declared twice (the token "ci")',
      '17 declared-twice: the value of the token "ci" is declared twice (the value of the token "ci")',
    ]);
  });
});
