import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BacklotError, formatTime, parseTime } from "../core/index.ts";
import { createClock } from "./clock.ts";

const from = Date.UTC(1800, 0, 1);
const to = Date.UTC(2200, 0, 1);
const instant = fc.integer({ min: from, max: to });

describe("formatTime and parseTime", () => {
  test("agree with Date over 400 years", () => {
    fc.assert(
      fc.property(instant, (ms) => {
        const text = new Date(ms).toISOString();
        expect(formatTime(ms)).toBe(text);
        expect(parseTime(text)).toBe(ms);
      }),
    );
  });

  test("agree with Date on every day round each turn of a month, leap years and centuries too", () => {
    for (let year = 1799; year <= 2201; year++) {
      for (let month = 0; month < 12; month++) {
        for (const day of [0, 1]) {
          const ms = Date.UTC(year, month, day, 23, 59, 59, 999);
          expect(formatTime(ms)).toBe(new Date(ms).toISOString());
          expect(parseTime(formatTime(ms))).toBe(ms);
        }
      }
    }
  });

  test("take any offset that RFC 3339 knows, as Date does", () => {
    const offset = fc.tuple(
      fc.constantFrom("+", "-"),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
    );
    fc.assert(
      fc.property(instant, offset, (ms, [sign, hours, minutes]) => {
        const two = (value: number): string => String(value).padStart(2, "0");
        const text = formatTime(ms).replace("Z", `${sign}${two(hours)}:${two(minutes)}`);
        expect(parseTime(text)).toBe(Date.parse(text));
      }),
    );
  });

  test("take what RFC 3339 leaves open: lower case, a blank, any number of digits", () => {
    expect(parseTime("2025-01-15t10:30:00z")).toBe(Date.UTC(2025, 0, 15, 10, 30));
    expect(parseTime("2025-01-15 10:30:00Z")).toBe(Date.UTC(2025, 0, 15, 10, 30));
    expect(parseTime("2025-01-15T10:30:00.1Z")).toBe(Date.UTC(2025, 0, 15, 10, 30, 0, 100));
    expect(parseTime("2025-01-15T10:30:00.123456789Z")).toBe(Date.UTC(2025, 0, 15, 10, 30, 0, 123));
  });

  test.each([
    "",
    "2025-01-15",
    "2025-01-15T10:30:00",
    "2025-13-01T00:00:00Z",
    "2025-00-01T00:00:00Z",
    "2025-02-29T00:00:00Z",
    "2025-04-31T00:00:00Z",
    "2025-01-00T00:00:00Z",
    "2025-01-15T24:00:00Z",
    "2025-01-15T10:60:00Z",
    "2025-01-15T10:30:60Z",
    "2025-01-15T10:30:00+24:00",
    "2025-01-15T10:30:00+01:60",
    "2025-01-15T10:30:00.Z",
    " 2025-01-15T10:30:00Z",
  ])("refuse %j", (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
});

describe("a world's clock", () => {
  test("stands still until it is moved", () => {
    const clock = createClock(Date.UTC(2025, 0, 15, 10, 30) + 0.9);
    expect(clock.now()).toBe("2025-01-15T10:30:00.000Z");
    clock.tick();
    expect(clock.now()).toBe("2025-01-15T10:30:01.000Z");
    clock.advance(1_500.9);
    expect(clock.nowMs()).toBe(Date.UTC(2025, 0, 15, 10, 30, 2, 500));
    clock.advance(0);
    expect(clock.now()).toBe("2025-01-15T10:30:02.500Z");
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("is never moved by %d", (ms) => {
    const clock = createClock(0);
    expect(() => clock.advance(ms)).toThrow(BacklotError);
    expect(clock.nowMs()).toBe(0);
  });

  test("ends with the year 9999, since RFC 3339 has no later one", () => {
    const clock = createClock(Date.UTC(9999, 11, 31, 23, 59, 58, 999));
    clock.advance(1_000);
    expect(clock.now()).toBe("9999-12-31T23:59:59.999Z");
    expect(() => clock.advance(1)).toThrow(/9999/);
    clock.tick();
    expect(clock.now()).toBe("9999-12-31T23:59:59.999Z");
  });
});
