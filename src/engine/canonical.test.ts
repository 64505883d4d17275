import { describe, expect, test } from "vitest";
import { canonicalJournal, type WorldPlaces } from "./canonical.ts";
import { createLog, type Log } from "./log.ts";
import { any, open, ring } from "../../tests/samples/bell.ts";
import { arrivalOf, commandHead } from "../../tests/samples/calls.ts";

const places: WorldPlaces = { urls: {}, folder: "/tmp/backlot-1/w1", cwd: "/home/ada" };
const lines = (log: Log, where = places): string[] => [...canonicalJournal(log, where)];

describe("the canonical journal", () => {
  test("leaves out what was measured", async () => {
    const world = open([any]);
    await world.accept(ring("a", "1"));
    expect(lines(world.log).map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        kind: "event",
        double: "bell",
        at: "2025-01-15T10:30:00.000Z",
        call: 1,
        event: { type: "rung", before: 0 },
      },
      {
        kind: "call",
        id: 1,
        double: "bell",
        target: "ring",
        text: "ring a 1",
        detail: { protocol: "command", command: "ring", args: ["a", "1"], cwd: "/repo" },
        outcome: "answered",
        expectation: "any",
        answeredBy: "any",
        at: "2025-01-15T10:30:00.000Z",
        findings: [],
      },
    ]);
  });

  test("has placeholders for the world's own addresses and folders, the longest first", async () => {
    const world = open([any]);
    const args = [
      "http://127.0.0.1:40213/users",
      "127.0.0.1:40213",
      "localhost:40213",
      "127.0.0.1:402139",
      "http://127.0.0.1:40214",
      "/home/ada/project/w/bin/x",
      "/home/ada/project",
      "/home/ada/projects",
      '/home/ada/a "b"/c',
    ];
    await world.accept(arrivalOf(commandHead(["ring", ...args], { cwd: "/home/ada" })));
    const urls = { convo: "http://127.0.0.1:40213", "a-b": "http://127.0.0.1:40214" };
    const [line = ""] = lines(world.log, { urls, folder: "/home/ada/project/w", cwd: "/home/ada/project" });
    const { detail } = JSON.parse(line) as { detail: { args: string[]; cwd: string } };
    expect(detail.args).toEqual([
      "{{url.convo}}/users",
      "{{host.convo}}",
      "{{host.convo}}",
      "127.0.0.1:402139",
      "{{url.a-b}}",
      "{{world}}/bin/x",
      "{{cwd}}",
      "/home/ada/projects",
      '/home/ada/a "b"/c',
    ]);
    const [other = ""] = lines(world.log, { urls: {}, folder: "/x", cwd: '/home/ada/a "b"' });
    expect((JSON.parse(other) as { detail: { args: string[] } }).detail.args.at(-1)).toBe("{{cwd}}/c");
    // The root folder is part of every path, and would only hide them.
    expect(lines(world.log, { urls: {}, folder: "/x", cwd: "/" })[0]).toContain("/home/ada/projects");
  });

  test("has calls in order of arrival, and events where they happened", async () => {
    const world = open([any]);
    const hanging = ring("hang", "1");
    const first = world.accept(hanging);
    await world.accept(ring("a", "1"));
    await world.accept(ring("b"));
    hanging.gone.abort();
    await first;
    const order = lines(world.log).map(
      (line) => JSON.parse(line) as { kind: string; id?: number; call?: number },
    );
    expect(order.map((one) => [one.kind, one.id ?? one.call])).toEqual([
      ["event", 2],
      ["event", 1],
      ["call", 1],
      ["call", 2],
      ["call", 3],
    ]);
  });

  test("has every call, also when an earlier one never ended", async () => {
    const world = open([any]);
    void world.accept(ring("hang"));
    for (let call = 0; call < 300; call++) await world.accept(ring("a"));
    const ids = lines(world.log).map((line) => (JSON.parse(line) as { id: number }).id);
    expect(ids).toEqual(Array.from({ length: 300 }, (_, index) => index + 2));
  });

  test("is redacted", async () => {
    const world = open([any], { log: createLog({ redact: (line) => line }) });
    await world.accept(ring(`ghp_${"a1B2".repeat(9)}`));
    expect(lines(world.log).join("")).not.toContain("a1B2");
  });
});
