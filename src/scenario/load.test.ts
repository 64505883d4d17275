import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { limits, utf8, type Result } from "../core/index.ts";
import {
  list,
  loadScenario,
  mapped,
  optional,
  parseInput,
  required,
  section,
  string,
  table,
} from "./index.ts";
import type { LoadOptions, Scenario } from "./index.ts";

/** A section as a double would bring it, as small as can be. */
const bells = section({
  key: "bells",
  doc: "Bells that may ring.",
  shape: mapped(
    list(
      mapped(
        table({
          ring: required(string(), "What rings.", { example: "ding" }),
          name: optional(string(), "Its name."),
          count: optional(string(), "How often."),
        }),
        (fields, context) => ({
          name: fields.name,
          double: "bell",
          target: "tower",
          conditions: [{ field: "ring", matcher: { is: "equals", value: fields.ring } as const }],
          answer: { kind: "reply", replies: [] } as const,
          times: { min: 1, max: fields.count === undefined ? null : 1 },
          text: fields.ring,
          at: context.at,
        }),
      ),
    ),
    (expectations) => ({
      config: { bells: expectations.length },
      expectations: expectations.map((expectation) => ({ list: "bells", expectation })),
    }),
  ),
  empty: { config: { bells: 0 }, expectations: [] },
});

function load(files: Record<string, string>, options: Partial<LoadOptions> = {}): Promise<Result<Scenario>> {
  return loadScenario({
    roots: [Object.keys(files)[0] ?? ""],
    sections: [bells],
    today: "2026-11-20",
    covers: (earlier, later) => JSON.stringify(earlier) === JSON.stringify(later),
    readFile: (path) => {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      return text === undefined ? { ok: false, reason: "not-found" } : { ok: true, bytes: utf8(text) };
    },
    ...options,
  });
}

async function loaded(files: Record<string, string>, options?: Partial<LoadOptions>): Promise<Scenario> {
  const result = await load(files, options);
  if (!result.ok) throw new Error(result.findings.map((one) => one.what).join("\n"));
  return result.value;
}

async function problems(files: Record<string, string>, options?: Partial<LoadOptions>): Promise<string[]> {
  const result = await load(files, options);
  return result.findings.map((one) => {
    const at = one.at?.kind === "file" ? `${one.at.file}:${one.at.line}:${one.at.column}` : "-";
    return `${at} ${one.name}: ${one.what}`;
  });
}

describe("a file that is good", () => {
  test("gives all that it says, frozen", async () => {
    const scenario = await loaded({
      "backlot.toml": `
name = "release-bot"
seed = 7
now = 2025-01-15T10:30:00Z
in_order = ["first"]
shared = true
env_pass = ["AWS_*"]
x-mine = 1
[env]
CHANNEL = "beta"
[[bells]]
name = "first"
ring = "ding"
[[bells]]
ring = "dong"
x-note = "mine"
[[allow]]
rule = "BKL2002"
at = "tower *"
reason = "later"
owner = "platform"
expires = 2027-02-01
`,
    });
    expect(scenario).toMatchObject({
      name: "release-bot",
      files: ["backlot.toml"],
      seed: 7,
      now: "2025-01-15T10:30:00Z",
      inOrder: [{ name: "first", at: { kind: "file", line: 5, column: 13 } }],
      shared: true,
      env: { CHANNEL: "beta" },
      envPass: ["AWS_*"],
      sections: { bells: { bells: 2 } },
      allow: [
        {
          rule: "unused-expectation",
          about: "tower *",
          reason: "later",
          owner: "platform",
          expires: "2027-02-01",
          at: { kind: "file", line: 17 },
        },
      ],
    });
    expect(scenario.layers).toHaveLength(1);
    expect(scenario.layers[0]?.expectations.map(({ id, name }) => [id, name])).toEqual([
      ["backlot.toml#bells[0]", "first"],
      ["backlot.toml#bells[1]", undefined],
    ]);
    expect(Object.isFrozen(scenario.layers[0]?.expectations[0]?.conditions)).toBe(true);
  });

  test("may be empty", async () => {
    const scenario = await loaded({ "backlot.toml": "" });
    expect(scenario).toMatchObject({
      seed: undefined,
      shared: false,
      env: {},
      sections: { bells: { bells: 0 } },
    });
  });
});

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

describe("a file that is not", () => {
  test("says everything that is wrong at once, in the order of its lines", async () => {
    expect(
      await problems({
        "backlot.toml": `sed = 7
now = "soon"
[[bells]]
rung = "ding"
seed = 3
[[bells]]
ring = 5
[[bells]]
name = "x"
`,
      }),
    ).toEqual([
      'backlot.toml:1:1 unknown-field: unknown field "sed" at the top of the file',
      'backlot.toml:2:7 invalid-value: now must be a time with its offset, not "soon"',
      'backlot.toml:4:1 unknown-field: unknown field "rung" in bells[0]',
      'backlot.toml:5:1 misplaced-field: "seed" does not belong in bells[0]; it is a field of the top of the file',
      "backlot.toml:7:8 wrong-type: bells[1].ring must be a string, not the integer 5",
      "backlot.toml:8:1 missing-field: bells[2] has no ring",
    ]);
  });

  test("tells no more than so many, and counts the rest", async () => {
    const text = (count: number): string =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, index) => [`zz${index}`, 1])));
    expect(await problems({ "a.json": text(limits.findings) })).toHaveLength(limits.findings);
    const told = await problems({ "a.json": text(limits.findings + 1) });
    expect(told).toHaveLength(limits.findings + 1);
    expect(told.at(-1)).toBe("- over-limit: 1 more problem is not shown");
    expect((await problems({ "a.json": text(5_000) })).at(-1)).toBe(
      "- over-limit: 4800 more problems are not shown",
    );
  });

  test.each([
    [
      "commands = 1\n",
      'a.toml:1:1 unknown-field: unknown field "commands" at the top of the file',
      "Fields here: name, include,",
    ],
    [
      "[bells]\nring = 1\n",
      "a.toml:1:1 wrong-type: bells must be a list, not a table",
      "Write [[bells]]: two brackets",
    ],
    [
      "[[env]]\nA = 1\n",
      "a.toml:1:1 wrong-type: env must be a table, not a list",
      "Write [env]: one bracket",
    ],
    [
      'shared = "true"\n',
      'a.toml:1:10 wrong-type: shared must be true or false, not the string "true"',
      "Write shared = true",
    ],
    ["[env]\nA = 1\n", "a.toml:2:5 wrong-type: env.A must be a string, not the integer 1", 'Write A = "1"'],
    ["name = ''\n", "a.toml:1:8 invalid-value: name is empty", "Write a text."],
    [
      "env_pass = ['A B']\n",
      'a.toml:1:13 invalid-value: env_pass[0] must be a variable\'s name, with * and ? as in globs, not "A B"',
      "Write a variable's name",
    ],
    [
      "now = 2025-01-15\n",
      'a.toml:1:7 wrong-type: now must be a time with its offset, "2025-01-15T10:30:00Z", not the date 2025-01-15',
      "Write a time",
    ],
    [
      'now = "2025-02-29T00:00:00Z"\n',
      'a.toml:1:7 invalid-value: now must be a time with its offset, not "2025-02-29T00:00:00Z"',
      "Write for example: now = ",
    ],
    [
      "seed = -1\n",
      "a.toml:1:8 invalid-value: seed must be an integer, 0 or more, not -1",
      "Write an integer",
    ],
  ])("%j", async (text, problem, fix) => {
    const result = await load({ "a.toml": text });
    expect(await problems({ "a.toml": text })).toEqual([problem]);
    expect(result.findings[0]?.fix).toContain(fix);
  });

  test("a field that belongs to a table above says where to move it, in the words of the format", async () => {
    const toml = await load({ "a.toml": 'name = "x"\n[env]\nA = "1"\n[[bells]]\nring = "a"\nseed = 1\n' });
    expect(toml.findings[0]).toMatchObject({
      why: "In TOML a key belongs to the last header above it, here [[bells]] on line 4.",
      fix: "Move it above the first header, [env] on line 2.",
    });
    const yaml = await load({ "a.yaml": "bells:\n  - ring: a\n    seed: 1\n" });
    expect(yaml.findings[0]).toMatchObject({
      name: "misplaced-field",
      fix: "Move it to the top of the file.",
    });
  });

  test("from TypeScript names are camelCase, and places are paths", async () => {
    const root = parseInput({ in_order: [], bells: [{ ring: 1 }] });
    const result = await load({}, { roots: [root] });
    expect(result.findings.map(({ at, what, near }) => [at, what, near[0]?.what])).toEqual([
      [
        { kind: "input", input: "defineScenario(): in_order" },
        'unknown field "in_order" at the top of the file',
        "inOrder",
      ],
      [
        { kind: "input", input: "defineScenario(): bells[0].ring" },
        "bells[0].ring must be a string, not the integer 1",
        undefined,
      ],
    ]);
  });
});

test("any structure gives a scenario or findings, never an exception", async () => {
  const key = fc.constantFrom(
    "name",
    "include",
    "seed",
    "now",
    "in_order",
    "env",
    "env_pass",
    "allow",
    "bells",
    "ring",
    "x-a",
    "rule",
    "reason",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(key, tie("any"), { maxKeys: 4 }),
    ),
  })).any;
  await fc.assert(
    fc.asyncProperty(fc.dictionary(key, value), async (file) => {
      const result = await load({ "a.json": JSON.stringify(file) });
      expect(result.ok || result.findings.length > 0).toBe(true);
      const input = await load({}, { roots: [parseInput(file)] });
      expect(input.ok || input.findings.length > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
});
