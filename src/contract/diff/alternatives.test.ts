import { describe, expect, test } from "vitest";
import type { Json } from "../../core/index.ts";
import { both, object, string } from "./testing-diff.ts";

const components = { A: object({ a: string }), B: object({ b: string }) };
const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const inAnswer = (old: Json, now: Json): string[] => both(old, now, [components, components]).answer;

test.each<[none: Json]>([[{ const: null }], [{ enum: [null] }], [{ type: ["null"] }]])(
  "null is the same written as %j",
  (none) => {
    expect(inAnswer(string, { anyOf: [string, none] })).toEqual(["breaks: answer 200: may be null now"]);
    expect(inAnswer({ anyOf: [none, string] }, string)).toEqual(["fine: answer 200: is never null now"]);
  },
);

describe("alternatives", () => {
  const limited: Json = { type: "integer", minimum: 1 };

  test("of which one is the schema that stood alone, known by its name", () => {
    expect(inAnswer(ref("A"), { anyOf: [ref("B"), ref("A")] })).toEqual([
      "breaks: A in answers: B is an alternative now",
    ]);
  });

  test("that say nothing of their type have the one that stands beside them", () => {
    const short: Json = { type: "string", minLength: 2 };
    expect(inAnswer(short, { type: "string", anyOf: [{ minLength: 2 }, { maxLength: 9 }] })).toEqual([
      "breaks: answer 200: anything is an alternative now",
    ]);
  });

  test("may be anything at all", () => {
    const two = [object({ a: string }), limited];
    expect(inAnswer({ anyOf: two }, { anyOf: [...two, true] })).toEqual([
      "breaks: answer 200: was an object or an integer, is anything now",
      "breaks: answer 200: anything is an alternative now",
    ]);
  });

  test("beside fields are a limit that is new, or gone", () => {
    const [bare, asked] = [
      object({ a: string }),
      object({ a: string }, { anyOf: [{ required: ["a"] }, { required: ["b"] }] }),
    ];
    expect(inAnswer(bare, asked)).toEqual(["fine: answer 200: has to fit one of 2 alternatives now"]);
    expect(inAnswer(asked, bare)).toEqual(["breaks: answer 200: no longer has to fit one of 2 alternatives"]);
  });
});

test("a condition that is turned round breaks both ways", () => {
  const condition = (minLength: number): Json => ({ if: { not: { minLength } } });
  expect(both(condition(2), condition(1))).toEqual({
    request: ["breaks: request body: had minLength 2, has 1 now"],
    answer: ["breaks: answer 200: had minLength 2, has 1 now"],
  });
});

test("values that are no longer listed break who reads them", () => {
  expect(both({ type: "string", enum: ["a", "b"] }, string)).toEqual({
    request: ['fine: request body: can be more now than "a" or "b"'],
    answer: ['breaks: answer 200: can be more now than "a" or "b"'],
  });
});

test("a field whose name is no word stands in quotes", () => {
  const inner = object({ "a b": object({ c: string }) });
  expect(inAnswer(inner, object({ "a b": object({}) }))).toEqual([
    'breaks: answer 200, "a b".c: the field is gone',
  ]);
});
