import { describe, expect, test } from "vitest";
import { limits, type Expectation, type Finding } from "../core/index.ts";
import type { World } from "../engine/index.ts";
import type { Allow, Scenario } from "../scenario/index.ts";
import { bells, open, ring, scenario } from "../../tests/samples/bell.ts";
import { expectation } from "../../tests/samples/calls.ts";
import { line, order } from "../../tests/samples/uses.ts";
import { verify, type VerifyScope } from "./verify.ts";

/** An expectation of `ring WORD`. */
function rings(word: string, more: Partial<Expectation> = {}): Expectation {
  return expectation(word, { double: "bell", target: "ring", word: { is: "equals", value: word }, ...more });
}

function world(expectations: readonly Expectation[], more: Partial<Scenario> = {}): World {
  const layers = [{ name: "file", expectations }];
  return open(layers, { scenario: { ...scenario, layers, ...more } });
}

async function play(one: World, ...words: readonly string[]): Promise<void> {
  for (const word of words) await one.accept(ring(word));
}

const scope: VerifyScope = { world: "main", unsealed: ["the network"] };
const told = (one: World, more: Partial<VerifyScope> = {}): unknown =>
  verify(one, { ...scope, ...more }).findings.map(tree);
const tree = ({ name, consequences = [] }: Finding): unknown =>
  consequences.length === 0 ? name : [name, consequences.map(tree)];

describe("what each row of the table says", () => {
  const once = { min: 1, max: 1 };
  const rows: readonly [
    row: string,
    more: Partial<Expectation>,
    calls: readonly string[],
    found: unknown[],
  ][] = [
    ["default, called", {}, ["a", "a"], []],
    ["default, unused", {}, [], ["unused-expectation"]],
    ["times, exactly", { times: once }, ["a"], []],
    ["times, below", { times: { min: 2, max: 2 } }, ["a"], ["too-few-calls"]],
    ["times, above", { times: once }, ["a", "a"], ["too-many-calls"]],
    ["optional, unused", { times: { min: 0, max: null } }, [], []],
    ["times = 0, unused", { times: { min: 0, max: 0 } }, [], []],
    ["times = 0, called", { times: { min: 0, max: 0 } }, ["a"], ["forbidden-call"]],
    ["another call", {}, ["a", "b"], ["unmatched-call"]],
  ];
  test.each(rows)("%s", async (_, more, calls, found) => {
    const one = world([rings("a", more)]);
    await play(one, ...calls);
    expect(told(one)).toEqual(found);
  });
});

describe("a report", () => {
  test("holds what happened, what was not checked and what is not sealed", async () => {
    const one = world([rings("a")], { name: "release-bot" });
    await play(one, "a");
    expect(verify(one, scope)).toMatchObject({
      world: "main",
      scenario: "backlot.toml",
      files: ["backlot.toml"],
      calls: [{ id: 1, text: "ring a" }],
      expectations: [{ expectation: { id: "a" }, calls: [1], layer: "file" }],
      findings: [],
      allowed: [],
      unchecked: ["bells are not checked"],
      unsealed: ["the network"],
    });
  });

  test("leaves a call as it was explained, when its double has no expectation to suggest", async () => {
    const layers = [{ name: "file", expectations: [] }];
    const silent = bells.map((bell) => ({ ...bell, double: { ...bell.double, suggest: () => "" } }));
    const one = open(layers, { doubles: silent });
    await play(one, "a");
    const told = verify(one, { ...scope, world: "main" }).findings;
    expect(told).toEqual(one.findings);
    expect(told[0]).toMatchObject({ name: "unmatched-call" });
    expect(told[0]).not.toHaveProperty("paste");
  });

  test("has the same call once with a count, its expectation to paste, and what follows under it", async () => {
    const one = world([rings("aaaa", { name: "first" }), rings("zz", { name: "then" })], {
      inOrder: [...order("first", "then")],
    });
    await play(one, "aaab", "aaab");
    const { findings } = verify(one, scope);
    expect(findings.map(tree)).toEqual([["unmatched-call", ["unused-expectation", "unused-expectation"]]]);
    expect(findings[0]).toMatchObject({ count: 2, paste: "ring 1", evidence: { calls: [1, 2] } });
  });

  test("says that a call came too early, and which one was still open", async () => {
    const one = world([rings("a", { name: "a" }), rings("b", { name: "b" }), rings("hang")], {
      inOrder: [...order("a", "b")],
    });
    await play(one, "b", "a");
    void one.accept(ring("hang"));
    const { findings } = verify(one, scope);
    expect(findings.map((each) => each.what)).toEqual([
      "ring hang was never called".replace("ring hang", "hang"),
      "b (call 1) came before a (call 2)",
      "ring hang (call 3) was still open when the world closed",
    ]);
  });

  test("changes nothing: asked twice it is the same", async () => {
    const one = world([rings("a")]);
    await play(one, "b");
    expect(verify(one, scope)).toEqual(verify(one, scope));
  });

  test("says how many findings it does not list", async () => {
    const one = world([]);
    for (let call = 0; call < limits.findings * 5 + 2; call++) await play(one, `a${call % 3}`);
    const { findings } = verify(one, scope);
    expect(findings.at(-1)?.what).toBe("2 more findings of calls are not listed");
    expect(findings.slice(0, 3).map((each) => each.count)).toEqual([334, 333, 333]);
  });

  test("shows the first page of very many calls, and each call that failed after it once", async () => {
    const one = world([rings("a"), rings("b", { times: { min: 0, max: 0 } })]);
    for (let call = 0; call < limits.queryPage + 5; call++) await play(one, "a");
    await play(one, "b", "x");
    const { calls } = verify(one, scope);
    expect(calls.slice(limits.queryPage).map((call) => call.id)).toEqual([
      limits.queryPage + 6,
      limits.queryPage + 7,
    ]);
  });
});

describe("[[allow]]", () => {
  const allow = (rule: string, about?: string): Allow => ({ rule, about, reason: "later", at: line(9) });

  test("takes findings out by what they are about: call, target, expectation, name", async () => {
    const all = [
      allow("unmatched-call", "ring ring b *"),
      allow("unmatched-call", "ring c *"),
      allow("unused-expectation", "named"),
      allow("unused-expectation", "ring z"),
    ];
    const one = world([rings("y", { name: "named" }), rings("z")], { allow: all });
    await play(one, "b", "c", "d");
    const { findings, allowed } = verify(one, scope);
    expect(findings.map((each) => each.what)).toEqual(["ring d matches no expectation"]);
    expect(allowed.map((each) => each.findings.length)).toEqual([1, 1, 1, 1]);
  });

  test("without effect is a warning for a world, and nothing for one of its layers or a shared base", () => {
    const one = world([], { allow: [allow("forbidden-call")] });
    expect(told(one)).toEqual(["unused-allow"]);
    expect(told(one, { layer: "test" })).toEqual([]);
    expect(told(one, { withoutCounts: true })).toEqual([]);
  });
});

describe("a part of a world", () => {
  test("is one layer since a call: others' expectations, calls, findings and orders are left out", async () => {
    const one = world(
      [
        rings("base"),
        rings("a", { name: "a", times: { min: 0, max: null } }),
        rings("b", { name: "b", times: { min: 0, max: null } }),
      ],
      {
        inOrder: [...order("a", "b")],
      },
    );
    await play(one, "a", "b", "x");
    const known = new Set(one.findings);
    one.expectations.addLayer({ name: "test", expectations: [rings("mine"), rings("yours")] });
    await play(one, "a", "mine", "b");
    const report = verify(one, { ...scope, layer: "test", afterCall: 3, told: known });
    expect(report.calls.map((call) => call.id)).toEqual([4, 5, 6]);
    expect(report.expectations.map((each) => each.expectation.id)).toEqual(["mine", "yours"]);
    expect(report.findings.map((each) => each.what)).toEqual(["yours was never called"]);
  });

  test("the whole world may judge the order only of what no layer judged", async () => {
    const one = world([rings("a", { name: "a" }), rings("b", { name: "b" })], {
      inOrder: [...order("a", "b")],
    });
    await play(one, "a", "b", "a", "b");
    expect(told(one)).toEqual(["out-of-order"]);
    expect(told(one, { ordersAfterCall: 2 })).toEqual([]);
    expect(told(one, { orders: [order("b", "a")], ordersAfterCall: 2 })).toEqual(["out-of-order"]);
  });

  test("an open call of an earlier part is not told again", () => {
    const one = world([rings("hang", { times: { min: 0, max: null } })]);
    void one.accept(ring("hang"));
    expect(told(one)).toEqual(["unfinished-call"]);
    expect(told(one, { afterCall: 1, layer: "test" })).toEqual([]);
  });
});
