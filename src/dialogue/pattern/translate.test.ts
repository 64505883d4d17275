import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { translateRegex } from "./translate.ts";

const word = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`;

/** The pattern that comes out as /source/flags, or why there is none. */
function shown(source: string): string {
  const found = translateRegex(source);
  return found.ok ? `/${found.regex.source}/${found.regex.flags}` : found.reason;
}

/** Whether the translated pattern takes a text. */
function takes(source: string, text: string): boolean {
  const found = translateRegex(source);
  if (!found.ok) throw new Error(found.reason);
  return RegExp(found.regex.source, found.regex.flags).test(text);
}

describe("translateRegex", () => {
  test.each([
    ["(?i)fix.*bug", String.raw`/fix[^\n]*bug/iu`],
    ["fix", "/fix/u"],
    ["(?s)a.b", "/a[^]b/u"],
    ["(?m)^a$", String.raw`/(?<![^\n])a(?![^\n])/u`],
    ["^a$", "/^a$/u"],
    [String.raw`\Aa\z`, "/^a$/u"],
    ["(?is)A.B", "/A[^]B/iu"],
    ["(?i-s)A.B", String.raw`/A[^\n]B/iu`],
    ["(?x) a b # comment\n c", "/abc/u"],
    ["(?x)[a b - d]{2} #", "/[ab-d]{2}/u"],
    ["(?U)a+b+?", "/a+?b+/u"],
    ["(?P<name>a)(?<other>b)", "/(?<name>a)(?<other>b)/u"],
    ["(?u:a)|(?:b)", "/(?:a)|(?:b)/u"],
    ["(?m:^a)^b", String.raw`/(?:(?<![^\n])a)^b/u`],
    ["a(?s).(?-s).", String.raw`/a[^][^\n]/u`],
    [String.raw`\d\D`, String.raw`/[\p{Nd}][^\p{Nd}]/u`],
    [String.raw`[\w-]`, `/[${word}\\-]/u`],
    [String.raw`[^\w]`, `/[^${word}]/u`],
    [String.raw`[\Wx]`, `/(?:[x]|[^${word}])/u`],
    [String.raw`[^\Wx]`, `/(?:(?!(?:[x]|[^${word}]))[^])/u`],
    [String.raw`[\W]`, `/[^${word}]/u`],
    ["[[:alpha:]_][[:^digit:]]", "/[A-Za-z_][^0-9]/u"],
    ["[a[bc]d]", "/[abcd]/u"],
    ["[a[^bc]]", "/(?:[a]|[^bc])/u"],
    [String.raw`[x[^\W]]`, `/[x${word}]/u`],
    ["[]a][^]a]", String.raw`/[\]a][^\]a]/u`],
    ["[a-]", String.raw`/[a\-]/u`],
    ["[--]x", String.raw`/[\-\-]x/u`],
    [String.raw`[\x41-\u005A]`, "/[A-Z]/u"],
    [String.raw`\x41\x{1F600}\u0042\U00000043\u{44}`, "/A😀BCD/u"],
    [
      String.raw`\pL\p{Greek}\p{greek}\P{Lu}\p{^Lu}`,
      String.raw`/[\p{L}][\p{Script=Greek}][\p{Script=Greek}][^\p{Lu}][^\p{Lu}]/u`,
    ],
    ["}]", String.raw`/\}\]/u`],
    [String.raw`\-\"\ \#\/`, String.raw`/-" #\//u`],
    [String.raw`\a\f\t\n\r\v`, "/\u0007\f\t\n\r\v/u"],
    ["a{2}b{2,}c{2,3}d{,3}e??", "/a{2}b{2,}c{2,3}d{0,3}e??/u"],
    ["(a)|", "/(a)|/u"],
    [String.raw`(?=a)(?!b)(?<=c)(?<!d)(x)\1`, String.raw`/(?=a)(?!b)(?<=c)(?<!d)(x)\1/u`],
    ["", "//u"],
  ])("%s is %s", (source, out) => {
    expect(shown(source)).toBe(out);
  });

  test.each([
    ["(?R)a", "the flag R has no counterpart in JavaScript"],
    ["(?-u)a", "the flag -u has no counterpart in JavaScript"],
    ["(?)a", "(?) names no flag"],
    ["(?i-)a", "(?i-) names no flag"],
    ["(?i--s)a", "(?i--s) names no flag"],
    ["a*+", '"*+": a repetition can\'t be repeated; put it in (?:...) first'],
    ["a++", '"++": a repetition can\'t be repeated; put it in (?:...) first'],
    ["*a", "* repeats nothing"],
    ["(?i)*", "* repeats nothing"],
    ["a{x}", String.raw`{x} does not say how often; a brace that stands for itself is \{`],
    ["a{2", "a repetition {...} is not closed"],
    ["{", "{ repeats nothing"],
    ["(a", "a ( is not closed"],
    ["a)", "a ) closes nothing"],
    ["[a", "a class [...] is not closed"],
    ["[a-", "a class [...] is not closed"],
    ["[z-a]", 'the range "z-a" is the wrong way round'],
    [String.raw`[a-\d]`, "a range in a class has no last character"],
    [String.raw`[\b]`, "what stands for a place can't stand in a class"],
    ["[a&&b]", "JavaScript's classes have no && without a grammar of its own"],
    ["[a--b]", "JavaScript's classes have no -- without a grammar of its own"],
    ["[[:nope:]]", 'there is no class "[:nope:]"'],
    ["[[:alpha", "a class [:...:] is not closed"],
    [String.raw`[x[^a\W]]`, "a class in a class says what it is not twice"],
    [String.raw`\Z`, String.raw`"\\Z" has no meaning in Rust's regular expressions`],
    [String.raw`\Q`, String.raw`"\\Q" has no meaning in Rust's regular expressions`],
    ["a\\", "a backslash stands at the end"],
    [String.raw`\p{Nope}`, 'JavaScript knows no property of characters "Nope"'],
    [String.raw`\p{Nope`, String.raw`\p{ is not closed`],
    [String.raw`\xZZ`, '"ZZ" is not the number of a character'],
    [String.raw`\x{110000}`, '"110000" is not the number of a character'],
    [String.raw`\u{D800}`, '"D800" is not the number of a character'],
    [String.raw`\b{middle}`, 'there is no boundary "middle"'],
    ["(?#comment)", 'a group can\'t begin with "(?#"'],
    ["(?<a", "a group's name is not closed"],
    ["(?i", "a group's flags is not closed"],
  ])("%s is refused: %s", (source, reason) => {
    expect(shown(source)).toBe(reason);
  });

  test.each([
    [String.raw`\bcafé\b`, "un café noir", true],
    [String.raw`\bcaf\b`, "un café noir", false],
    [String.raw`\Bf`, "café", true],
    [String.raw`\<caf\b{end-half}`, "café", false],
    [String.raw`\b{start}caf\b{start-half}`, "café", false],
    [String.raw`é\>\b{end}`, "café", true],
    ["a.b", "a\rb", true],
    ["a.b", "a\nb", false],
    ["a.b", "a😀b", true],
    ["(?m)^b$", "a\nb\nc", true],
    ["(?m)^b$", "a\rb\rc", false],
    ["^b$", "a\nb\nc", false],
    ["(?i)STRASSE", "strasse", true],
    [String.raw`\d`, "٣", true],
    [String.raw`\s`, "\u0085", true],
    [String.raw`\s`, "\uFEFF", false],
  ])("%s on %j: %s", (source, text, taken) => {
    expect(takes(source, text)).toBe(taken);
  });

  test("a flag for a part holds for it, where the running JavaScript can say so, and is refused otherwise", () => {
    const hasFlagGroups = Number(process.versions.node.split(".")[0]) >= 23;
    const one = "(?i) holds for a part of the pattern only, which this version of Node can't do";
    expect(shown("a(?i:b)[c]")).toBe(hasFlagGroups ? "/a(?:(?i:b))[c]/u" : one);
    expect(shown("(?i:b) 1")).toBe("/(?:b) 1/iu");
  });

  test("no pattern makes it throw, and what comes out compiles", () => {
    const parts = [
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "?",
      "*",
      "+",
      "|",
      "^",
      "$",
      ".",
      "\\",
      "-",
      ",",
      ":",
      "&",
      "#",
      " ",
    ];
    const letters = [
      "a",
      "b",
      "i",
      "x",
      "P",
      "p",
      "W",
      "w",
      "1",
      "2",
      "<",
      ">",
      "=",
      "!",
      "é",
      "😀",
      "\ud800",
      "\n",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts, ...letters), { maxLength: 20 }), (words) => {
        const found = translateRegex(words.join(""));
        if (found.ok) expect(() => RegExp(found.regex.source, found.regex.flags)).not.toThrow();
        else expect(found.reason).not.toBe("");
      }),
      { numRuns: 2_000 },
    );
  });

  test("a text without a meaning of its own takes itself only", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w é"'%,;<>@~=!:/&-]*$/), fc.string(), (text, other) => {
        expect(takes(`^${text}$`, text)).toBe(true);
        expect(takes(`^${text}$`, other)).toBe(other === text);
      }),
    );
  });
});
