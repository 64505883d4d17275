import { describe, expect, test } from "vitest";
import { BacklotError, limits, type Expectation, type Matcher } from "../core/index.ts";
import type { Asks } from "./match-call.ts";
import { createExpectations, type Expectations } from "./expectations.ts";
import type { Match } from "./double.ts";
import { expectation, factsOf, plainRegex } from "../../tests/samples/calls.ts";

const is = (value: string): Matcher => ({ is: "equals", value });
const tools = { regex: plainRegex };

function world(...layers: (readonly Expectation[])[]): Expectations {
  const expectations = createExpectations(tools);
  for (const [index, one] of layers.entries())
    expectations.addLayer({ name: `layer ${index}`, expectations: one });
  return expectations;
}

function answerOf(match: Match | Asks): string {
  if (match.kind === "matched") return match.expectation.id;
  if (match.kind === "unmatched") return match.finding.name;
  return match.kind;
}

const ask = (expectations: Expectations, word: string, call = 1): string =>
  answerOf(expectations.match(factsOf(word), call));

describe("which expectation answers", () => {
  test("the first one that matches, in the newest layer that has one", () => {
    const all = world(
      [expectation("low a", { word: is("a") }), expectation("low", {})],
      [
        expectation("high a", { word: is("a"), name: "other" }),
        expectation("high a 2", { word: is("a"), name: "x" }),
      ],
    );
    expect([ask(all, "a"), ask(all, "b")]).toEqual(["high a", "low"]);
  });

  test("the next one when one is used up, in its layer and below", () => {
    const once = { min: 1, max: 1 };
    const all = world(
      [expectation("low", {})],
      [
        expectation("first", { word: is("a"), times: once }),
        expectation("second", { word: is("a"), times: once }),
      ],
    );
    expect(["a", "a", "a", "a"].map((word) => ask(all, word))).toEqual(["first", "second", "low", "low"]);
  });

  test("nothing when it is forbidden: a lower one never answers for it", () => {
    const all = world(
      [expectation("low", {})],
      [expectation("never", { word: is("a"), times: { min: 0, max: 0 } })],
    );
    expect([ask(all, "a"), ask(all, "b"), ask(all, "a")]).toEqual(["forbidden", "low", "forbidden"]);
    const match = all.match(factsOf("a"), 9);
    expect(match).toMatchObject({
      kind: "forbidden",
      finding: {
        name: "forbidden-call",
        what: "tool a was called, and the scenario forbids it",
        evidence: { call: 9, expectation: "never" },
      },
    });
  });

  test("a list answers call by call; with more calls than replies the last one repeats", () => {
    const reply = (text: string) =>
      ({
        for: "command",
        stdout: { type: "text", text },
        stderr: null,
        exit: { code: 0 },
        delayMs: 0,
        chunks: null,
        template: false,
      }) as const;
    const all = world([
      expectation("list", {
        answer: { kind: "reply", replies: [reply("1"), reply("2")] },
        times: { min: 3, max: 3 },
      }),
    ]);
    const texts = [1, 2, 3].map((call) => {
      const match = all.match(factsOf("a"), call);
      return match.kind === "matched" && match.reply?.for === "command"
        ? [match.use, match.reply.stdout]
        : match.kind;
    });
    expect(texts).toEqual([
      [0, { type: "text", text: "1" }],
      [1, { type: "text", text: "2" }],
      [2, { type: "text", text: "2" }],
    ]);
  });
});

describe("layers", () => {
  test("the same name replaces, whatever it matches; the same match replaces, whatever its name", () => {
    const all = world(
      [expectation("low name", { name: "n", word: is("a") }), expectation("low match", { word: is("b") })],
      [
        expectation("high name", { name: "n", word: is("c") }),
        expectation("high match", { name: "m", word: is("b"), times: { min: 1, max: 1 } }),
      ],
    );
    expect(["a", "b", "b", "c"].map((word) => ask(all, word))).toEqual([
      "unmatched-call",
      "high match",
      "too-many-calls",
      "high name",
    ]);
    expect(all.uses().map(({ expectation: { id }, overridden }) => [id, overridden])).toEqual([
      ["low name", true],
      ["low match", true],
      ["high name", false],
      ["high match", false],
    ]);
  });

  test("a name replaces in other targets too, a match only in its own", () => {
    const all = world(
      [expectation("named", { name: "n" }), expectation("plain", { word: is("a") })],
      [
        expectation("other", { name: "n", target: "other" }),
        expectation("other plain", { target: "other", word: is("a") }),
      ],
    );
    expect([ask(all, "a"), ask(all, "b")]).toEqual(["plain", "unmatched-call"]);
  });

  test("one that lost its call to a higher layer is overridden, even when it had answered some before", () => {
    const all = world([expectation("low", { times: { min: 2, max: 2 } })]);
    expect(ask(all, "a")).toBe("low");
    all.declare("test", expectation("high", { word: is("a") }));
    expect(ask(all, "a", 2)).toBe("high");
    expect(all.find("low")).toMatchObject({ calls: [1], overridden: true });
    expect(ask(all, "b", 3)).toBe("low");
    expect(all.find("low")).toMatchObject({ calls: [1, 3], overridden: false });
  });

  test("one that was only hidden counts again when the layer above is gone", () => {
    const all = world([expectation("low", { name: "n" })]);
    all.addLayer({ name: "test", expectations: [expectation("high", { name: "n" })] });
    expect(all.find("low")?.overridden).toBe(true);
    expect(all.removeLayer("test").map((use) => use.expectation.id)).toEqual(["high"]);
    expect(all.find("low")?.overridden).toBe(false);
    expect(ask(all, "a")).toBe("low");
    expect(all.removeLayer("test")).toEqual([]);
  });

  test("declaring again keeps place and calls; a layer is made when there is none", () => {
    const all = world();
    all.declare("test", expectation("one", { word: is("a") }));
    all.declare("test", expectation("two", {}));
    expect(ask(all, "a", 4)).toBe("one");
    all.declare("test", expectation("one", { word: is("a"), name: "n", times: { min: 1, max: 1 } }));
    expect(ask(all, "a", 5)).toBe("two");
    expect(all.find("n")).toMatchObject({ layer: "test", calls: [4] });
    expect(all.names()).toEqual(["n"]);
    expect(all.find("nobody")).toBeUndefined();
  });
});

describe("limits.expectations", () => {
  const many = Array.from({ length: limits.expectations }, (_, index) =>
    expectation(`e${index}`, { target: `t${index}` }),
  );

  test("is reached, and declaring one of them again is fine", () => {
    const all = world(many);
    all.declare("layer 0", expectation("e5", { target: "t5", name: "again" }));
    expect(all.find("again")?.expectation.target).toBe("t5");
    expect(all.uses()).toHaveLength(limits.expectations);
  });

  test("is not passed by one; nothing of what was too much is added", () => {
    const all = world(many);
    expect(() => all.declare("layer 0", expectation("one more"))).toThrow(BacklotError);
    expect(() => all.addLayer({ name: "x", expectations: [expectation("one more")] })).toThrow(
      /at most 20000/,
    );
    expect(all.uses()).toHaveLength(limits.expectations);
  });

  test("declaring thousands does not look at all of them each time", () => {
    const all = world(
      Array.from({ length: 4_000 }, (_, index) => expectation(`low ${index}`, { word: is(`w${index}`) })),
    );
    const started = performance.now();
    for (let index = 0; index < 4_000; index++)
      all.declare("test", expectation(`high ${index}`, { word: is(`w${index}`) }));
    expect(ask(all, "w3999")).toBe("high 3999");
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("what can't be said yet", () => {
  test("a field is asked for when an earlier one depends on it, used-up ones included", () => {
    const stdin = { conditions: [{ field: "stdin", matcher: is("x") }], times: { min: 1, max: 1 } };
    const all = world([expectation("one", stdin)]);
    const unread = { ...factsOf("a"), readable: ["stdin"] };
    const read = { ...factsOf("a"), fields: { word: "a", stdin: "x" } };
    expect(all.match(unread, 1)).toEqual({ kind: "needs", field: "stdin" });
    expect(answerOf(all.match(read, 1))).toBe("one");
    expect(all.match(unread, 2)).toEqual({ kind: "needs", field: "stdin" });
    expect(answerOf(all.match(read, 2))).toBe("too-many-calls");
  });

  test("a predicate is asked for, and counts nothing until it answered; used-up ones are asked too", () => {
    const word: Matcher = { is: "predicate", handler: { kind: "function", id: 1 } };
    const all = world([expectation("one", { word, times: { min: 1, max: 1 } })]);
    const asks = { kind: "asks", questions: [{ handler: { kind: "function", id: 1 }, value: "a" }] };
    expect(all.match(factsOf("a"), 1)).toEqual(asks);
    expect(all.find("one")?.calls).toEqual([]);
    expect(answerOf(all.match(factsOf("a"), 1, () => true))).toBe("one");
    expect(all.match(factsOf("a"), 2)).toEqual(asks);
    expect(answerOf(all.match(factsOf("a"), 2, () => true))).toBe("too-many-calls");
    expect(answerOf(all.match(factsOf("a"), 2, () => false))).toBe("unmatched-call");
  });

  test("a pattern that is too slow decides the call: no later one answers, and no other slow one is asked", () => {
    const slow = (id: string, source: string): Expectation =>
      expectation(id, { word: { is: "regex", regex: { source, flags: "" } } });
    const all = world([
      expectation("other", { word: is("b") }),
      ...Array.from({ length: 20 }, (_, index) => slow(`slow ${index}`, `SLOW${index}`)),
      expectation("last", {}),
    ]);
    plainRegex.slow.length = 0;
    expect(all.match(factsOf("a"), 3)).toMatchObject({
      kind: "unmatched",
      finding: {
        name: "pattern-too-slow",
        what: "the pattern for word of slow 0 took longer than 50 ms on tool a",
        evidence: { call: 3, expectation: "slow 0" },
      },
    });
    expect(plainRegex.slow).toEqual(["SLOW0"]);
    // The next call has its own budget, and what stands before the slow one answers.
    expect(ask(all, "b")).toBe("other");
    expect(ask(all, "a")).toBe("pattern-too-slow");
    expect(plainRegex.slow).toEqual(["SLOW0", "SLOW0"]);
  });

  test("near misses ask one slow pattern at the most", () => {
    const both = (id: string, source: string): Expectation =>
      expectation(id, {
        conditions: [
          { field: "word", matcher: is("b") },
          { field: "word", matcher: { is: "regex", regex: { source, flags: "" } } },
        ],
      });
    const all = world(Array.from({ length: 20 }, (_, index) => both(`e${index}`, `SLOW${index}`)));
    plainRegex.slow.length = 0;
    expect(ask(all, "a")).toBe("unmatched-call");
    expect(plainRegex.slow.length).toBeLessThanOrEqual(1);
  });
});
