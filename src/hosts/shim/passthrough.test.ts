import { expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import { tooDeep } from "./passthrough.ts";

test("programs are passed through limits.passthroughDepth deep, and no deeper", () => {
  expect(tooDeep(limits.passthroughDepth - 1)).toBe(false);
  expect(tooDeep(limits.passthroughDepth)).toBe(true);
  // A caller may put anything into the variable that counts.
  expect(tooDeep(Number.NaN)).toBe(true);
});
