import { describe, expect, test } from "vitest";
import { limits } from "../core/index.ts";
import { parseInput } from "./index.ts";
import { load, loaded, problems } from "./testing-load.ts";

describe("files joined", () => {
  test("what is included lies underneath; lists are joined, tables merged, entries numbered in their files", async () => {
    const scenario = await loaded({
      "app/backlot.toml": `include = ["base.yaml", "../other.json"]
in_order = ["low", "high"]
[env]
A = "1"
[[bells]]
ring = "a"
name = "high"
`,
      "app/base.yaml": "include: deep/first.toml\nenv: {B: '2'}\nbells:\n  - ring: a\n    name: low\n",
      "app/deep/first.toml": '[[bells]]\nring = "z"\n',
      "other.json":
        '{"include": "app/deep/first.toml", "env_pass": ["X"], "bells": [{"ring": "o"}, {"ring": "p"}]}',
    });
    expect(scenario.files).toEqual([
      "app/deep/first.toml",
      "app/base.yaml",
      "other.json",
      "app/backlot.toml",
    ]);
    expect(scenario.env).toEqual({ A: "1", B: "2" });
    expect(scenario.layers.map(({ name, expectations }) => [name, expectations.map(({ id }) => id)])).toEqual(
      [
        ["app/deep/first.toml", ["app/deep/first.toml#bells[0]"]],
        ["app/base.yaml", ["app/base.yaml#bells[0]"]],
        ["other.json", ["other.json#bells[0]", "other.json#bells[1]"]],
        ["app/backlot.toml", ["app/backlot.toml#bells[0]"]],
      ],
    );
  });

  test("several roots, one of them from TypeScript", async () => {
    const scenario = await loaded(
      { "a.toml": '[[bells]]\nring = "a"\n' },
      { roots: ["a.toml", parseInput({ bells: [{ ring: "b" }], envPass: ["HOME"] })] },
    );
    expect(scenario.files).toEqual(["a.toml", "defineScenario()"]);
    expect(scenario.envPass).toEqual(["HOME"]);
    expect(scenario.layers[1]?.expectations[0]).toMatchObject({
      id: "defineScenario()#bells[0]",
      at: { kind: "input", input: "defineScenario(): bells[0]" },
    });
  });

  test.each([
    [
      { "a.toml": 'include = ["b.toml"]\nseed = 1', "b.toml": "seed = 1" },
      ['a.toml:2:1 scalar-twice: "seed" is given by two files'],
    ],
    [
      { "a.toml": 'include = "b.toml"', "b.toml": 'include = "a.toml"' },
      ["b.toml:1:11 include-cycle: the file includes itself: a.toml > b.toml > a.toml"],
    ],
    [
      { "a.toml": 'include = "a.toml"' },
      ["a.toml:1:11 include-cycle: the file includes itself: a.toml > a.toml"],
    ],
    [{ "a.toml": 'include = "b.toml"' }, ['a.toml:1:11 file-not-found: there is no file "b.toml"']],
    [{ "a.toml": 'include = "../b.toml"' }, ['a.toml:1:11 bad-path: "../b.toml" leaves the project']],
    [{ "a.toml": 'include = "/etc/b.toml"' }, ['a.toml:1:11 bad-path: "/etc/b.toml" is not relative']],
    [
      { "a.toml": String.raw`include = 'x\b.toml'` },
      [String.raw`a.toml:1:11 bad-path: "x\\b.toml" has backslashes`],
    ],
    [
      { "a.toml": "include = [1]" },
      ["a.toml:1:12 wrong-type: include must be a file's path, or a list of them"],
    ],
    [
      { "a.toml": 'include = "b.toml"\nx = 1', "b.toml": "[x\n" },
      [
        "b.toml:1:3 syntax-error: not valid TOML: unterminated table-key",
        'a.toml:2:1 unknown-field: unknown field "x" at the top of the file',
      ],
    ],
    [{}, ['- file-not-found: there is no file ""']],
  ])("%j", async (files, expected) => {
    expect(await problems(files as Record<string, string>)).toEqual(expected);
  });

  test("values of one's own may stand in several files", async () => {
    const scenario = await loaded({ "a.toml": 'include = "b.toml"\nx-a = 1', "b.toml": "x-a = 2" });
    expect(scenario.files).toHaveLength(2);
  });

  test("at most so many files", async () => {
    const files = (count: number): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `f${index}.toml`,
          index + 1 < count ? `include = "f${index + 1}.toml"` : "",
        ]),
      );
    expect(await problems(files(limits.includedFiles))).toEqual([]);
    expect(await problems(files(limits.includedFiles + 1))).toEqual([
      "f63.toml:1:11 over-limit: more than 64 files are joined",
    ]);
  });
});

describe("expectations together", () => {
  test.each([
    [
      '[[bells]]\nring = "a"\n[[bells]]\nring = "b"\n[[bells]]\nring = "a"\n',
      ['a.toml:5:1 unreachable-expectation: no call can reach "a": "a" on line 1 answers first'],
    ],
    ['[[bells]]\nring = "a"\ncount = "1"\n[[bells]]\nring = "a"\n', []],
    [
      '[[bells]]\nring = "a"\nname = "n"\n[[bells]]\nring = "b"\nname = "n"\n',
      ['a.toml:4:1 duplicate-name: two expectations are named "n"'],
    ],
    [
      'in_order = ["on", "none"]\n[[bells]]\nring = "a"\nname = "one"\n',
      [
        'a.toml:1:13 unknown-name: no expectation is named "on"',
        'a.toml:1:19 unknown-name: no expectation is named "none"',
      ],
    ],
    [
      'in_order = ["one", "one"]\n[[bells]]\nring = "a"\nname = "one"\n',
      ['a.toml:1:20 duplicate-name: in_order lists "one" twice'],
    ],
    [
      '[[allow]]\nrule = "unmatched-call"\nreason = "x"\nexpires = 2026-11-19\n',
      ["a.toml:1:1 expired-allow: the permission for unmatched-call ended on 2026-11-19"],
    ],
    ['[[allow]]\nrule = "unmatched-call"\nreason = "x"\nexpires = 2026-11-20\n', []],
    [
      '[[allow]]\nrule = "unmached-call"\nreason = ""\nexpires = "2026-02-30"\n',
      [
        'a.toml:2:8 unknown-name: there is no finding named "unmached-call"',
        "a.toml:3:10 invalid-value: allow[0].reason is empty",
        'a.toml:4:11 invalid-value: allow[0].expires must be a date that exists, not "2026-02-30"',
      ],
    ],
  ])("%j", async (text, expected) => {
    expect(await problems({ "a.toml": text })).toEqual(expected);
  });

  test("a permission that ended names who gave it, where it says so", async () => {
    const allow = '[[allow]]\nrule = "unmatched-call"\nreason = "x"\nexpires = 2026-11-19\n';
    const fixes = async (text: string): Promise<(string | undefined)[]> =>
      (await load({ "a.toml": text })).findings.map(({ fix }) => fix);
    const fix = "Fix what it allowed, or give it a new date and reason.";
    expect(await fixes(allow)).toEqual([fix]);
    expect(await fixes(`${allow}owner = "platform"\n`)).toEqual([`Ask platform. ${fix}`]);
  });

  test("the same call in a lower layer is no problem", async () => {
    const bell = '[[bells]]\nring = "a"\nname = "n"\n';
    expect(await problems({ "a.toml": `include = "b.toml"\n${bell}`, "b.toml": bell })).toEqual([]);
  });

  test("many are compared quickly, and are limited", async () => {
    const file = (count: number): string =>
      JSON.stringify({
        bells: Array.from({ length: count }, (_, index) => ({ ring: `r${index}`, count: "1" })),
      });
    expect(await problems({ "a.json": file(limits.expectations) })).toEqual([]);
    expect(await problems({ "a.json": file(limits.expectations + 1) })).toEqual([
      "- over-limit: 20001 expectations; a world may have 20000",
    ]);
  });
});
