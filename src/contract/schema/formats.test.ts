import { describe, expect, it } from "vitest";
import type { Json } from "../../core/index.ts";
import { createSchemas } from "./index.ts";

const fits = (format: string, value: Json): boolean => {
  const made = createSchemas({}, { dialect: "2020-12" }).validator({ format });
  return made.ok && made.value.check(value).length === 0;
};

describe("formats", () => {
  it.each<[string, Json, Json]>([
    ["int32", -(2 ** 31), 2 ** 31],
    ["int64", 2 ** 40, 1.5],
    ["byte", "dGV4dA==", "ab\ndGV4dA=="],
    ["date", "2024-02-29", "2025-02-29"],
    ["date-time", "2026-04-18T00:00:00+00:00", "2026-04-18T00:00:00"],
    ["uuid", "123e4567-e89b-42d3-a456-426614174000", "123"],
    ["ipv6", "::1", "1"],
    ["uri", "https://example.com", "example"],
    ["url", "https://example.com/", "example"],
    ["email", "a@example.com", "a"],
    ["regex", "a+", "("],
  ])("%s", (format, good, bad) => {
    expect([fits(format, good), fits(format, bad)]).toEqual([true, false]);
  });

  it.each(["float", "double", "password", "binary", "no-such-format", "constructor", "__proto__"])(
    "%s asks for nothing",
    (format) => {
      expect([fits(format, "x"), fits(format, 1.5), fits(format, null)]).toEqual([true, true, true]);
    },
  );

  it("say nothing of values of other types", () => {
    expect([fits("date", 1), fits("int32", "x")]).toEqual([true, true]);
  });

  it("look at no url longer than any client sends", () => {
    const url = `https://example.com/${"a".repeat(8_192)}`;
    expect([fits("url", url.slice(0, 8_192)), fits("url", url.slice(0, 8_193))]).toEqual([true, false]);
  });
});
