import { expect, test } from "vitest";
import { httpDate, readHttpDate } from "./http-date.ts";

test.each([
  ["1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["1994-11-06T08:49:37.000Z", "Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777_000],
  ["2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199_000],
  ["1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT", -1000],
])("%s is written as %s and read back", (at, text, ms) => {
  expect(httpDate(at)).toBe(text);
  expect(readHttpDate(text)).toBe(ms);
});

test.each(["", "yesterday", "Sun, 06 Foo 1994 08:49:37 GMT", "Fri, 31 Feb 2025 00:00:00 GMT"])(
  "%s is no moment",
  (text) => {
    expect(readHttpDate(text)).toBeUndefined();
  },
);
