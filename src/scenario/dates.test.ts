import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDate, readInstant } from "./dates.ts";

const two = (value: number): string => String(value).padStart(2, "0");

describe("a date is a day that exists", () => {
  test.each([
    ["2024-02-29", true],
    ["2025-02-29", false],
    ["2000-02-29", true],
    ["1900-02-29", false],
    ["2025-04-31", false],
    ["2025-00-10", false],
    ["2025-13-10", false],
    ["2025-01-00", false],
    ["2025-1-1", false],
    ["2025-01-01T00:00:00Z", false],
  ])("%s: %s", (text, exists) => {
    expect(readDate(text)).toBe(exists ? text : undefined);
  });

  test("as the calendar of JavaScript has it, in every year", () => {
    const number = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), number(14), number(32), (year, month, day) => {
        const date = new Date(Date.UTC(year, month - 1, day));
        const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && month > 0;
        const text = `${year}-${two(month)}-${two(day)}`;
        expect(readDate(text)).toBe(exists ? text : undefined);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a point in time has a time that exists and an offset", () => {
  test.each([
    ["2025-01-15T10:30:00Z", "2025-01-15T10:30:00Z"],
    ["2025-01-15 10:30:00z", "2025-01-15T10:30:00Z"],
    ["2025-01-15t23:59:59.123456789+05:30", "2025-01-15T23:59:59.123456789+05:30"],
    ["2025-01-15T24:00:00Z", undefined],
    ["2025-01-15T10:60:00Z", undefined],
    ["2025-01-15T10:30:60Z", undefined],
    ["2025-01-15T10:30:00+24:00", undefined],
    ["2025-01-15T10:30:00+01:60", undefined],
    ["2025-02-30T10:30:00Z", undefined],
    ["2025-01-15T10:30:00", undefined],
    ["2025-01-15", undefined],
  ])("%s", (text, expected) => {
    expect(readInstant(text)).toBe(expected);
  });

  test("that JavaScript can read, whatever is accepted", () => {
    const part = fc.integer({ min: 0, max: 99 }).map(two);
    fc.assert(
      fc.property(part, part, part, part, part, (day, hour, minute, offsetHour, offsetMinute) => {
        const read = readInstant(`2024-02-${day}T${hour}:${minute}:00+${offsetHour}:${offsetMinute}`);
        expect(read === undefined || !Number.isNaN(Date.parse(read))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
