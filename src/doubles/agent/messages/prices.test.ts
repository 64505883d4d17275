import { describe, expect, test } from "vitest";
import { tokens } from "../../../../tests/samples/agent-conversation.ts";
import { profileOf } from "../profile.ts";
import { costOf, maxOutputTokens } from "./prices.ts";

const million = 1_000_000;

describe("prices", () => {
  test.each([
    ["claude-sonnet-4-20250514", 3, 15, 0.3, 3.75],
    ["claude-sonnet-5", 3, 15, 0.3, 3.75],
    ["claude-opus-4-20250514", 15, 75, 1.5, 18.75],
    ["claude-opus-4-1-20250805", 15, 75, 1.5, 18.75],
    ["claude-opus-4-1", 15, 75, 1.5, 18.75],
    ["claude-opus-4-0", 15, 75, 1.5, 18.75],
    ["claude-opus-4-5-20251101", 5, 25, 0.5, 6.25],
    ["claude-opus-4-10", 5, 25, 0.5, 6.25],
    ["opus", 5, 25, 0.5, 6.25],
    ["claude-haiku-4-5-20251001", 1, 5, 0.1, 1.25],
    ["my-model", 3, 15, 0.3, 3.75],
    ["", 3, 15, 0.3, 3.75],
  ])("a million tokens of %s", (model, input, output, read, write) => {
    expect([
      costOf(model, tokens(million, 0)),
      costOf(model, tokens(0, million)),
      costOf(model, tokens(0, 0, million)),
      costOf(model, tokens(0, 0, 0, million)),
    ]).toEqual([input, output, read, write]);
  });

  test("add up without a rounding error", () => {
    expect(costOf("claude-sonnet-4-20250514", tokens(1, 2, 3, 4))).toBe(0.0000489);
    expect(costOf("haiku", tokens(1, 0, 1))).toBe(0.0000011);
  });

  test("older opus says less at once", () => {
    const said = (version: string): readonly number[] =>
      ["claude-opus-4-1", "claude-sonnet-4"].map((model) => maxOutputTokens(model, profileOf(version)));
    expect([said("2.1.29"), said("2.1.328")]).toEqual([
      [32_000, 64_000],
      [32_000, 32_000],
    ]);
  });
});
