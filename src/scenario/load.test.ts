import { describe, expect, test } from "vitest";
import { utf8, type Result } from "../core/index.ts";
import { list, loadScenario, mapped, optional, required, section, string, table } from "./index.ts";
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
});
