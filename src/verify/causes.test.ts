import { describe, expect, test } from "vitest";
import type { Finding } from "../core/index.ts";
import { groupSame, rootCauses } from "./causes.ts";
import { found, line, order, use } from "../../tests/samples/uses.ts";

const call = (number: number) => ({ kind: "call", call: number }) as const;

describe("the same finding several times", () => {
  const one = (number: number): Finding =>
    found(
      "unmatched-call",
      "GET /a matches no expectation",
      { call: number, expectation: null },
      call(number),
    );

  test("is one with a count and the numbers of its calls", () => {
    expect(groupSame([one(1), found("internal", "other"), one(3), one(4)])).toMatchObject([
      {
        name: "unmatched-call",
        count: 3,
        at: call(1),
        evidence: { call: 1, expectation: null, calls: [1, 3, 4] },
      },
      { name: "internal", count: 1 },
    ]);
  });

  test("is several when it is about several places, in a file, in code or from outside", () => {
    const places = [
      line(1),
      line(2),
      { kind: "code", file: "a.test.ts", line: 1, column: 1 } as const,
      { kind: "code", file: "a.test.ts", line: 1, column: 2 } as const,
      { kind: "input", input: "--seed" } as const,
      undefined,
    ];
    expect(groupSame(places.map((at) => found("internal", "x", null, at)))).toHaveLength(places.length);
    expect(groupSame([found("internal", "x", null, call(1)), found("internal", "x")])).toHaveLength(1);
  });

  test("without evidence still counts", () => {
    expect(groupSame([found("internal", "x"), found("internal", "x")])).toMatchObject([
      { count: 2, evidence: { calls: [] } },
    ]);
  });
});

describe("root causes", () => {
  const uses = ["a", "b", "c", "x", "y"].map((name) => use(name, { name }));
  const refused = (
    name: "unmatched-call" | "too-many-calls" | "forbidden-call" | "handler-failed" | "pattern-too-slow",
    expectation: string | null,
  ): Finding => found(name, name, { call: 1, expectation });
  const unused = (id: string): Finding => found("unused-expectation", id, { expectation: id });
  const few = (id: string): Finding => found("too-few-calls", id, { expectation: id });
  const tree = (findings: readonly Finding[]): unknown =>
    findings.map((one) => [one.what, (one.consequences ?? []).map((under) => under.what)]);

  test.each([
    "unmatched-call",
    "too-many-calls",
    "forbidden-call",
    "handler-failed",
    "pattern-too-slow",
  ] as const)("what went unused because its call was refused (%s) stands under that", (name) => {
    expect(tree(rootCauses([unused("a"), few("a"), unused("b"), refused(name, "a")], uses, []))).toEqual([
      [name, ["a", "a"]],
      ["b", []],
    ]);
  });

  test("so does what comes later in the same order, and in no other", () => {
    const orders = [order("a", "b", "c"), order("x", "y")];
    const all = [unused("a"), unused("c"), unused("y"), refused("unmatched-call", "b")];
    expect(tree(rootCauses(all, uses, orders))).toEqual([
      ["unmatched-call", ["c"]],
      ["a", []],
      ["y", []],
    ]);
  });

  test("orders from TypeScript name expectations by id", () => {
    const steps = [use("1"), use("2")];
    const byId = steps.map(({ expectation: { id } }) => ({ id, name: "", at: line(1) }));
    expect(tree(rootCauses([unused("2"), refused("unmatched-call", "1")], steps, [byId]))).toEqual([
      ["unmatched-call", ["2"]],
    ]);
  });

  test("each consequence stands under one cause; a call that is near nothing has none", () => {
    const all = [
      refused("unmatched-call", "a"),
      refused("too-many-calls", "a"),
      refused("forbidden-call", null),
      unused("a"),
    ];
    expect(tree(rootCauses(all, uses, []))).toEqual([
      ["unmatched-call", ["a"]],
      ["too-many-calls", []],
      ["forbidden-call", []],
    ]);
    expect(tree(rootCauses([found("out-of-order", "o"), refused("unmatched-call", "a")], uses, []))).toEqual([
      ["unmatched-call", []],
      ["o", []],
    ]);
  });
});
