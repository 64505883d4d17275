import { describe, expect, test } from "vitest";
import { limits, type Matcher } from "../../core/index.ts";
import { agentOf, readAgent, told } from "../../../tests/samples/agent-scenario.ts";

async function patternOf(pattern: string): Promise<Matcher | undefined> {
  return (await agentOf(`[[responses]]\npattern = ${pattern}\nresponse = "y"`)).responses[0]?.pattern;
}

describe("a pattern", () => {
  test.each<[string, Matcher]>([
    ['"x"', { is: "equals", value: "x" }],
    ['{ type = "exact", text = "" }', { is: "equals", value: "" }],
    ['{ type = "contains", text = "x" }', { is: "contains", text: "x" }],
    ['{ type = "contains", text = "" }', { is: "any" }],
    ['{ type = "any" }', { is: "any" }],
    ['{ type = "glob", pattern = "*.txt" }', { is: "glob", pattern: "*.txt" }],
    ['{ type = "glob", pattern = "[a]" }', { is: "regex", regex: { source: "^[a]$", flags: "u" } }],
    ['{ type = "regex", pattern = "(?i)a" }', { is: "regex", regex: { source: "a", flags: "iu" } }],
    ['{ regex = "^a" }', { is: "regex", regex: { source: "^a", flags: "" } }],
    ["{ any = true }", { is: "any" }],
    [
      '{ one_of = ["a", { starts_with = "b" }] }',
      {
        is: "one_of",
        matchers: [
          { is: "equals", value: "a" },
          { is: "starts_with", text: "b" },
        ],
      },
    ],
    ["{ json = { a = 1 } }", { is: "json", subset: { object: { a: { leaf: { is: "equals", value: 1 } } } } }],
  ])("%s", async (text, matcher) => {
    expect(await patternOf(text)).toEqual(matcher);
  });

  test("may be a RegExp in TypeScript", async () => {
    const { responses } = await agentOf({ responses: [{ pattern: /a/gi, response: "y" }] });
    expect(responses[0]?.pattern).toEqual({ is: "regex", regex: { source: "a", flags: "i" } });
  });

  test.each([
    [
      '{ type = "exakt", text = "x" }',
      '.type must be one of "exact", "regex", "glob", "contains" or "any", not "exakt" ("exact")',
      "invalid-value",
    ],
    ['{ type = "exact" }', ' has no text, which "exact" needs', "missing-field"],
    ['{ type = "regex", text = "a" }', ' has text, which "regex" does not have', "conflicting-fields"],
    ['{ type = "any", pattern = "a" }', ' has pattern, which "any" does not have', "conflicting-fields"],
    [
      '{ type = "any", contains = "a" }',
      " has type and contains, which exclude each other (type)",
      "conflicting-fields",
    ],
    ['{ text = "a" }', " has text but no type", "missing-field"],
    [
      "{}",
      " has none of type, equals, contains, starts_with, ends_with, glob, regex, any, one_of, includes, json or not",
      "missing-field",
    ],
    ["7", " must be a string or a table, not the integer 7", "wrong-type"],
    [
      '{ type = "regex", pattern = "a{x}" }',
      String.raw`.pattern "a{x}": {x} does not say how often; a brace that stands for itself is \{`,
      "bad-pattern",
    ],
    [
      '{ type = "glob", pattern = "[a" }',
      '.pattern "[a": a class [...] is not closed; [[] stands for the bracket itself',
      "bad-pattern",
    ],
    ['{ regex = "(" }', ".regex: invalid regular expression: /(/: Unterminated group", "bad-pattern"],
  ])("%s is refused", async (text, what, name) => {
    const found = told(await readAgent(`responses = [{ pattern = ${text}, response = "y" }]`));
    expect(found).toContain(`1 ${name}: responses[0].pattern${what}`);
  });

  test("all that does not fit its type is told at once, with what does", async () => {
    const { findings } = await readAgent(
      'responses = [{ pattern = { type = "exact", pattern = "a" }, response = "y" }]',
    );
    expect(findings.map(({ what, why, fix }) => [what, why, fix])).toEqual([
      [
        'responses[0].pattern has no text, which "exact" needs',
        "Without it the entry can't be understood.",
        'Add text, for example: text = "hello"',
      ],
      [
        'responses[0].pattern has pattern, which "exact" does not have',
        'pattern is a field of "regex", "glob".',
        "Remove pattern; exact has text.",
      ],
    ]);
  });

  test("may have as many characters as any regular expression", async () => {
    const at = `{ type = "regex", pattern = "${"a".repeat(limits.regexChars)}" }`;
    expect(await patternOf(at)).toMatchObject({ is: "regex" });
    const past = `{ type = "regex", pattern = "${"a".repeat(limits.regexChars + 1)}" }`;
    expect(told(await readAgent(`responses = [{ pattern = ${past}, response = "y" }]`))).toEqual([
      "1 over-limit: responses[0].pattern.pattern has 1001 characters; a pattern may have 1000",
    ]);
  });

  test("asks no function, wherever it stands", async () => {
    const predicate = { kind: "function", id: 1 } as const;
    const { decodeValue } = await import("../../scenario/index.ts");
    const { patternShape } = await import("./patterns.ts");
    const read = decodeValue(patternShape, { not: { predicate } }, { label: "pattern", allowCode: true });
    expect(read.findings.map(({ name, what }) => `${name}: ${what}`)).toEqual([
      "unsupported-feature: pattern asks a function",
    ]);
  });
});
