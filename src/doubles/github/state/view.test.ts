import { expect, test } from "vitest";
import { pointedAt, type View } from "./view.ts";

test("a row that something points at and that is gone is our mistake, and says which", () => {
  const empty: View = { get: () => undefined, named: () => undefined, list: () => [], count: () => 0 };
  expect(() => pointedAt(empty, "team", 7)).toThrow("something points at team 7, which is gone");
});
