import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeValue, mapped, readCommandLine, string } from "../index.ts";
import type { Matcher } from "../../core/index.ts";

const line = mapped(string(), (text, context) => readCommandLine(text, context));

function read(text: string): { command: string; words: (string | Matcher)[]; rest: boolean } | string {
  const result = decodeValue(line, text, { label: "run" });
  if (!result.ok) return result.findings.map((one) => one.what).join("; ");
  const { command, items, rest } = result.value;
  const words = items.map((one) => (one.is === "equals" && typeof one.value === "string" ? one.value : one));
  return { command, words, rest };
}

const any: Matcher = { is: "any" };

describe("a command line", () => {
  test.each([
    ["git", "git", [], false],
    ["git **", "git", [], true],
    ["kubectl apply -f *", "kubectl", ["apply", "-f", any], false],
    ["  git\tpush \n", "git", ["push"], false],
    ["git commit -m 'two words'", "git", ["commit", "-m", "two words"], false],
    ['git commit -m "it\'s \\"x\\" \\n"', "git", ["commit", "-m", 'it\'s "x" \\n'], false],
    ["echo a\\ b \\* '*' \"*\" ''", "echo", ["a b", "*", "*", "*", ""], false],
    ["echo $HOME `x` ~ {a,b} ?", "echo", ["$HOME", "`x`", "~", "{a,b}", "?"], false],
    [
      "echo --out=* v*.0",
      "echo",
      [
        { is: "glob", pattern: "--out=*" },
        { is: "glob", pattern: "v*.0" },
      ],
      false,
    ],
    ["echo a'*'*", "echo", [{ is: "regex", regex: { source: "^a\\*.*$", flags: "s" } }], false],
    ["echo '**'", "echo", ["**"], false],
    ["'my tool' x", "my tool", ["x"], false],
    ["echo a**", "echo", [{ is: "glob", pattern: "a**" }], false],
    ["git push \\\n  origin", "git", ["push", "origin"], false],
  ])("%j", (text, command, words, rest) => {
    expect(read(text)).toEqual({ command, words, rest });
  });

  test.each([
    ["", "run is empty"],
    ["  ", "run is empty"],
    ["git 'x", "run: the quote ' is not closed"],
    ['git "x\\"', 'run: the quote " is not closed'],
    ["git x\\", "run ends with a backslash"],
    ["git ** x", "run: ** must be the last word"],
    ["git* x", "run: the command's name can't be a pattern"],
    ["**", "run: the command's name can't be a pattern"],
    ["/bin/git x", 'run: a command is named without a path: "/bin/git"'],
    ["'a\\b'", 'run: a command is named without a path: "a\\\\b"'],
    [". x", "run: a command can't be named ."],
    [".. x", "run: a command can't be named .."],
    ["'' x", "run: the command's name is empty"],
  ])("%j is refused", (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  test("words in single quotes stand for themselves, whatever they hold", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`);
        expect(read(["git", ...quoted].join(" "))).toEqual({ command: "git", words, rest: false });
      }),
    );
  });

  test("any text is read or refused", () => {
    const piece = fc.constantFrom(" ", "'", '"', "\\", "*", "**", "a", "git", "\n", "$", "é");
    fc.assert(
      fc.property(
        fc.array(piece).map((parts) => parts.join("")),
        (text) => {
          expect(decodeValue(line, text, { label: "run" }).findings.length).toBeLessThan(2);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
