import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { saysLine, shellRuleOf, shellRuleTakes } from "./bash-rules.ts";
import { readShellLine } from "./shell.ts";

function takes(content: string, command: string, current = false): boolean {
  return shellRuleTakes(shellRuleOf(content), readShellLine(command).commands[0]?.words ?? [], current);
}

describe("rules about commands", () => {
  test.each([
    ["npm run test:*", "npm run test", true],
    ["npm run test:*", "npm run test --watch", true],
    ["npm run test:*", "npm  run   test", true],
    ["npm run test:*", "'npm' run test", true],
    ["npm run test:*", "npm run tests", false],
    ["npm run test:*", "npm run test:unit", false],
    ["npm run test:*", "npm run", false],
    ["npm run test:*", "'npm run' test", false],
    ["a && b:*", "a", false],
    ["git *", "git push", true],
    ["git *", "git", false],
    ["git *", "gitk x", false],
    ["git * main", "git push origin main", true],
    ["git * main", "git push origin mainly", false],
    ["npm test", "npm test", true],
    ["npm test", "npm  test", true],
    ["npm test", "npm test x", false],
    ["echo 'a b'", 'echo "a b"', false],
    ["echo 'a b'", "echo 'a b'", true],
  ])("%s takes %s: %s", (content, command, expected) => {
    expect(takes(content, command)).toBe(expected);
  });

  test("since 2.1.328 a star after a space may stand for nothing", () => {
    expect(takes("git *", "git", true)).toBe(true);
    expect(takes("git*", "git", true)).toBe(true);
    expect(takes("git *", "gitk", true)).toBe(false);
  });

  test("a rule may say a whole line", () => {
    expect(saysLine(shellRuleOf("a && b"), "a && b")).toBe(true);
    expect(saysLine(shellRuleOf("a:*"), "a")).toBe(true);
    expect(saysLine(shellRuleOf("a *"), "a *")).toBe(false);
  });
});

test("a prefix takes nothing that does not begin with its words", () => {
  const word = fc.stringMatching(/^[a-z][a-z-]{0,3}$/);
  const words = fc.array(word, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(words, words, fc.constantFrom(" ", "  ", "'"), (prefix, command, gap) => {
      const text = gap === "'" ? command.map((one) => `'${one}'`).join(" ") : command.join(gap);
      const begins = prefix.every((one, at) => command[at] === one);
      expect(takes(`${prefix.join(" ")}:*`, text)).toBe(begins);
    }),
  );
});

test("a prefix takes no command whose first words were glued together", () => {
  const word = fc.stringMatching(/^[a-z]{1,4}$/);
  fc.assert(
    fc.property(word, word, fc.stringMatching(/^[a-z]{1,3}$/), (first, second, more) => {
      expect(takes(`${first} ${second}:*`, `${first} ${second}${more}`)).toBe(false);
      expect(takes(`${first} ${second}:*`, `"${first} ${second}" ${more}`)).toBe(false);
    }),
  );
});
