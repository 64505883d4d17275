import { expect, test } from "vitest";
import { formatTime, type Clock } from "../../../engine/index.ts";
import { sessionClock } from "./session-clock.ts";

/** A world's clock that stands at a time. */
function worldAt(text: string): Clock {
  const ms = Date.parse(text);
  return { nowMs: () => ms, now: () => formatTime(ms) };
}

const start = Date.parse("2030-01-01T00:00:00Z");

test.each([
  ["2025-01-15T10:30:00Z", "2025-01-15T10:30:02.500Z"],
  ["2025-01-15T02:30:00.25-08:00", "2025-01-15T10:30:02.750Z"],
  ["2030-01-01T00:00:00Z", "2030-01-01T00:00:02.500Z"],
  ["yesterday", "2030-01-01T00:00:02.500Z"],
])("a session that was launched at %s tells the time from there", (launch, now) => {
  const clock = sessionClock(launch, worldAt("2030-01-01T00:00:02.5Z"), start);
  expect([clock.now(), clock.nowMs()]).toEqual([now, Date.parse(now)]);
});
