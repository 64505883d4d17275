import { expect, test } from "vitest";
import { draftOf } from "./draft.ts";
import { emptyState } from "./state.ts";
import { rowNamed, rowOf } from "./view.ts";

test("a row that others name is found by key and by name, and is missed loudly", () => {
  const draft = draftOf(emptyState(), "2025-01-15T10:30:00Z");
  const row = draft.add("redirect", { name: "octocat/old", repository: 1 });
  expect(rowOf(draft, "redirect", row.id)).toBe(row);
  expect(rowNamed(draft, "redirect", "octocat/old")).toBe(row);
  expect(() => rowOf(draft, "redirect", 7)).toThrow("no redirect 7");
  expect(() => rowNamed(draft, "redirect", "octocat/new")).toThrow("no redirect octocat/new");
});
