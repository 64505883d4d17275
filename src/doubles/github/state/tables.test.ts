import fc from "fast-check";
import { expect, test } from "vitest";
import { draftOf } from "./draft.ts";
import type { RepositoryRow } from "./rows.ts";
import { applyChanges, emptyState, viewOf } from "./state.ts";
import { forksOf, inNetwork, ofUser } from "./tables.ts";

const at = "2025-01-15T10:30:00Z";

test("a row stands in each of its groups, and leaves those that it is no longer in", () => {
  const state = emptyState();
  const draft = draftOf(state, at);
  const star = draft.add("star", { repository: 5, user: 7, createdAt: at });
  expect(draft.list("star", 5)).toEqual([star]);
  expect(draft.list("star", ofUser(7))).toEqual([star]);
  for (const event of draft.events) applyChanges(state.tables, event);
  const next = draftOf(state, at);
  next.change("star", star, { user: 8 });
  expect(next.list("star", ofUser(7))).toEqual([]);
  expect(next.count("star", ofUser(8))).toBe(1);
  for (const event of next.events) applyChanges(state.tables, event);
  const view = viewOf(state);
  expect([view.count("star", ofUser(7)), view.count("star", ofUser(8)), view.count("star", 5)]).toEqual([
    0, 1, 1,
  ]);
});

type Step = { readonly id: number; readonly owner: number; readonly parent: number | null } | number;
const small = fc.integer({ min: 1, max: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ id: small, owner: small, parent: fc.option(small) }),
  small,
);

test("whatever is put and removed, groups hold what a scan finds, in the state and in a draft alike", () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 6 }), (writes) => {
      const state = emptyState();
      for (const steps of writes) {
        const draft = draftOf(state, at);
        for (const one of steps) {
          if (typeof one === "number") draft.remove("repository", one);
          else draft.put("repository", { ...one, name: `r${one.id}`, network: one.owner } as RepositoryRow);
        }
        const drafted = shownBy(draft);
        for (const event of draft.events) applyChanges(state.tables, event);
        expect(shownBy(viewOf(state))).toEqual(drafted);
      }
    }),
  );
});

function shownBy(view: ReturnType<typeof viewOf>): unknown {
  const rows = view.list("repository");
  return [1, 2, 3, 4].map((one) => {
    const grouped = {
      owned: ids(view.list("repository", one)),
      forks: ids(view.list("repository", forksOf(one))),
      network: ids(view.list("repository", inNetwork(one))),
    };
    expect(grouped).toEqual({
      owned: ids(rows.filter(({ owner }) => owner === one)),
      forks: ids(rows.filter(({ parent }) => parent === one)),
      network: ids(rows.filter(({ network }) => network === one)),
    });
    expect(view.count("repository", forksOf(one))).toBe(grouped.forks.length);
    return grouped;
  });
}

function ids(rows: readonly RepositoryRow[]): readonly number[] {
  return rows.map(({ id }) => id).toSorted((left, right) => left - right);
}
