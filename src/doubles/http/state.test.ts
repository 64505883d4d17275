import { expect, test } from "vitest";
import { decideHttp } from "./decide.ts";
import { reduceHttp, startHttp } from "./state.ts";

test("commands and events of nobody are refused, and change nothing", () => {
  const state = startHttp({ services: [] }, "2025-01-15T10:30:00.000Z");
  expect(state).toEqual({ resources: {} });
  for (const command of [{ reset: true }, null, "x", { do: "sing" }]) {
    expect(decideHttp(state, command, "")).toEqual({
      refused: expect.stringContaining("no such command") as unknown,
    });
  }
  expect(reduceHttp(state, { type: "anything" })).toBe(state);
  expect(state).toEqual({ resources: {} });
});
