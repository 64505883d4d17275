import { expect, test } from "vitest";
import type { FixtureAnswer } from "../../core/index.ts";
import { decideCommand, type DecideCommand } from "./decide.ts";
import { reduceCommand, startCommand, type CommandState } from "./state.ts";

const recording = {
  command: "git",
  args: ["status"],
  stdin: "",
  envSubset: {},
  stdout: "",
  stderr: "",
  exit: { code: 0 },
  timestamp: "2025-01-15T10:30:00Z",
  durationMs: 0,
} as const;
const fixture: FixtureAnswer = {
  path: "f.json",
  recordings: [
    { ...recording, sequence: 0 },
    { ...recording, sequence: 1 },
  ],
  strict: true,
  many: false,
  recordStdin: true,
  record: null,
};
const call = { command: "git", args: ["status"], env: {}, cwd: "/repo", stdin: "" };

function done(state: CommandState, command: DecideCommand): CommandState {
  const events = decideCommand(state, command);
  if ("refused" in events) throw new Error(events.refused);
  let next = state;
  for (const event of events) next = reduceCommand(next, event);
  return next;
}

test("a command that is not known is refused, and an event that is not known changes nothing", () => {
  const state = startCommand();
  for (const odd of [{ reset: true }, null, "replay"])
    expect(decideCommand(state, odd as never)).toEqual({ refused: "command doubles know no such command" });
  expect(reduceCommand(state, { type: "anything" })).toEqual(startCommand());
});

test("each recording answers once, whichever expectation names its file, and all again after a rewind", () => {
  const replay = { do: "replay", fixture, call } as const;
  let state = done(done(startCommand(), replay), replay);
  expect(state).toEqual({ fixtures: [{ path: "f.json", replayed: { 0: 1, 1: 1 }, recorded: 0 }] });
  expect(decideCommand(state, replay)).toEqual({ refused: "no recording of f.json matches the call" });
  expect(decideCommand(state, { ...replay, fixture: { ...fixture, many: true } })).toHaveLength(1);
  state = done(state, { do: "rewind", fixtures: ["f.json", "f.json", "other.json"] });
  expect(state).toEqual(startCommand());
  expect(decideCommand(state, replay)).toEqual([
    { type: "recording-replayed", fixture: "f.json", recording: 0 },
  ]);
});

test("runs that were recorded are counted", () => {
  const state = done(done(startCommand(), { do: "record", fixture: "f.json" }), {
    do: "record",
    fixture: "f.json",
  });
  expect(state).toEqual({ fixtures: [{ path: "f.json", replayed: {}, recorded: 2 }] });
});
