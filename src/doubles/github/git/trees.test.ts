import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lacksGit, realGit, sha1 } from "../../../../tests/git/real-git.ts";
import { utf8 } from "../../../core/index.ts";
import { changeTree, treeOfFiles, type PathChange } from "./change-tree.ts";
import { blobOf, contentBytes, emptyTreeSha, memoryStore, objectOfBytes, objectSha } from "./object.ts";
import { isEntryName, pathLimits, pathProblem } from "./path-name.ts";
import { isBranchName, isRefName, refsCollide } from "./ref-name.ts";
import { compareBytes, flattenTree, treeEntryAt, treeObject } from "./tree.ts";

const segment = fc.constantFrom("a", "b", "a.b", "a-b", "A", "ü", "\u{1f600}", "\uffee", "a\udcff");
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));

function sha(content: string): string {
  return objectSha(blobOf(utf8(content)), sha1);
}

describe("a tree of paths", () => {
  it("is what a map of paths is, after any changes", () => {
    const change = fc.tuple(path, fc.option(fc.constantFrom("1", "2", "3"), { nil: undefined }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const store = memoryStore(sha1);
        const model = new Map<string, string>();
        let tree = store.put(treeObject([]));
        for (const [at, content] of changes) {
          const there = [...model.keys()].some((known) => known === at || known.startsWith(`${at}/`));
          const put: PathChange = content === undefined ? undefined : { mode: "100644", sha: sha(content) };
          const made = changeTree(store, tree, new Map([[at, put]]));
          if (content === undefined && !there) {
            expect(made).toEqual({ ok: false, refusal: { path: at, problem: "missing" } });
            continue;
          }
          for (const known of model.keys()) {
            const hidden = at.startsWith(`${known}/`) && content !== undefined;
            if (known === at || known.startsWith(`${at}/`) || hidden) model.delete(known);
          }
          if (content !== undefined) model.set(at, sha(content));
          tree = made.ok ? made.sha : "";
        }
        const found = flattenTree(store, tree);
        expect(new Map(found.map((entry) => [entry.path, entry.sha]))).toEqual(model);
        expect(found.map((entry) => entry.path)).toEqual([...model.keys()].sort(compareBytes));
        for (const [at, content] of model) expect(treeEntryAt(store, tree, at)?.sha).toBe(content);
      }),
    );
  });

  // The judge is the real git: it may be missing, or too old for this.
  it.skipIf(lacksGit(220))("has the entries in git's order", () => {
    using git = realGit();
    const names = ["a", "a.b", "a-b", "a0", "A", "ü", "\u{1f600}", "\uffee", "a\udcff"];
    const leaf = git.store.put(
      treeObject([{ mode: "100644", name: "x", sha: git.store.put(blobOf(utf8(""))) }]),
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: 2 }), fc.array(fc.boolean()), (some, folders) => {
        const tree = git.store.put(
          treeObject(
            some.map((name, index) =>
              folders[index] === true
                ? { mode: "040000", name, sha: leaf }
                : { mode: "100644", name, sha: sha("") },
            ),
          ),
        );
        expect(git.run(["fsck", "--strict", tree]).stderr).not.toContain("treeNotSorted");
      }),
      { numRuns: 20 },
    );
  });

  it("keeps the modes that old tools wrote, and reads them as git does", () => {
    const entry = (mode: string) => [...utf8(`${mode} ${mode}\0`), ...new Uint8Array(20)];
    const bytes = Uint8Array.from(["040000", "100664", "100775", "120000", "160000"].flatMap(entry));
    const object = objectOfBytes("tree", bytes) ?? blobOf(bytes);
    const store = memoryStore(sha1);
    const tree = store.put(object);
    expect(contentBytes(object)).toEqual(bytes);
    expect(flattenTree(store, tree, { withTrees: true }).map(({ mode, type }) => `${mode} ${type}`)).toEqual([
      "040000 tree",
      "100644 blob",
      "100755 blob",
      "120000 blob",
      "160000 commit",
    ]);
  });

  it("is listed as far as asked, folders before what they hold", () => {
    const store = memoryStore(sha1);
    const made = treeOfFiles(
      store,
      new Map([
        ["a/b/c", "1"],
        ["a.txt", "2"],
      ]),
    );
    const tree = made.ok ? made.sha : "";
    const paths = (how: Parameters<typeof flattenTree>[2]) =>
      flattenTree(store, tree, how).map((entry) => entry.path);
    expect(paths({ withTrees: true })).toEqual(["a.txt", "a", "a/b", "a/b/c"]);
    expect(paths({ withTrees: true, entriesMax: 2 })).toEqual(["a.txt", "a"]);
    expect(paths({ withTrees: true, depthMax: 2 })).toEqual(["a.txt", "a", "a/b"]);
    expect(treeEntryAt(store, tree, "")?.sha).toBe(tree);
    expect(treeEntryAt(store, tree, "a.txt/b")).toBeUndefined();
    expect(treeEntryAt(store, tree, "c")).toBeUndefined();
  });
});

describe("a change of a tree is refused", () => {
  const refused = (changes: Record<string, PathChange>) => {
    const store = memoryStore(sha1);
    const made = changeTree(store, store.put(treeObject([])), new Map(Object.entries(changes)));
    return made.ok ? made.sha : `${made.refusal.problem} ${made.refusal.path}`;
  };
  const put = { mode: "100644", sha: sha("") } as const;

  it.each([
    ["", "empty"],
    ["/etc/passwd", "leading-slash"],
    ["a//b", "malformed"],
    ["a/", "malformed"],
    ["../x", "malformed"],
    ["a/./b", "malformed"],
    ["a\0b", "malformed"],
    [".git/config", "malformed"],
    ["a/.GiT/x", "malformed"],
    [".g\u200cit", "malformed"],
    ["git~1/x", "malformed"],
    [".git. .", "malformed"],
    [".git::$INDEX_ALLOCATION", "malformed"],
  ])("for the path %j", (bad, problem) => {
    expect(refused({ [bad]: put, good: put })).toBe(`${problem} ${bad}`);
  });

  it("past the limits of a path, not at them", () => {
    const [long, deep] = [
      "a".repeat(pathLimits.chars),
      Array.from({ length: pathLimits.segments }, () => "a").join("/"),
    ];
    expect([pathProblem(long), pathProblem(`${long}a`)]).toEqual([undefined, "too-long"]);
    expect([pathProblem(deep), pathProblem(`${deep}/a`)]).toEqual([undefined, "too-deep"]);
    expect([".github", ".gitignore", "a.git", "..."].every(isEntryName)).toBe(true);
  });

  it("where a file would hold files, where nothing is removed, and without a tree", () => {
    expect(refused({ a: put, "a/b": put })).toBe("collision a");
    expect(refused({ "a/b": undefined })).toBe("missing a/b");
    const store = memoryStore(sha1);
    expect(changeTree(store, "1".repeat(40), new Map())).toEqual({
      ok: false,
      refusal: { path: "", problem: "no-tree" },
    });
  });

  it("but folders that become empty go", () => {
    const store = memoryStore(sha1);
    const made = treeOfFiles(store, new Map([["a/b/c", { content: "x", mode: "100755" as const }]]));
    expect(changeTree(store, made.ok ? made.sha : "", new Map([["a/b/c", undefined]]))).toEqual({
      ok: true,
      sha: emptyTreeSha,
    });
  });
});

describe("names of refs", () => {
  const names = [
    "a",
    "/",
    ".",
    "..",
    "@{",
    "@",
    " ",
    "~",
    "^",
    ":",
    "?",
    "*",
    "[",
    "\\",
    "\u007f",
    "\u0001",
    ".lock",
    "-",
    "ü",
    "HEAD",
  ];

  // The judge is the real git: it may be missing, or too old for this.
  it.skipIf(lacksGit(220))("are those that git takes", () => {
    using git = realGit();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names), { maxLength: 5 }), (parts) => {
        const name = `refs/heads/${parts.join("")}`;
        expect(isRefName(name)).toBe(git.run(["check-ref-format", name]).exitCode === 0);
      }),
      { numRuns: 120 },
    );
  });

  it("of branches are no options", () => {
    expect(["main", "a/b", "-x", "HEAD", "../x", "a b"].map(isBranchName)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(isRefName("main")).toBe(false);
    expect(isRefName(`refs/${"a".repeat(1_020)}`)).toBe(false);
    expect([
      refsCollide("refs/heads/a", "refs/heads/a/b"),
      refsCollide("refs/heads/a", "refs/heads/ab"),
    ]).toEqual([true, false]);
  });
});
