import { expect, test } from "vitest";
import { draftOf } from "./draft.ts";
import { emptyState } from "./state.ts";
import { rowOf } from "./view.ts";

const at = "2025-01-15T10:30:00Z";

test("a row that is referred to is read, and one that is missing is a fault that names it", () => {
  const draft = draftOf(emptyState(), at);
  const star = draft.add("star", { repository: 5, user: 7, createdAt: at });
  expect(rowOf(draft, "star", star.id)).toBe(star);
  expect(() => rowOf(draft, "star", 99)).toThrow("the star 99 is referred to, but it is not there");
});
