import { expect, test } from "vitest";
import { githubProblems } from "../../../../tests/samples/github-section.ts";

/** What most cases stand on. */
const base = `
[[github.users]]
login = "u"
[[github.organizations]]
login = "o"
[[github.repositories]]
owner = "u"
name = "r"
files = { "a" = "a" }
branches = [{ name = "t", files = { "t" = "t" } }]
`;
const repository = '[[github.repositories]]\nowner = "u"\nname = "x"\n';
const issue = '[[github.issues]]\nrepository = "u/r"\ntitle = "A"\n';
const pull = '[[github.pull_requests]]\nrepository = "u/r"\ntitle = "A"\nhead = "t"\n';
const token = '[[github.tokens]]\nowner = "u"\n';
const app = '[[github.apps]]\nslug = "b"\n';
const installation = '[[github.installations]]\napp = "b"\naccount = "u"\n';

/**
 * Every mistake that simulacat's ConfigValidationError tells of, as a scenario has it here: simulacat's words, the lines,
 * and the finding. What a scenario can't even write is not listed: branches stand in their repository, so that none can
 * name another one.
 */
const cases: readonly (readonly [simulacat: string, lines: string, finding: string])[] = [
  ["Organization login must be a non-empty string", '[[github.organizations]]\nlogin = ""', "invalid-value"],
  ["User login must be a non-empty string", '[[github.users]]\nlogin = ""', "invalid-value"],
  ["User login must be a non-empty string (a number)", "[[github.users]]\nlogin = 5", "wrong-type"],
  [
    "Repository owner must be a non-empty string",
    '[[github.repositories]]\nowner = ""\nname = "x"',
    "invalid-value",
  ],
  [
    "Repository name must be a non-empty string",
    '[[github.repositories]]\nowner = "u"\nname = ""',
    "invalid-value",
  ],
  ["Default branch name must be a non-empty string", `${repository}default_branch = ""`, "invalid-value"],
  ["Branch name must be a non-empty string", `${repository}branches = [""]`, "invalid-value"],
  [
    "Branch sha must be a non-empty string",
    `${repository}branches = [{ name = "y", sha = "" }]`,
    "invalid-value",
  ],
  [
    "Issue owner must be a non-empty string",
    '[[github.issues]]\nrepository = "/r"\ntitle = "A"',
    "invalid-value",
  ],
  [
    "Issue repository must be a non-empty string",
    '[[github.issues]]\nrepository = ""\ntitle = "A"',
    "invalid-value",
  ],
  [
    "Issue title must be a non-empty string",
    '[[github.issues]]\nrepository = "u/r"\ntitle = ""',
    "invalid-value",
  ],
  ["Issue author must be a non-empty string", `${issue}author = ""`, "invalid-value"],
  [
    "Pull request title must be a non-empty string",
    '[[github.pull_requests]]\nrepository = "u/r"\ntitle = ""\nhead = "t"',
    "invalid-value",
  ],
  ["Pull request author must be a non-empty string", `${pull}author = ""`, "invalid-value"],
  ["Pull request base branch must be a non-empty string", `${pull}base = ""`, "invalid-value"],
  [
    "Pull request head branch must be a non-empty string",
    '[[github.pull_requests]]\nrepository = "u/r"\ntitle = "A"\nhead = ""',
    "invalid-value",
  ],
  ["Token value must be a non-empty string", `${token}value = ""`, "invalid-value"],
  ["Token owner must be a non-empty string", '[[github.tokens]]\nowner = ""', "invalid-value"],
  ["Token permission must be a non-empty string", `${token}permissions = [""]`, "invalid-value"],
  ["Token repository must be a non-empty string", `${token}repositories = [""]`, "invalid-value"],
  ["Token permissions must be an iterable of strings", `${token}permissions = "issues"`, "wrong-type"],
  ["Token repositories must be an iterable of strings", `${token}repositories = "u/r"`, "wrong-type"],
  ["App slug must be a non-empty string", '[[github.apps]]\nslug = ""', "invalid-value"],
  ["App name must be a non-empty string", `${app}name = ""`, "invalid-value"],
  ["App owner must be a non-empty string", `${app}owner = ""`, "invalid-value"],
  [
    "Installation app slug must be a non-empty string",
    '[[github.installations]]\napp = ""\naccount = "u"',
    "invalid-value",
  ],
  [
    "Installation account must be a non-empty string",
    `${app}[[github.installations]]\napp = "b"\naccount = ""`,
    "invalid-value",
  ],
  [
    "Installation repository must be a non-empty string",
    `${app}${installation}repositories = [""]`,
    "invalid-value",
  ],
  [
    "Installation permission must be a non-empty string",
    `${app}${installation}permissions = [""]`,
    "invalid-value",
  ],
  [
    "Installation access token must be a non-empty string",
    `${app}${installation}access_token = ""`,
    "invalid-value",
  ],
  ["Default token must be a non-empty string", '[github]\ndefault_token = ""', "invalid-value"],
  ["Issue number must be a positive integer", `${issue}number = 0`, "invalid-value"],
  ["Issue number must be a positive integer (a boolean)", `${issue}number = true`, "wrong-type"],
  ["Pull request number must be a positive integer", `${pull}number = -1`, "invalid-value"],
  ["App ID must be a positive integer", `${app}id = 0`, "invalid-value"],
  ["Installation ID must be a positive integer", `${app}${installation}id = 0`, "invalid-value"],
  ["Duplicate organization login", '[[github.organizations]]\nlogin = "o"', "declared-twice"],
  ["Duplicate user login", '[[github.users]]\nlogin = "U"', "declared-twice"],
  [
    "Duplicate token value",
    `[github]\ndefault_token = "x"\n${token}value = "x"\n${token}value = "x"`,
    "declared-twice",
  ],
  ["Duplicate token permission", `${token}permissions = ["issues:read", "issues:write"]`, "declared-twice"],
  ["Duplicate token repository reference", `${token}repositories = ["u/r", "U/R"]`, "declared-twice"],
  ["Duplicate app slug", `${app}${app}`, "declared-twice"],
  [
    "Duplicate installation ID",
    `${app}${installation}id = 1\n[[github.installations]]\napp = "b"\naccount = "o"\nid = 1`,
    "declared-twice",
  ],
  [
    "Duplicate installation permission",
    `${app}${installation}permissions = ["issues", "issues"]`,
    "declared-twice",
  ],
  [
    "User organization must refer to a defined organization",
    '[[github.organizations]]\nlogin = "p"\nmembers = ["nobody"]',
    "unknown-name",
  ],
  [
    "Repository owner must be a defined user or organization",
    '[[github.repositories]]\nowner = "nobody"\nname = "x"',
    "unknown-name",
  ],
  ["Duplicate repository definition", '[[github.repositories]]\nowner = "u"\nname = "R"', "declared-twice"],
  [
    "Conflicting branch metadata",
    `${repository}branches = ["y", { name = "y", sha = "1" }]`,
    "declared-twice",
  ],
  ["Conflicting default branch metadata", `${repository}branches = ["main"]`, "declared-twice"],
  [
    "Issue refers to unknown repository",
    '[[github.issues]]\nrepository = "u/x"\ntitle = "A"',
    "unknown-name",
  ],
  [
    "Pull request refers to unknown repository",
    '[[github.pull_requests]]\nrepository = "u/x"\ntitle = "A"\nhead = "t"',
    "unknown-name",
  ],
  ["Duplicate issue number", `${issue}number = 1\n${issue}number = 1`, "declared-twice"],
  ["Duplicate pull request number", `${pull}number = 1\n${issue}number = 1`, "declared-twice"],
  ["Issue state must be one of", `${issue}state = "merged"`, "invalid-value"],
  ["Pull request state must be one of", `${pull}state = "merged"`, "invalid-value"],
  [
    "Pull request branch must reference a configured branch",
    '[[github.pull_requests]]\nrepository = "u/r"\ntitle = "A"\nhead = "x"',
    "unknown-name",
  ],
  [
    "Token owner must be a defined user or organization",
    '[[github.tokens]]\nowner = "nobody"',
    "unknown-name",
  ],
  ["Token repository must be in the form 'owner/repo'", `${token}repositories = ["r"]`, "invalid-value"],
  [
    "Token repository must be in the form 'owner/repo' (three parts)",
    `${token}repositories = ["u/r/x"]`,
    "invalid-value",
  ],
  [
    "Token repository must reference a configured repository",
    `${token}repositories = ["u/x"]`,
    "unknown-name",
  ],
  ["Token repository visibility must be one of", `${token}repository_visibility = "hidden"`, "invalid-value"],
  ["App owner must be a defined user or organization", `${app}owner = "nobody"`, "unknown-name"],
  ["Installation app must reference a defined GitHub App", installation, "unknown-name"],
  [
    "Installation account must be a defined user or organization",
    `${app}[[github.installations]]\napp = "b"\naccount = "nobody"`,
    "unknown-name",
  ],
  [
    "Installation repository must reference a configured repository",
    `${app}${installation}repositories = ["u/x"]`,
    "unknown-name",
  ],
  [
    "Duplicate token value: installation access_token duplicates a standalone token",
    `[github]\ndefault_token = "x"\n${token}value = "x"\n${app}${installation}access_token = "x"`,
    "declared-twice",
  ],
  [
    "Default token must match one of the configured tokens",
    `[github]\ndefault_token = "y"\n${token}value = "x"`,
    "unknown-name",
  ],
  ["Default token without any token", '[github]\ndefault_token = "y"', "unknown-name"],
  ["Multiple tokens configured but no default_token set", `${token}${token}`, "no-default-token"],
  [
    "Multiple tokens configured (an installation's counts)",
    `${token}${app}${installation}access_token = "x"`,
    "no-default-token",
  ],
];

test.each(cases)("%s", async (_simulacat, lines, name) => {
  const found = await githubProblems(`${base}${lines}\n`);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(new RegExp(`^\\d+ ${name}: `));
});

test("and what all of them stand on is right", async () => {
  expect(await githubProblems(base)).toEqual([]);
});
