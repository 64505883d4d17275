import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson, deepFreeze, isJsonObject, jsonEqual, type Json } from "./json.ts";

const json = fc.jsonValue() as fc.Arbitrary<Json>;

/** The same value with the keys of every object in the opposite order. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => reversed(item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, reversed(item)]),
  );
}

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ["a", false],
  [1, false],
  [undefined, false],
])("isJsonObject(%j) is %s", (value, expected) => {
  expect(isJsonObject(value)).toBe(expected);
});

describe("jsonEqual", () => {
  test.each<[left: Json, right: Json, equal: boolean]>([
    [1, 1, true],
    [0, -0, true],
    [1, "1", false],
    [null, null, true],
    [null, {}, false],
    [[], {}, false],
    [{}, [], false],
    [[1, 2], [1, 2], true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1 }, { b: 1 }, false],
    [{ a: null }, { b: null }, false],
    [{ toString: null }, {}, false],
    [{ a: 1 }, { toString: 1 }, false],
    [JSON.parse('{"__proto__":1}') as Json, JSON.parse('{"__proto__":1}') as Json, true],
    [JSON.parse('{"__proto__":1}') as Json, { a: 1 }, false],
  ])("%j and %j: %s", (left, right, equal) => {
    expect(jsonEqual(left, right)).toBe(equal);
    expect(jsonEqual(right, left)).toBe(equal);
  });

  test("does not mind the order of keys", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(jsonEqual(value, reversed(value))).toBe(true);
      }),
    );
  });

  test("says the same as canonical text", () => {
    fc.assert(
      fc.property(json, json, (left, right) => {
        expect(jsonEqual(left, right)).toBe(canonicalJson(left) === canonicalJson(right));
      }),
    );
  });
});

describe("canonicalJson", () => {
  test("sorts keys at every depth and leaves arrays alone", () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: "x" })).toBe('{"a":"x","b":[{"c":null,"d":1}]}');
  });

  test("is JSON of the same value, the same for any order of keys", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(jsonEqual(JSON.parse(canonicalJson(value)) as Json, value)).toBe(true);
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test("keeps a key named __proto__", () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"a":1}}') as Json)).toBe('{"__proto__":{"a":1}}');
  });
});

describe("deepFreeze", () => {
  test("freezes everything below and returns the same value", () => {
    const value = { list: [{ a: 1 }], [Symbol.for("s")]: { b: 2 } };
    expect(deepFreeze(value)).toBe(value);
    expect(Object.isFrozen(value.list)).toBe(true);
    expect(Object.isFrozen(value.list[0])).toBe(true);
    expect(Object.isFrozen(value[Symbol.for("s")])).toBe(true);
  });

  test("comes to an end when a value holds itself", () => {
    const value: { self?: unknown } = {};
    value.self = value;
    expect(Object.isFrozen(deepFreeze(value))).toBe(true);
  });

  test("leaves bytes as they are, which can't be frozen", () => {
    const value = deepFreeze({ bytes: new Uint8Array([1]) });
    expect(value.bytes).toEqual(new Uint8Array([1]));
  });

  test.each([[null], [1], ["a"], [undefined]])("gives %j back", (value) => {
    expect(deepFreeze(value)).toBe(value);
  });
});
