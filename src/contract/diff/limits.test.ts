import { describe, expect, test } from "vitest";
import type { Json } from "../../core/index.ts";
import { both } from "./testing-diff.ts";

/** What a change of a keyword comes to in an answer; "breaks" is for whom the values become more. */
const inAnswer = (old: Json, now: Json): string[] => both(old, now).answer;

describe("a keyword that limits values", () => {
  test.each<[old: Json, now: Json, told: string]>([
    [{ maxLength: 2 }, { maxLength: 3 }, "breaks: answer 200: had maxLength 2, has 3 now"],
    [{ maxLength: 3 }, { maxLength: 2 }, "fine: answer 200: had maxLength 3, has 2 now"],
    [
      { exclusiveMinimum: 2 },
      { exclusiveMinimum: 1 },
      "breaks: answer 200: had exclusiveMinimum 2, has 1 now",
    ],
    [{ multipleOf: 2 }, { multipleOf: 4 }, "fine: answer 200: had multipleOf 2, has 4 now"],
    [{ multipleOf: 4 }, { multipleOf: 2 }, "breaks: answer 200: had multipleOf 4, has 2 now"],
    [{ multipleOf: 4 }, { multipleOf: 6 }, "breaks: answer 200: had multipleOf 4, has 6 now"],
    [{ format: "int64" }, { format: "int32" }, 'fine: answer 200: had format "int64", has "int32" now'],
    [{ format: "float" }, { format: "double" }, 'breaks: answer 200: had format "float", has "double" now'],
    [{ format: "uuid" }, { format: "email" }, 'breaks: answer 200: had format "uuid", has "email" now'],
    [{ uniqueItems: true }, {}, "breaks: answer 200: no longer has uniqueItems"],
  ])("%j, then %j", (old, now, told) => {
    expect(inAnswer(old, now)).toEqual([told]);
  });
});

describe("values of a set", () => {
  const letters = ["a", "b", "c", "d", "e", "f", "g"];

  test("are listed up to five, and the rest is counted", () => {
    expect(inAnswer({ type: "string" }, { type: "string", enum: letters })).toEqual([
      'fine: answer 200: can only be "a" or "b" or "c" or "d" or "e" or 2 more now',
    ]);
  });

  test("may be of any type, and that is no change of the type", () => {
    expect(inAnswer({ enum: [1, [1], { a: 1 }, true] }, { enum: [1, [1], { a: 1 }, true, 1.5] })).toContain(
      "breaks: answer 200: can be 1.5 now",
    );
  });
});

describe("items with a place of their own", () => {
  const list = (prefixItems: readonly Json[], items?: Json): Json => ({
    type: "array",
    prefixItems: [...prefixItems],
    ...(items === undefined ? {} : { items }),
  });

  test("are held against each other, and against the rest where only one side has them", () => {
    const [string, integer]: Json[] = [{ type: "string" }, { type: "integer" }];
    expect(inAnswer(list([string!]), list([integer!]))).toEqual([
      "breaks: answer 200, [0]: was a string, is an integer now",
    ]);
    expect(inAnswer(list([], string), list([integer!], string))).toEqual([
      "breaks: answer 200, [0]: was a string, is an integer now",
    ]);
    expect(inAnswer(list([integer!], string), list([], string))).toEqual([
      "breaks: answer 200, [0]: was an integer, is a string now",
    ]);
  });
});

describe("schemas inside of keywords", () => {
  test.each<[keyword: string, at: string]>([
    ["contains", ", []"],
    ["propertyNames", ", {name}"],
  ])("%s are compared at their place", (keyword, at) => {
    expect(inAnswer({ [keyword]: { maxLength: 1 } }, { [keyword]: { maxLength: 2 } })).toEqual([
      `breaks: answer 200${at}: had maxLength 1, has 2 now`,
    ]);
  });

  test("patterns of names are named", () => {
    const named = (pattern: string, schema: Json): Json => ({ patternProperties: { [pattern]: schema } });
    expect(inAnswer(named("^x-", { maxLength: 1 }), named("^x-", { maxLength: 2 }))).toEqual([
      "breaks: answer 200, {^x-}: had maxLength 1, has 2 now",
    ]);
    expect(inAnswer({}, named("^x-", { maxLength: 1 }))).toEqual([
      "fine: answer 200: has a condition now: fields that match ^x-",
    ]);
  });

  test("what stands beside if is told as one with it", () => {
    expect(inAnswer({ if: { type: "string" }, else: { maxLength: 1 } }, {})).toEqual([
      "breaks: answer 200: no longer has a condition: if",
    ]);
  });

  test("a schema that nothing fits allows no type", () => {
    expect(inAnswer(false, { type: "string" })).not.toEqual([]);
    expect(inAnswer({ type: "string" }, false)).not.toEqual([]);
  });
});
