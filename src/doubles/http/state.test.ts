import { expect, test } from "vitest";
import { decideHttp } from "./decide.ts";
import { reduceHttp, startHttp } from "./state.ts";

test("there is no state to change: commands are refused, events change nothing", () => {
  const state = startHttp();
  expect(decideHttp(state, { reset: true })).toEqual({ refused: expect.stringContaining("keep no state") });
  expect(reduceHttp(state, { type: "anything" })).toBe(state);
});
