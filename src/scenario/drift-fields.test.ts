import { describe, expect, test } from "vitest";
import { loaded, problems } from "./testing-load.ts";

const drift = async (toml: string): Promise<unknown> => (await loaded({ "backlot.toml": toml })).drift;

describe("[drift]", () => {
  test("says how the gate judges, and what a refresh is to do", async () => {
    const settings = await drift(`
[drift]
baseline = "drift-baseline.json"
fail_on = "note"
[drift.refresh]
since = "1546cf9"
only = ["tests/*"]
[[drift.refresh.stages]]
name = "dead tests"
deletes = ["tests/a.py::*"]
refreshes = ["tests/b.py::*"]
adds = 2
`);
    expect(settings).toMatchObject({
      baseline: "drift-baseline.json",
      failOn: "note",
      refresh: {
        since: "1546cf9",
        only: ["tests/*"],
        stages: [{ name: "dead tests", deletes: ["tests/a.py::*"], refreshes: ["tests/b.py::*"], adds: 2 }],
      },
    });
  });

  test("fails on errors and touches all, where nothing else is said", async () => {
    expect(await drift("[drift]\n")).toMatchObject({
      failOn: "error",
      baseline: undefined,
      refresh: undefined,
    });
    expect(await drift("[drift.refresh]\n")).toMatchObject({
      refresh: { since: undefined, only: [], stages: [] },
    });
    expect(await drift('[[drift.refresh.stages]]\nname = "a"\n')).toMatchObject({
      refresh: { stages: [{ name: "a", deletes: [], refreshes: [], adds: 0 }] },
    });
    expect(await drift('name = "without"\n')).toBeUndefined();
  });

  test.each([
    ['[drift]\nbaseline = "../outside.json"\n', "bad-path"],
    ['[drift]\nbaseline = ""\n', "invalid-value"],
    ['[drift]\nfail_on = "never"\n', "invalid-value"],
    ['[drift]\nignore = ["thin-body"]\n', "unknown-field"],
    ["[[drift.refresh.stages]]\nadds = 1\n", "missing-field"],
    ['[[drift.refresh.stages]]\nname = "a"\nadds = -1\n', "invalid-value"],
  ])("%s is refused", async (toml, name) => {
    expect(await problems({ "backlot.toml": toml })).toEqual([expect.stringContaining(name)]);
  });
});
