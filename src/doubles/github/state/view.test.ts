import { expect, test } from "vitest";
import { rowOf, type View } from "./view.ts";

test("a row that something points at and that is gone is our mistake, and says which", () => {
  const empty: View = { get: () => undefined, named: () => undefined, list: () => [], count: () => 0 };
  expect(() => rowOf(empty, "team", 7)).toThrow("no team 7");
});
