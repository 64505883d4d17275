import { expect, test } from "vitest";
import type { Json } from "../core/index.ts";
import type { Double } from "./double.ts";
import { eventsOf, stateAfter } from "./history.ts";
import { createLog } from "./log.ts";

const counter: Double<number, number, never> = {
  name: "counter",
  protocol: "http",
  start: (config) => config,
  decide: () => [],
  reduce: (state, event) => state + (event["by"] as number),
  serve: async () => undefined,
  queries: {},
  contribute: () => ({ env: {}, unset: [], files: {}, commands: [], hosts: {} }),
  suggest: () => "",
};

function journal(...by: readonly number[]): ReturnType<typeof createLog> {
  const log = createLog({ redact: (line) => line });
  for (const [index, one] of by.entries()) {
    const at = "2025-01-15T10:30:00.000Z";
    const event = (double: string, more: Record<string, Json>): Parameters<typeof log.append>[0] => ({
      kind: "event",
      double,
      at,
      call: index + 1,
      event: { type: "counted", ...more },
    });
    log.append(event("other", { by: 1000 }));
    log.append(event("counter", { by: one }));
  }
  return log;
}

const live = { double: counter as Double, config: 10 };

test("a state is looked at as it was after any of its events", () => {
  const log = journal(1, 2, 3);
  const states = [0, 1, 2, 3].map((events) => stateAfter(live, log, "2025-01-15T10:30:00Z", events));
  expect(states).toEqual([10, 11, 13, 16]);
});

test.each([-1, 4, 1.5, Number.NaN])("there is no state after %s of three events", (events) => {
  expect(() => stateAfter(live, journal(1, 2, 3), "2025-01-15T10:30:00Z", events)).toThrow(
    /counter has no state after/,
  );
});

test("events are told of one double only", () => {
  expect([...eventsOf(journal(1, 2), "counter")].map(({ event }) => event["by"])).toEqual([1, 2]);
});
