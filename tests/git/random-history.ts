import fc from "fast-check";
import {
  changeTree,
  commitObject,
  treeOfFiles,
  blobOf,
  type FileContent,
  type ObjectStore,
  type PathChange,
} from "../../src/doubles/github/git/index.ts";
import { utf8 } from "../../src/core/index.ts";

/** Names that collide, nest and sort in uncommon ways. */
export const paths = ["a", "a.txt", "a/b", "lib/x.ts", "lib/y.ts", "lib.ts", "src/lib/x.ts", "Z z", "ü/é.md"];

const lines = [
  "}",
  "",
  "  return x;",
  "function f() {",
  "  if (a) {",
  "    b();",
  "  }",
  "\tx",
  "end",
  "one",
  "two",
  "three",
];

/** Texts of lines that repeat, as code does; not all end with a line feed. */
export const text = fc
  .tuple(fc.array(fc.constantFrom(...lines), { maxLength: 24 }), fc.boolean())
  .map(([parts, ended]) => parts.join("\n") + (ended && parts.length > 0 ? "\n" : ""));

/** A change of a text in a few places. */
export const edits = fc.array(
  fc.record({
    at: fc.nat(30),
    remove: fc.nat(4),
    add: fc.array(fc.constantFrom(...lines, "new", "other"), { maxLength: 4 }),
  }),
  { maxLength: 4 },
);

/** The text after such changes. */
export function edited(
  before: string,
  changes: readonly { at: number; remove: number; add: string[] }[],
): string {
  const parts = before.split("\n");
  for (const { at, remove, add } of changes) parts.splice(at % (parts.length + 1), remove, ...add);
  return parts.join("\n");
}

/** Files by path, none of which is a folder of another. */
export function asTree(store: ObjectStore, files: ReadonlyMap<string, FileContent>): string {
  const fitting = new Map(
    [...files].filter(([path]) => ![...files.keys()].some((other) => other.startsWith(`${path}/`))),
  );
  const made = treeOfFiles(store, fitting);
  if (!made.ok) throw new Error(`no tree: ${made.refusal.path} ${made.refusal.problem}`);
  return made.sha;
}

/** One step of a history: a commit on some of the commits before it. */
export interface Step {
  readonly parents: readonly number[];
  readonly later: number;
  readonly path: string;
  readonly content: string | undefined;
}

/** Histories with branches, merges, equal dates, clocks that go back and a second root. */
export const history = fc.array(
  fc.record({
    parents: fc.array(fc.nat(5), { maxLength: 2 }),
    later: fc.integer({ min: -40, max: 100 }),
    path: fc.constantFrom("a", "lib/x.ts", "lib/y.ts"),
    content: fc.option(fc.constantFrom("1\n", "2\n", "3\n"), { nil: undefined }),
  }),
  { minLength: 2, maxLength: 14 },
);

/** Writes such a history; parents count back from the commit. @returns SHAs, the first commit first */
export function writeHistory(store: ObjectStore, steps: readonly Step[]): readonly string[] {
  const shas: string[] = [];
  const trees: string[] = [];
  steps.forEach((step, index) => {
    const wanted = [...new Set(step.parents.map((back) => index - 1 - back))].filter((at) => at >= 0);
    const [first] = wanted;
    const change: [string, PathChange][] = [
      [step.path, { mode: "100644", sha: store.put(blobOf(utf8(step.content ?? `${index}\n`))) }],
    ];
    const made = changeTree(store, first === undefined ? undefined : trees[first], new Map(change));
    if (!made.ok) throw new Error("no tree");
    const who = { name: "M", email: "m@x", seconds: 1_700_000_000 + index * 60 + step.later, zone: "+0000" };
    trees.push(made.sha);
    shas.push(
      store.put(
        commitObject({
          tree: made.sha,
          parents: wanted.map((at) => shas[at] as string),
          author: who,
          committer: who,
          message: `commit ${index}\n`,
        }),
      ),
    );
  });
  return shas;
}
