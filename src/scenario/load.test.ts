import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../core/index.ts";
import { linkScenario, parseInput } from "./index.ts";
import { bells, load, loaded, problems } from "./testing-load.ts";

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

  test("a scenario from TypeScript is an object", async () => {
    const result = await load({}, { roots: [parseInput([])] });
    expect(result.findings).toMatchObject([{ name: "wrong-type", what: "a scenario is an object" }]);
    expect(await load({}, { roots: [parseInput(undefined)] })).toMatchObject({ ok: false });
  });

  test("a value that is only checked may name what an included file has", () => {
    const options = { sections: [bells], covers: () => false, today: "2026-11-20", readFile: null };
    const check = (value: object): string[] =>
      linkScenario([parseInput(value)], options).findings.map((one) => one.what);
    expect(check({ include: ["base.toml"], inOrder: ["theirs"], bells: [{ ring: "a" }] })).toEqual([]);
    expect(check({ inOrder: ["theirs"] })).toEqual(['no expectation is named "theirs"']);
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
