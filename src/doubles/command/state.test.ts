import { expect, test } from "vitest";
import { decideCommand } from "./decide.ts";
import { reduceCommand, startCommand } from "./state.ts";

test("there is no state to change: commands are refused, events change nothing", () => {
  const state = startCommand();
  expect(decideCommand(state, { reset: true })).toEqual({
    refused: expect.stringContaining("keep no state"),
  });
  expect(reduceCommand(state, { type: "anything" })).toBe(state);
});
