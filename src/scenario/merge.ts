import { finding } from "../core/index.ts";
import { addProblem, type Problems } from "./problems.ts";
import { placeOf } from "./source.ts";
import { entryOf, type Entry, type Header, type Node, type TableNode } from "./tree.ts";

/**
 * Joins the trees of several files, lowest first: lists are joined, tables merged, and a single value that
 * two files give is a finding. `include` has been followed by then and is left out.
 */
export function mergeTrees(trees: readonly TableNode[], problems: Problems): TableNode {
  const without = trees.map((tree) => ({
    ...tree,
    entries: tree.entries.filter((entry) => entry.key !== "include"),
  }));
  return mergeTables(without, problems);
}

function mergeTables(tables: readonly TableNode[], problems: Problems): TableNode {
  const [first, ...others] = tables;
  if (first === undefined) return { kind: "table", entries: [], headers: [], where: { input: "nothing" } };
  if (others.length === 0) return first;
  const entries = new Map<string, Entry>();
  const headers: Header[] = [];
  for (const table of tables) {
    headers.push(...table.headers);
    for (const entry of table.entries) {
      const known = entries.get(entry.key);
      // A key twice in one file was reported when that file was read.
      if (entryOf(table, entry.key) !== entry) continue;
      entries.set(entry.key, known === undefined ? entry : mergeEntries(known, entry, problems));
    }
  }
  return { ...first, entries: [...entries.values()], headers };
}

function mergeEntries(low: Entry, high: Entry, problems: Problems): Entry {
  const [left, right] = [low.value, high.value];
  if (left.kind === "table" && right.kind === "table") {
    const implied = low.implied === true && high.implied === true;
    return { ...low, implied, value: mergeTables([left, right], problems) };
  }
  if (left.kind === "list" && right.kind === "list") {
    const value: Node = { ...left, items: [...left.items, ...right.items] };
    return { ...low, value };
  }
  if (!low.key.startsWith("x-")) {
    addProblem(problems, () =>
      finding("scalar-twice", {
        at: placeOf(high.keyWhere),
        what: `"${high.key}" is given by two files`,
        near: [{ what: low.key, at: placeOf(low.keyWhere) }],
      }),
    );
  }
  return low;
}
