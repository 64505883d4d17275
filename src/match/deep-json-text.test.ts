import { expect, test } from "vitest";
import { limits } from "../core/index.ts";
import { parseJson } from "./json-text.ts";

test("a body of nothing but brackets filled the memory when it was matched", () => {
  const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  expect(parseJson(nested(limits.parsedDepth))).toBeDefined();
  expect(parseJson(nested(limits.parsedDepth + 1))).toBeUndefined();
});
