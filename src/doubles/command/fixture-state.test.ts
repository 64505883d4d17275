import { expect, test } from "vitest";
import { utf8 } from "../../core/index.ts";
import { judged, recorded, run, told, worldWith } from "../../../tests/samples/fixture.ts";
import { worldOf } from "../../../tests/samples/world.ts";
import { samplePorts } from "../../../tests/samples/calls.ts";
import { commandActs } from "./acts.ts";
import { judgeCommand } from "./judge.ts";
import { decideCommand } from "./decide.ts";
import { reduceCommand, startCommand } from "./state.ts";

test("what was replayed of a fixture can be forgotten, so that it answers again", async () => {
  const world = await worldWith([recorded("git status")]);
  await run(world, "git status");
  expect(judged(world)).toEqual([]);
  for (const nothing of [null, 7, {}, { fixtures: "f.json" }, { fixtures: [7, "other.json"] }])
    world.act("command.rewind", nothing);
  expect(judged(world)).toEqual([]);
  world.act("command.rewind", { fixtures: ["f.json", "f.json"] });
  expect(told(world)).toEqual([expect.stringContaining("unconsumed-recording")]);
  expect(await run(world, "git status")).toContain("git status\n");
});

test("an act says which fixtures are meant, and nothing else", () => {
  expect(commandActs["rewind"]?.(startCommand(), { fixtures: ["a", 1, "b"] })).toEqual({
    do: "rewind",
    fixtures: ["a", "b"],
  });
});

test("commands and events that are not known change nothing", () => {
  const state = startCommand();
  for (const unknown of [null, 7, { do: "other" }])
    expect(decideCommand(state, unknown as never)).toHaveProperty("refused");
  expect(reduceCommand(state, { type: "other" })).toBe(state);
  expect(reduceCommand(state, { type: "fixture-rewound", fixture: "never.json" })).toEqual({ fixtures: [] });
});

test.each([
  ["{", "f.json"],
  ['{ "version": "99.0" }', "99.0"],
  ['{ "version": "1.0" }', "metadata"],
])("a fixture that can't be read is a finding of the scenario: %s", async (text, named) => {
  const scenario = '[[commands]]\nrun = "git **"\nfixture = "f.json"\n';
  await expect(worldOf(scenario, { files: { "f.json": utf8(text) } })).rejects.toThrow(named);
});

test("a fixture outside of the project is no fixture", async () => {
  await expect(worldOf('[[commands]]\nrun = "git **"\nfixture = "../f.json"\n')).rejects.toThrow("bad-path");
});

test("recordings are not asked for where runs were recorded beside them, or another layer answers", async () => {
  const world = await worldWith([recorded("git status")]);
  const uses = world.expectations.uses();
  const judge = (recordedRuns: number, overridden = false): number =>
    judgeCommand(
      { fixtures: [{ path: "f.json", replayed: {}, recorded: recordedRuns }] },
      uses.map((use) => ({ ...use, overridden })),
      samplePorts(),
    ).length;
  expect([judge(0), judge(1), judge(0, true)]).toEqual([1, 0, 0]);
});

test("what is recorded anew is not asked for", async () => {
  const recorder = { mode: () => "record" as const, record: () => undefined };
  const world = await worldWith([recorded("git status")], { recorder });
  expect(told(world).filter((text) => text.includes("unconsumed"))).toEqual([]);
});
