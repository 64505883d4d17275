import { describe, expect, expectTypeOf, test } from "vitest";
import { ConfigValidationError } from "../core/index.ts";
import { emptyOrg, githubApp, monorepo, singleRepo } from "../doubles/github/index.ts";
import { defineScenario } from "./define-scenario.ts";
import type { ScenarioInput } from "./doubles.ts";
import { mergeScenarios } from "./merge-scenarios.ts";

function problems(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof ConfigValidationError)
      return error.findings.map(({ name, what }) => `${name}: ${what}`);
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("builders", () => {
  test.each([
    ["a repository", singleRepo("octocat")],
    ["one of an organization", singleRepo("acme", { name: "app", ownerIsOrg: true, defaultBranch: "trunk" })],
    ["one that is archived", singleRepo("octocat", { archived: true, files: {}, labels: ["bug"] })],
    ["an organization", emptyOrg("acme", { name: "Acme" })],
    ["a repository of packages", monorepo("acme", "app", ["web", "api"], { ownerIsOrg: true })],
    ["one with files", monorepo("acme", "app", { web: { "index.ts": "" } }, { folder: "apps" })],
    ["an app", githubApp("bot", { account: "acme", repositories: ["app"], permissions: ["contents:read"] })],
  ])("%s is a scenario", (_name, scenario) => {
    expect(defineScenario(scenario)).toBe(scenario);
  });

  test("hold what they are called after", () => {
    expect(singleRepo("octocat").github.repositories).toEqual([
      { owner: "octocat", name: "repo", files: { "README.md": "# repo\n" } },
    ]);
    const { repositories } = monorepo("acme", "app", { web: { "index.ts": "x" } }, { folder: "apps" }).github;
    expect(repositories?.[0]?.files).toEqual({
      "package.json": { json: { name: "app", private: true, workspaces: ["apps/*"] } },
      "apps/web/package.json": { json: { name: "web", version: "0.0.0" } },
      "apps/web/index.ts": "x",
    });
    expect(() => monorepo("acme", "app", [])).toThrow("at least one package");
    expect(githubApp("bot", { account: "acme", accessToken: "ghs_bot" }).github.installations).toEqual([
      { app: "bot", account: "acme", accessToken: "ghs_bot" },
    ]);
  });

  test("have types that name what there is", () => {
    expectTypeOf(singleRepo("octocat")).toExtend<ScenarioInput>();
    // @ts-expect-error there is no such field
    const typo = singleRepo("octocat", { nmae: "demo" });
    expect(problems(() => defineScenario(typo))).toEqual([
      'unknown-field: unknown field "nmae" in github.repositories[0]',
    ]);
    // @ts-expect-error the owner is said once
    expectTypeOf(singleRepo).parameter(1).toExtend<{ owner: string }>();
    expectTypeOf(mergeScenarios()).toExtend<ScenarioInput>();
  });

  test("a mistake is a ConfigValidationError with all that is wrong", () => {
    const broken = singleRepo("octo cat", { protection: { next: {} } });
    expect(problems(() => defineScenario(broken))).toEqual([
      'invalid-value: github.users[0].login must be a login: letters, digits and single hyphens between them, at most 39, not "octo cat"',
      'invalid-value: github.repositories[0].owner must be a login: letters, digits and single hyphens between them, at most 39, not "octo cat"',
    ]);
    expect(problems(() => defineScenario(singleRepo("octocat", { protection: { next: {} } })))).toEqual([
      'unknown-name: github.repositories[0].protection.next: there is no branch "next" in octocat/repo',
    ]);
  });
});

describe("mergeScenarios", () => {
  test("of one name is one, with the fields of both; tokens and the default token are kept", () => {
    const merged = mergeScenarios(
      singleRepo("acme", { name: "app", ownerIsOrg: true }),
      emptyOrg("Acme", { description: "All of it" }),
      githubApp("bot", { account: "acme", accountIsOrg: true, repositories: ["app"] }),
      {
        github: {
          users: [{ login: "octocat" }],
          tokens: [{ name: "ci", owner: "octocat" }],
          defaultToken: "ci",
        },
      },
      {
        github: {
          tokens: [
            { name: "ci", owner: "octocat" },
            { name: "other", owner: "octocat" },
          ],
        },
      },
      { now: "2025-01-15T10:30:00Z", commands: [{ run: "git push", reply: { exitCode: 0 } }] },
      { commands: [{ run: "git push", reply: { exitCode: 0 } }] },
    );
    expect(merged.github?.organizations).toHaveLength(1);
    expect(merged.github?.repositories).toEqual([
      { owner: "acme", name: "app", files: { "README.md": "# app\n" } },
    ]);
    expect(merged.github?.tokens).toHaveLength(2);
    expect(merged.github?.defaultToken).toBe("ci");
    expect(merged.commands).toHaveLength(1);
    expect(merged.now).toBe("2025-01-15T10:30:00Z");
  });

  test("tells every conflict at once, and no token's value", () => {
    expect(
      problems(() =>
        mergeScenarios(
          {
            seed: 1,
            github: {
              users: [{ login: "octocat", name: "A" }],
              tokens: [{ value: "ghp_secret", owner: "octocat" }],
              defaultToken: "a",
            },
          },
          {
            seed: 2,
            github: {
              users: [{ login: "octocat", name: "B" }],
              tokens: [{ value: "ghp_secret", owner: "hubot" }],
              defaultToken: "b",
            },
          },
        ),
      ),
    ).toEqual([
      "scalar-twice: two scenarios give seed different values: 1 and 2",
      'scalar-twice: two scenarios give github.users octocat.name different values: "A" and "B"',
      'scalar-twice: two scenarios give github.tokens without a name.owner different values: "octocat" and "hubot"',
      "scalar-twice: two scenarios give github.defaultToken different values",
    ]);
  });

  test("what comes of it is checked as a whole", () => {
    expect(
      problems(() =>
        defineScenario(
          mergeScenarios(
            { github: { users: [{ login: "a" }], tokens: [{ name: "one", owner: "a" }] } },
            { github: { tokens: [{ name: "two", owner: "a" }] } },
          ),
        ),
      ),
    ).toEqual(["no-default-token: there are 2 tokens and no default_token"]);
  });
});
