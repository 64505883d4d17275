import fc from "fast-check";
import { expect, test } from "vitest";
import { issueReferences, mentionedLogins } from "./references.ts";

test.each([
  ["#3", null, 3, false],
  ["see (#3).", null, 3, false],
  ["Fixes #3", null, 3, true],
  ["fix: #12", null, 12, true],
  ["CLOSED octocat/demo#3", "octocat/demo", 3, true],
  ["resolves https://github.com/octocat/demo/issues/7", "octocat/demo", 7, true],
  ["http://127.0.0.1:40213/octocat/demo/pull/8", "octocat/demo", 8, false],
  ["GH-26", null, 26, false],
])("%s names an issue", (text, repository, number, closes) => {
  const found = issueReferences(text);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ number, closes });
  const named = found[0]?.repository;
  expect(named === null || named === undefined ? null : `${named.owner}/${named.name}`).toBe(repository);
});

test.each([
  "`fixes #3`",
  "```\nfixes #3\n```",
  "~~~ts\n#3\n~~~",
  "<!-- closes #3 -->",
  "<!-- closes #3",
  "a#3",
  "#3a",
  "&#39;",
  "#0",
  "##3",
  "https://gitlab.com/octocat/demo/issues/7",
])("%s names no issue", (text) => {
  expect(issueReferences(text)).toEqual([]);
});

test("a keyword counts for the next reference only", () => {
  expect(issueReferences("fixes #1, #2 and closes #3").map(({ closes }) => closes)).toEqual([
    true,
    false,
    true,
  ]);
  expect(issueReferences("prefixes #1")).toMatchObject([{ closes: false }]);
});

test("mentions name users, not teams, addresses or code", () => {
  expect(mentionedLogins("@octocat, ask @Hubot! (@octocat) @acme/core a@b.example `@code` @-x")).toEqual([
    "octocat",
    "hubot",
  ]);
});

test("no text is too strange, and what is named has a number that can be", () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom("#", "fixes ", "@", "`", "```\n", "<!--", "-->", "/", "3"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      expect(issueReferences(text).filter(({ number }) => number <= 0)).toEqual([]);
      expect(mentionedLogins(text).filter((login) => !/^[a-z\d-]{1,39}$/.test(login))).toEqual([]);
    }),
  );
});
