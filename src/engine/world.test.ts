import { describe, expect, test } from "vitest";
import { limits, textOf, type BacklotError, type Json } from "../core/index.ts";
import type { DoubleEvent, Refusal } from "./double.ts";
import { createLog } from "./log.ts";
import { replayEvents } from "./replay.ts";
import { any, bells, only, open, ring } from "../../tests/samples/bell.ts";
import { arrivalOf, commandHead, expectation, httpHead } from "../../tests/samples/calls.ts";
import type { World } from "./world.ts";

describe("a call", () => {
  test("is journaled once, with what became of it", async () => {
    const world = open([any]);
    await world.accept(ring("a"));
    expect(world.calls()).toEqual([
      {
        kind: "call",
        id: 1,
        double: "bell",
        target: "ring",
        text: "ring a",
        detail: { protocol: "command", command: "ring", args: ["a"], cwd: "/repo" },
        outcome: "answered",
        expectation: "any",
        answeredBy: "any",
        at: "2025-01-15T10:30:00.000Z",
        durationMs: 2,
        pid: 7,
        findings: [],
      },
    ]);
    expect(world.log.count).toBe(1);
    expect(world.unfinished).toEqual([]);
  });

  test("that nothing matches is refused, with its finding in its record too", async () => {
    const world = open();
    await world.accept(ring("a"));
    expect(only(world)).toMatchObject({
      outcome: "refused",
      text: "ring a (refused)",
      expectation: null,
      answeredBy: null,
    });
    expect(only(world).findings).toEqual(world.findings);
    expect(world.findings.map((one) => one.name)).toEqual(["unmatched-call"]);
  });

  test.each([
    ["throw", "internal", /serving ring throw failed: Error: cracked/],
    ["report", "handler-failed", /it threw/],
  ])(
    "whose double fails (%s) tells the program why, and is journaled as failed",
    async (word, name, what) => {
      const world = open();
      const arrival = ring(word);
      await world.accept(arrival);
      expect(only(world)).toMatchObject({
        outcome: "failed",
        findings: [{ name, at: { kind: "call", call: 1 }, evidence: { call: 1, expectation: null } }],
      });
      expect(world.findings[0]?.what).toMatch(what);
      expect(arrival.said.map(([kind]) => kind)).toEqual(["stderr", "close"]);
      expect(arrival.said.at(-1)).toEqual(["close", { how: "exit", code: 70 }]);
    },
  );

  test("that no double serves is refused loudly and journaled, in both protocols", async () => {
    const world = open();
    const arrival = arrivalOf(httpHead("GET /a?b=1"));
    await world.accept(arrival);
    expect(only(world)).toMatchObject({
      id: 1,
      double: "http",
      target: "convo",
      outcome: "refused",
      text: "GET /a?b=1",
    });
    expect(world.findings.map((one) => [one.name, one.what])).toEqual([
      ["unsupported-feature", "no double serves GET /a?b=1"],
    ]);
    expect(arrival.said[0]).toEqual([
      "head",
      418,
      {
        "content-type": "text/plain; charset=utf-8",
        "x-backlot-refusal": "BKL1028",
        "x-should-retry": "false",
      },
    ]);
    expect(arrival.said.map(([kind]) => kind)).toEqual(["head", "stdout", "end"]);
  });

  test("whose refusal can't be sent is reset; a program that has left gets nothing", async () => {
    const world = open();
    const failing = arrivalOf(httpHead("GET /"), [], { head: () => Promise.reject(new Error("twice")) });
    await world.accept(failing);
    expect(failing.said).toEqual([["close", { how: "rst" }]]);
    const left = arrivalOf(commandHead(["ring", "throw"]), [], {
      bytes: () => Promise.reject(new Error("gone")),
      close: () => Promise.reject(new Error("gone")),
    });
    await world.accept(left);
    expect(only(world).outcome).toBe("failed");
  });

  test("asks predicates once for each value, and tries again with the answers", async () => {
    const handler = { kind: "function", id: 1 } as const;
    const asked = expectation("asked", {
      double: "bell",
      target: "ring",
      word: { is: "predicate", handler },
    });
    const world = open([{ name: "file", expectations: [asked] }]);
    await world.accept(ring("yes"));
    await world.accept(ring("no"));
    expect(world.calls().map((call) => call.expectation)).toEqual(["asked", null]);
  });
});

describe("events", () => {
  test("change state, move the clock by a second each, and are journaled before their call", async () => {
    const world = open([any]);
    await world.accept(ring("a", "2"));
    expect(world.query("bell.rings", null)).toBe(2);
    expect(world.clock.now()).toBe("2025-01-15T10:30:02.000Z");
    expect(
      world.log
        .read(0, 9)
        .map((one) => [one.kind, one.at.slice(17, 19), one.kind === "event" ? one.call : one.id]),
    ).toEqual([
      ["event", "00", 1],
      ["event", "01", 1],
      ["call", "00", 1],
    ]);
  });

  test("that the double refuses change nothing", async () => {
    const world = open([any]);
    await world.accept(ring("a", "4"));
    expect(only(world).scripted).toBe(true);
    expect([world.query("bell.rings", null), world.clock.now(), world.log.count]).toEqual([
      0,
      "2025-01-15T10:30:00.000Z",
      1,
    ]);
  });

  test("of a test's own act belong to no call", () => {
    const world = open();
    expect(world.act("bell.ring", 1)).toEqual([{ type: "rung", before: 0 }]);
    expect(world.log.read(0, 1)).toMatchObject([{ kind: "event", call: null }]);
    expect((world.act("bell.ring", 4) as Refusal).refused).toBe("too loud");
  });

  test("rebuild the state that a world had, also as it was in between", async () => {
    const world = open([any]);
    for (const count of ["1", "0", "3", "2"]) await world.accept(ring("a", count));
    expect(replayEvents(bells, world.log.read(0, world.log.count), "")).toEqual({ bell: { rings: 6 } });
    expect(replayEvents(bells, world.log.read(0, 4), "")).toEqual({ bell: { rings: 2 } });
    const strange: DoubleEvent = { type: "rung" };
    expect(
      replayEvents(bells, [{ kind: "event", double: "gone", at: "", call: null, event: strange }], ""),
    ).toEqual({
      bell: { rings: 0 },
    });
  });
});

describe("what doubles offer", () => {
  test("is read by name; another name is explained", () => {
    const world = open();
    const asking = (act: (name: string, args: Json) => unknown, name: string): unknown => {
      try {
        return act(name, 1);
      } catch (error) {
        return (error as BacklotError).findings[0];
      }
    };
    for (const name of ["bell.loudness", "gong.rings", "rings"])
      for (const act of [
        (one: string, args: Json) => world.query(one, args),
        (one: string, args: Json) => world.act(one, args),
      ])
        expect(asking(act, name)).toMatchObject({
          name: "unknown-name",
          what: `there is no query "${name}"`,
          near: [{ what: "bell.rings" }, { what: "bell.ring" }],
        });
  });

  test("is collected: contributions, notes, suggestions", async () => {
    const world = open([any]);
    await world.accept(ring("a"));
    expect(world.contribute({ services: {}, folder: "/world" }).map((one) => one.env)).toEqual([
      { MOST: "3" },
    ]);
    expect(world.notes().map((one) => one.what)).toEqual(["bells are not checked"]);
    expect(world.suggest(only(world))).toBe("ring 1");
    expect(world.suggest({ ...only(world), double: "gone" })).toBe("");
  });
});

describe("reading calls", () => {
  test("by number, place, double, target, outcome; page by page", async () => {
    const world = open([
      {
        name: "file",
        expectations: [
          expectation("a", { double: "bell", target: "ring", word: { is: "equals", value: "a" } }),
        ],
      },
    ]);
    for (const word of ["a", "b", "a", "b", "a"]) await world.accept(ring(word));
    await world.accept(arrivalOf(httpHead("GET /")));
    const ids = (filter: Parameters<World["calls"]>[0]): number[] =>
      world.calls(filter).map((call) => call.id);
    expect(ids({})).toEqual([1, 2, 3, 4, 5, 6]);
    expect(ids({ from: 4 })).toEqual([5, 6]);
    expect(ids({ most: 2, from: 1 })).toEqual([2, 3]);
    expect(ids({ outcome: "refused" })).toEqual([2, 4, 6]);
    expect(ids({ outcome: "refused", from: 1, most: 1 })).toEqual([4]);
    expect(ids({ double: "bell", target: "ring", from: 4 })).toEqual([5]);
    expect(ids({ target: "gong" })).toEqual([]);
    expect(ids({ ids: [5, 1, 99] })).toEqual([5, 1]);
    expect(ids({ ids: [5, 2, 1], outcome: "answered" })).toEqual([5, 1]);
  });

  test("gives limits.queryPage at the most", async () => {
    const world = open([any]);
    for (let call = 0; call <= limits.queryPage; call++) await world.accept(ring("a"));
    expect(world.calls({ most: limits.queryPage + 1 })).toHaveLength(limits.queryPage);
    expect(world.calls({ from: limits.queryPage })).toHaveLength(1);
  });
});

describe("the end of a world", () => {
  test("a call that arrives afterwards is refused with the reason, and is in no journal", async () => {
    const world = open([any]);
    await world.seal();
    const arrival = ring("a");
    await world.accept(arrival);
    expect(arrival.said[0]?.[1]).toContain(
      "BKL5009 world-closed: ring a came when its world was closed already",
    );
    expect(arrival.said.at(-1)).toEqual(["close", { how: "exit", code: 127 }]);
    expect([world.lastCall, world.log.count, world.findings]).toEqual([0, 0, []]);
  });

  test("waits for calls that are open, says which they were, and journals them", async () => {
    const world = open([any]);
    const [first, second] = [ring("hang"), ring("hang")];
    const served = [world.accept(first), world.accept(second)];
    let ended = false;
    const sealed = world.seal().then(() => (ended = true));
    const unfinished = [
      { id: 1, text: "ring hang", at: "2025-01-15T10:30:00.000Z" },
      { id: 2, text: "ring hang", at: "2025-01-15T10:30:00.000Z" },
    ];
    expect(world.unfinished.map(({ id, text, at }) => ({ id, text, at }))).toEqual(unfinished);
    first.gone.abort();
    await served[0];
    expect(ended).toBe(false);
    second.gone.abort();
    await sealed;
    expect(world.unfinished.map(({ id, text, at }) => ({ id, text, at }))).toEqual(unfinished);
    expect(world.log.count).toBe(2);
  });
});

test("credentials in headers are redacted when the record is appended, in findings too", async () => {
  const log = createLog({ redact: (line) => line });
  const world = open([], { log });
  const headers = [["Authorization", "Bearer very-secret-value"]] as const;
  await world.accept(arrivalOf(httpHead("GET /", { headers })));
  expect([...log.lines()].map((part) => textOf(part)).join("")).not.toContain("very-secret");
  expect(world.calls()[0]?.detail).toMatchObject({ headers: [["Authorization", "Bearer <redacted>"]] });
});
