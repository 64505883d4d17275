import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import { placeOf } from "../source.ts";
import type { Node } from "../tree.ts";
import { readValue } from "./value.ts";

function problems(value: unknown): string[] {
  return readValue(value, "here").problems.found.map((one) => {
    const at = one.at?.kind === "input" ? one.at.input : "-";
    return `${at} | ${one.name} | ${one.what}`;
  });
}

function treeOf(value: unknown): Node | null {
  const read = readValue(value, "here");
  expect(read.problems.found).toEqual([]);
  return read.tree;
}

/** The first value of an object. */
function nodeOf(value: unknown): Node | undefined {
  const tree = treeOf({ it: value });
  return tree?.kind === "table" ? tree.entries[0]?.value : undefined;
}

const matcherOf = (value: unknown): unknown => {
  const node = nodeOf(value);
  return node?.kind === "matcher" ? node.matcher : node;
};

describe("values that are data", () => {
  test("become nodes, with paths as places", () => {
    const tree = treeOf({ a: [1, { "b c": "x", none: undefined }], d: 1.5, e: null, f: true });
    expect(tree?.kind === "table" ? tree.entries.map(({ key }) => key) : []).toEqual(["a", "d", "e", "f"]);
    const list = nodeOf([1, { "b c": "x" }]);
    const inner = list?.kind === "list" ? list.items[1] : undefined;
    const entry = inner?.kind === "table" ? inner.entries[0] : undefined;
    expect(entry === undefined ? null : placeOf(entry.value.where)).toEqual({
      kind: "input",
      input: 'here: it[1]."b c"',
    });
  });

  test("that only TypeScript has become nodes of their own", () => {
    const handler = { kind: "function", id: 7 } as const;
    const kept: unknown[] = [];
    const keep = (code: unknown): typeof handler => {
      kept.push(code);
      return handler;
    };
    const answer = (): number => 1;
    const url = new URL("file:///handler.js");
    const { tree } = readValue({ answer, url }, "here", keep);
    const kinds = tree?.kind === "table" ? tree.entries.map(({ value }) => value) : [];
    expect(kinds).toMatchObject([
      { kind: "code", what: "function", handler },
      { kind: "code", what: "module", handler },
    ]);
    expect(kept).toEqual([answer, url]);
    expect(nodeOf(answer)).toMatchObject({ kind: "code", handler: null });
    expect(nodeOf(url)).toMatchObject({ kind: "code", what: "module", handler: null });
    expect(nodeOf(new Uint8Array([1]))).toMatchObject({ kind: "bytes" });
    expect(nodeOf(new Date(0))).toMatchObject({ kind: "date", text: "1970-01-01T00:00:00.000Z" });
    expect(matcherOf(/a.b/i)).toEqual({ is: "regex", regex: { source: "a.b", flags: "i" } });
  });
});

// Matchers are made outside of tests here, where a lint rule wants no bare expect.
const runner = expect;

describe("a test runner's matchers become data", () => {
  test.each([
    [expect.stringContaining("x"), { is: "contains", text: "x" }],
    [runner.not.stringContaining("x"), { is: "not", matcher: { is: "contains", text: "x" } }],
    [expect.stringMatching(/^v/i), { is: "regex", regex: { source: "^v", flags: "i" } }],
    [expect.stringMatching("v."), { is: "regex", regex: { source: "v.", flags: "" } }],
    [expect.anything(), { is: "not", matcher: { is: "equals", value: null } }],
    [expect.any(String), { is: "type", type: "string" }],
    [expect.any(Number), { is: "type", type: "number" }],
    [expect.any(Boolean), { is: "type", type: "boolean" }],
    [expect.any(Array), { is: "type", type: "array" }],
    [expect.any(Object), { is: "type", type: "object" }],
    [expect.arrayContaining(["a"]), { is: "includes", matcher: { is: "equals", value: "a" } }],
    [
      expect.arrayContaining(["a", expect.stringContaining("b")]),
      {
        is: "not",
        matcher: {
          is: "one_of",
          matchers: [
            { is: "not", matcher: { is: "includes", matcher: { is: "equals", value: "a" } } },
            { is: "not", matcher: { is: "includes", matcher: { is: "contains", text: "b" } } },
          ],
        },
      },
    ],
    [
      expect.objectContaining({ id: expect.any(Number), tags: ["a"], deep: { x: expect.anything() } }),
      {
        is: "json",
        subset: {
          object: {
            id: { leaf: { is: "type", type: "number" } },
            tags: { leaf: { is: "equals", value: ["a"] } },
            deep: { object: { x: { leaf: { is: "not", matcher: { is: "equals", value: null } } } } },
          },
        },
      },
    ],
  ])("%s", (value, matcher) => {
    expect(matcherOf(value)).toEqual(matcher);
  });

  test("or are refused where there is no such data", () => {
    expect(problems({ it: expect.closeTo(1) })).toEqual([
      "here: it | wrong-type | it: the matcher NumberCloseTo has no form as data; give a predicate",
    ]);
    expect(problems({ it: expect.any(Map) })).toEqual([
      "here: it | wrong-type | it: the matcher Any has no form as data; give a predicate",
    ]);
  });
});

describe("values that are no data", () => {
  test.each([
    [undefined, "here | wrong-type | here: undefined is not data"],
    [{ it: 1n }, "here: it | wrong-type | it: a bigint is not data"],
    [{ it: Symbol("x") }, "here: it | wrong-type | it: a symbol is not data"],
    [{ it: [undefined] }, "here: it[0] | wrong-type | it[0]: undefined is not data"],
    [
      { it: Object.create(Object.create(Object.create(null) as object) as object) as object },
      "here: it | wrong-type | it: a special object is not plain data",
    ],
    [{ it: new Map() }, "here: it | wrong-type | it: a Map is not plain data"],
    [{ it: 2 ** 53 }, "here: it | number-out-of-range | an integer beyond 2^53 can't be held exactly"],
    [{ it: Number.NaN }, "here: it | number-out-of-range | NaN is not a number that JSON has"],
    [JSON.parse('{"__proto__": 1}'), 'here: __proto__ | forbidden-key | the key "__proto__" is not allowed'],
    [
      { it: new Date(Number.NaN) },
      "here: it | wrong-type | it: reading it threw an error: Invalid time value",
    ],
  ])("%o", (value, problem) => {
    expect(problems(value)).toEqual([problem]);
  });

  test("an object that holds itself", () => {
    const loop: Record<string, unknown> = {};
    loop["again"] = loop;
    expect(problems(loop)).toEqual(["here: again | wrong-type | again: it holds itself"]);
  });

  test("a getter that throws", () => {
    const value = {
      get it(): string {
        throw new Error("no");
      },
    };
    expect(problems(value)[0]).toContain("reading it threw an error: no");
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          // oxlint-disable-next-line typescript/only-throw-error -- a user's proxy may throw what it likes
          throw "not an error";
        },
      },
    );
    expect(problems(proxy)[0]).toContain("reading it threw an error: not an error");
  });

  test("too deep and too many values", () => {
    const nest = (depth: number): unknown => (depth === 0 ? 1 : [nest(depth - 1)]);
    expect(problems({ it: nest(limits.scenarioDepth) })).toEqual([]);
    expect(problems({ it: nest(limits.scenarioDepth + 1) })[0]).toContain("over-limit");
    let wide: unknown = 1;
    for (let level = 0; level < 30; level++) wide = [wide, wide];
    expect(problems(wide)[0]).toContain("over-limit");
  });
});

test("any value gives a tree or problems, never an exception", () => {
  fc.assert(
    fc.property(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withSet: true,
        withTypedArray: true,
        withNullPrototype: true,
        withObjectString: true,
      }),
      (value) => {
        const { tree, problems } = readValue(value, "here");
        expect(tree !== null || problems.count > 0).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
