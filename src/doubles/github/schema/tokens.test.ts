import { describe, expect, test } from "vitest";
import {
  accounts,
  githubOf,
  problemsBehindAccounts as problems,
} from "../../../../tests/samples/github-section.ts";

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
