import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findOption, optionTable, type OptionRule } from "./option-table.ts";
import { scanWords } from "./scan-words.ts";

const profiles = ["classic", "current"] as const;
const rules = profiles.flatMap((profile) =>
  optionTable[profile].flatMap((rule) => rule.names.map((name) => [profile, rule, name] as const)),
);
const withValue = rules.filter(([, { argument }]) => argument !== "none");

/** Words as they were told apart: options as "--name=value". */
function scanned(words: readonly string[]): unknown {
  const { options, incomplete, ...rest } = scanWords(words, "classic");
  const told = options.map(({ rule, value }) => (value === undefined ? rule.name : `${rule.name}=${value}`));
  return { options: told, incomplete: incomplete?.name, ...rest };
}
const nothing = { options: [], incomplete: undefined, operands: [], unknown: [] };

describe("the table of options", () => {
  test.each(profiles)("has each spelling of %s once", (profile) => {
    const names = optionTable[profile].flatMap((rule) => rule.names);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    for (const rule of optionTable[profile])
      expect(rule.names.map((name) => findOption(profile, name))).toEqual(rule.names.map(() => rule));
  });

  test("knows from an option's own spelling what it takes", () => {
    const shape = (name: string): Partial<OptionRule> => {
      const { flags: _flags, doc: _doc, group: _group, ...rest } = findOption("classic", name) as OptionRule;
      return rest;
    };
    expect(shape("-r")).toEqual({
      names: ["-r", "--resume"],
      name: "--resume",
      argument: "optional",
      many: false,
      listed: true,
      effect: "simulated",
    });
    expect(shape("--allowedTools")).toMatchObject({
      name: "--allowed-tools",
      argument: "needed",
      many: true,
    });
    expect(shape("--resume-session-at")).toMatchObject({
      argument: "needed",
      listed: false,
      effect: "refused",
    });
    expect(shape("-d2e")).toMatchObject({ name: "--debug-to-stderr", argument: "none", effect: "ignored" });
  });
});

describe("words", () => {
  test.each<[readonly string[], object]>([
    [[], {}],
    [["a", "-", "", "b"], { operands: ["a", "-", "", "b"] }],
    [["-p", "a", "-c"], { options: ["--print", "--continue"], operands: ["a"] }],
    [["-pcr", "x"], { options: ["--print", "--continue", "--resume=x"] }],
    [["-rpc"], { options: ["--resume=pc"] }],
    [["-r", "-p"], { options: ["--resume", "--print"] }],
    [["-r", "-"], { options: ["--resume=-"] }],
    [["-r"], { options: ["--resume"] }],
    [["--model", "--", "x"], { options: ["--model=--"], operands: ["x"] }],
    [
      ["--tools", "a", "", "-", "-p", "b"],
      { options: ["--tools=a", "--tools=", "--tools=-", "--print"], operands: ["b"] },
    ],
    [["--tools", "a", "--", "b", "--", "-p"], { options: ["--tools=a"], operands: ["b", "--", "-p"] }],
    [["--tools=a", "b"], { options: ["--tools=a"], operands: ["b"] }],
    [["--tools", "--zzz"], { options: ["--tools=--zzz"] }],
    [
      ["a", "--zzz", "b", "-p", "--model", "m"],
      { options: ["--print", "--model=m"], operands: ["a"], unknown: ["--zzz", "b"] },
    ],
    [["--zzz", "--", "-p"], { unknown: ["--zzz", "-p"] }],
    [["-p", "mcp", "--verbose", "x"], { options: ["--print"], operands: ["mcp"] }],
    [["x", "mcp", "--verbose"], { options: ["--verbose"], operands: ["x", "mcp"] }],
    [["x", "--model"], { incomplete: "--model", operands: ["x"] }],
    [["--print=x", "--=y=z"], { unknown: ["--print=x", "--=y=z"] }],
    [["--model=a=b"], { options: ["--model=a=b"] }],
    [["-p\n"], { options: ["--print"], unknown: ["-\n"] }],
  ])("%j", (words, expected) => {
    expect(scanned(words)).toEqual({ ...nothing, ...expected });
  });

  test.each(withValue)(
    "of %s: a value of %o stands behind %s alike with a space and with an equals sign",
    (profile, rule, name) => {
      fc.assert(
        fc.property(fc.string({ unit: "binary", maxLength: 6 }), (value) => {
          const expected = { options: [{ rule, value }], incomplete: undefined, operands: [], unknown: [] };
          expect(
            scanWords([name.startsWith("--") ? `${name}=${value}` : `${name}x${value}`], profile),
          ).toEqual(
            name.startsWith("--") ? expected : { ...expected, options: [{ rule, value: `x${value}` }] },
          );
          const isOption = value.startsWith("-") && value.length > 1;
          if (rule.argument === "needed" || !isOption)
            expect(scanWords([name, value], profile)).toEqual(expected);
        }),
        { numRuns: 30 },
      );
    },
  );

  test.each(rules.filter(([, { argument }]) => argument === "none"))(
    "of %s: %o is given by %s alone",
    (profile, rule, name) => {
      const expected = { options: [{ rule, value: undefined }], incomplete: undefined, unknown: [] };
      expect(scanWords([name, "x"], profile)).toEqual({ ...expected, operands: ["x"] });
    },
  );

  test("none is lost: every word is an option, a value, or told as it is", () => {
    const plain = fc.string({ maxLength: 4 }).filter((word) => !word.startsWith("-"));
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 6 }), (words) => {
        expect(scanWords(["--", ...words], "classic").operands).toEqual(words);
        expect(scanWords(["--tools", "x", ...words], "classic").options.map(({ value }) => value)).toEqual([
          "x",
          ...words,
        ]);
      }),
    );
  });
});
