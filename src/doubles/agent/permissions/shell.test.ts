import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { lineOf, readShellLine } from "./shell.ts";

/** The commands of a line, each as one line; nested ones in parentheses. */
function commandsOf(text: string): readonly string[] {
  return readShellLine(text).commands.map(({ words, nested }) =>
    nested ? `(${lineOf(words)})` : lineOf(words),
  );
}

function hazardsOf(text: string): readonly string[] {
  return [...readShellLine(text).hazards];
}

describe("commands of a line", () => {
  test.each([
    ["npm test", ["npm test"]],
    ["  npm   run\ttest  ", ["npm run test"]],
    ["a && b || c; d | e |& f & g\nh", ["a", "b", "c", "d", "e", "f", "g", "h"]],
    ["echo 'a && b'", ["echo 'a && b'"]],
    ['echo "a; b" c\\;d', ['echo "a; b" c;d']],
    ["'npm' run \"test\"", ["npm run test"]],
    ["'npm run' test", ["'npm run' test"]],
    ["a\"\"b ''", ["ab ''"]],
    ["echo a\\\n b", ["echo a b"]],
    ["echo a # b; c\nd", ["echo a", "d"]],
    ["echo a#b", ["echo a#b"]],
    ["echo $(a b) c", ["(a b)", "echo $(a b) c"]],
    ['echo "x $(a "y $(b)") z" w', ["(b)", '(a "y $(b)")', 'echo "x $(a "y $(b)") z" w']],
    ["echo `a` b", ["(a)", "echo `a` b"]],
    ['echo "`a b`" c', ["(a b)", 'echo "`a b`" c']],
    ["(a; b) && c", ["(a)", "(b)", "c"]],
    ["diff <(a) <(b)", ["(a)", "(b)", "diff <(a) <(b)"]],
    ["cat <<EOF\na && b\nEOF\nc", ["cat", "c"]],
    ["cat <<-EOF\n\ta\n\tEOF\nc", ["cat", "c"]],
    ["cat <<EOF && b\nx", ["cat", "b"]],
    ["if a; then b; fi", ["if a", "then b", "fi"]],
    ["a \\", ["a \\"]],
    ["", []],
    [" ;; & \n", []],
    ["a ) b", ["a ) b"]],
  ])("%s", (text, commands) => {
    expect(commandsOf(text)).toEqual(commands);
  });
});

describe("hazards of a line", () => {
  test.each([
    ["a $(b)", ["substitution"]],
    ["a `b`", ["backticks"]],
    ["a <(b)", ["process-substitution"]],
    ["a ${B}", ["braced-variable"]],
    ["a &", ["background"]],
    ["(a)", ["subshell"]],
    ["((1))", ["braces", "subshell"]],
    ["f() { a; }", ["function"]],
    ["a < b", ["input"]],
    ["a <<< b", ["input"]],
    ["a &> b", ["output-and-errors"]],
    ["a # b", ["comment"]],
    ["a 'b", ["unclosed"]],
    ['a "b', ["unclosed"]],
    ["a $(b", ["substitution", "unclosed"]],
    ["a > $B", ["variable-target"]],
    ["a {b,c}", ["brace-expansion"]],
    ["a {b}", []],
    ["a <<B\n$(c)\nB", ["here-document", "open-document", "substitution"]],
    ["a <<'B'\n$(c)\nB", ["here-document"]],
    ["a '$(b)' '`' \"\\$(c)\" \\`", []],
    ['a $B "$C" 2>&1 > /dev/null >&2 2>&- | b && c', []],
  ])("%s", (text, hazards) => {
    expect(hazardsOf(text)).toEqual(hazards);
  });
});

test("output that goes to files is told, that to other streams is not", () => {
  const redirects = (text: string): unknown =>
    readShellLine(text).commands[0]?.redirects.map(({ operator, target }) => [operator, target.value]);
  expect(redirects("a > b >> 'c d' 2> e 2>&1 >&2 <f &>g >| h")).toEqual([
    [">", "b"],
    [">>", "c d"],
    [">", "e"],
    ["<", "f"],
    ["&>", "g"],
    [">|", "h"],
  ]);
  expect(redirects("a >&b")).toEqual([[">&", "b"]]);
  expect(readShellLine("a b2> c").commands[0]?.words.map(({ value }) => value)).toEqual(["a", "b2"]);
  expect(readShellLine("> a").commands).toHaveLength(1);
});

test("words say whether something expands in them", () => {
  const [command] = readShellLine("a $B *.c '$D' [e] f? \"*\" $").commands;
  expect(command?.words.map(({ variable, pattern }) => [variable, pattern])).toEqual([
    [false, false],
    [true, false],
    [false, true],
    [false, false],
    [false, true],
    [false, true],
    [false, false],
    [false, false],
  ]);
});

describe("limits", () => {
  test("characters", () => {
    const fits = "a".repeat(limits.shellLineChars);
    expect(readShellLine(fits).commands).toHaveLength(1);
    expect(readShellLine(`${fits}a`)).toEqual({ commands: [], hazards: new Set(["too-long"]), piped: false });
  });

  test("commands", () => {
    const fits = "a;".repeat(limits.shellCommands);
    expect(readShellLine(fits).hazards.size).toBe(0);
    expect(readShellLine(fits).commands).toHaveLength(limits.shellCommands);
    expect(hazardsOf(`${fits}a;`)).toEqual(["too-long"]);
  });

  test("words", () => {
    const fits = "a ".repeat(limits.shellWords);
    expect(readShellLine(fits).commands[0]?.words).toHaveLength(limits.shellWords);
    expect(hazardsOf(fits)).toEqual([]);
    expect(hazardsOf(`${fits}a`)).toEqual(["too-long"]);
  });

  test("depth", () => {
    const nest = (depth: number): string => "$(".repeat(depth) + ")".repeat(depth);
    expect(hazardsOf(nest(limits.shellDepth))).toEqual(["substitution"]);
    expect(hazardsOf(nest(limits.shellDepth + 1))).toContain("too-long");
  });
});

test("no line throws", () => {
  const piece = fc.constantFrom(
    ..."a 'b' \" ' ` $( ) ( { } ${ ; && || | & < > << <<- <<< >& &> <( \\ # \n $ EOF = * 1".split(" "),
    " ",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join("")),
      ),
      (text) => {
        expect(Array.isArray(readShellLine(text).commands)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test("quoted words stay one word each", () => {
  const word = fc.string({ minLength: 1 }).map((text) => text.replaceAll("'", ""));
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      const [command] = readShellLine(words.map((one) => `'${one}'`).join(" ")).commands;
      expect(command?.words.map(({ value }) => value)).toEqual(words);
    }),
  );
});
