import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { githubOf, githubProblems } from "../../../../tests/samples/github-section.ts";

const start = `[[github.users]]
login = "octocat"
[[github.users]]
login = "hubot"
[[github.repositories]]
owner = "octocat"
name = "demo"
`;

/** Problems of a repository with these lines, which stand from line 8. */
function problems(lines: string): Promise<readonly string[]> {
  return githubProblems(`${start}${lines}`);
}

describe("files", () => {
  test("are texts, JSON, bytes, files of the project and links", async () => {
    const { repositories } = await githubOf(
      `${start}[github.repositories.files]
"README.md" = "# demo"
"package.json" = { json = { name = "demo" } }
"bin/run" = { text = "#!/bin/sh", executable = true }
"logo.png" = { base64 = "/9g=" }
"copy.txt" = { file = "copy.txt" }
"latest" = { link = "README.md" }
`,
      { "copy.txt": "from the project" },
    );
    expect(repositories[0]?.files).toEqual([
      { path: "README.md", content: "# demo", mode: "100644" },
      { path: "package.json", content: '{\n  "name": "demo"\n}\n', mode: "100644" },
      { path: "bin/run", content: "#!/bin/sh", mode: "100755" },
      { path: "logo.png", content: "\udcff\udcd8", mode: "100644" },
      { path: "copy.txt", content: "from the project", mode: "100644" },
      { path: "latest", content: "README.md", mode: "120000" },
    ]);
  });

  test.each(["../x", "/etc/passwd", "a/../b", ".git/config", "a/.GIT/x", "git~1", "a//b", "", "./x", "a/"])(
    "the path %j is refused",
    async (path) => {
      const found = await problems(`files = { "${path}" = "x" }`);
      expect(found).toHaveLength(1);
      expect(found[0]).toContain("8 invalid-value: github.repositories[0].files");
    },
  );

  test("a path is a file or a folder", async () => {
    expect(await problems('files = { a = "x", "a/b" = "y" }')).toEqual([
      '8 impossible-state: github.repositories[0].files: "a/b" lies below a file',
    ]);
  });
});

describe("histories", () => {
  test("branches start where the one they come from stands, and commits follow", async () => {
    const { repositories } = await githubOf(`${start}
files = { "README.md" = "one" }
branches = ["next", { name = "topic", from = "next", files = { "a.txt" = "a" } }]
tags = ["v1", { name = "v2", target = "next", message = "Second" }]
[[github.repositories.commits]]
message = "two"
branch = "next"
author = "hubot"
date = 2025-01-14T09:00:00+01:00
remove = ["README.md"]
`);
    expect(repositories[0]).toMatchObject({
      branches: [
        { name: "next", from: null },
        { name: "topic", from: "next", files: [{ path: "a.txt" }] },
      ],
      tags: [
        { name: "v1", target: null },
        { name: "v2", target: "next", message: "Second" },
      ],
      commits: [{ message: "two", author: "hubot", date: "2025-01-14T08:00:00Z", remove: ["README.md"] }],
    });
  });

  test.each(["../x", "a..b", "a b", "-x", "HEAD", "x.lock", "a~1", "/a", "a/", "refs/@{"])(
    "git takes no branch %j",
    async (name) => {
      const [problem] = await problems(`branches = ["${name}"]`);
      expect(problem).toContain("8 invalid-value: github.repositories[0].branches[0]: git takes no");
    },
  );

  test("all that does not go together is told at once", async () => {
    expect(
      await problems(`files = { "a.txt" = "a" }
branches = ["next", "next", { name = "x", from = "y" }, { name = "y", from = "x" }, "next/more"]
tags = ["v1", "v1", { name = "v2", target = "nxt" }]
protection = { mian = { reviews = 1 }, main = { restrictions = ["octocta"] } }
commits = [{ message = "m", branch = "topic", author = "hubt" }, { message = "n", remove = ["b.txt"] }]
`),
    ).toEqual([
      '9 impossible-state: octocat/demo has the branches "next" and "next/more"',
      '9 impossible-state: the branch "x" of octocat/demo starts from itself, directly or through others',
      '9 impossible-state: the branch "y" of octocat/demo starts from itself, directly or through others',
      '9 declared-twice: the branch "next" is declared twice (the branch "next")',
      '10 declared-twice: the tag "v1" is declared twice (the tag "v1")',
      '10 unknown-name: github.repositories[0].tags[2].target: there is no branch "nxt" in octocat/demo (next)',
      '11 unknown-name: github.repositories[0].protection.mian: there is no branch "mian" in octocat/demo (main)',
      '11 unknown-name: github.repositories[0].protection.main.restrictions[0]: there is no user "octocta" (octocat)',
      '12 impossible-state: octocat/demo: the commit "n" removes "b.txt", which is not there',
      '12 unknown-name: github.repositories[0].commits[0].branch: there is no branch "topic" in octocat/demo',
      '12 unknown-name: github.repositories[0].commits[0].author: there is no user "hubt" (hubot)',
    ]);
  });

  test("as many branches, tags and commits as the limits say, and not one more", async () => {
    const lines = (branches: number, commits: number): string =>
      `files = { a = "a" }
branches = [${Array.from({ length: branches }, (_, index) => `"b${index}"`).join(", ")}]
tags = [${Array.from({ length: branches }, (_, index) => `"t${index}"`).join(", ")}]
commits = [${Array.from({ length: commits }, (_, index) => `{ message = "c${index}" }`).join(", ")}]
`;
    expect(await problems(lines(limits.githubBranches, limits.githubCommits))).toEqual([]);
    expect(await problems(lines(limits.githubBranches + 1, limits.githubCommits + 1))).toEqual([
      "9 over-limit: github.repositories[0] has 1001 branches; 1000 are the most",
      "10 over-limit: github.repositories[0] has 1001 tags; 1000 are the most",
      "11 over-limit: github.repositories[0] has 2001 commits; 2000 are the most",
    ]);
  });

  test("an empty repository has no branch to protect", async () => {
    expect(await problems("protection = { main = {} }")).toEqual([
      '8 unknown-name: github.repositories[0].protection.main: there is no branch "main" in octocat/demo',
    ]);
  });

  test("a fork has its parent's branches, and is none of itself", async () => {
    const fork = '[[github.repositories]]\nowner = "hubot"\nname = "demo"\n';
    const { repositories } = await githubOf(
      `${start}files = { a = "a" }\nbranches = ["topic"]\n${fork}fork_of = "octocat/demo"\nprotection = { topic = {} }\n`,
    );
    expect(repositories[1]?.forkOf).toBe("octocat/demo");
    expect(await problems('fork_of = "octocat/demo"\n')).toEqual([
      "8 impossible-state: octocat/demo is a fork of itself",
    ]);
    expect(await problems(`fork_of = "hubot/demo"\n${fork}fork_of = "octocat/demo"\n`)).toEqual([
      "8 impossible-state: octocat/demo is a fork of itself, through others",
      "12 impossible-state: hubot/demo is a fork of itself, through others",
    ]);
    expect(await problems(`${fork}fork_of = "octocat/dmeo"\n`)).toEqual([
      '11 unknown-name: github.repositories[1].fork_of: there is no repository "octocat/dmeo" (octocat/demo)',
    ]);
  });
});
