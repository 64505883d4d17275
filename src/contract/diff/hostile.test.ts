import { expect, test } from "vitest";
import { limits, type Json } from "../../core/index.ts";
import { diffContracts } from "./diff-contracts.ts";
import { changesOf, contractFrom, documentOf, told } from "./testing-diff.ts";

const ref = (name: string | number): Json => ({ $ref: `#/components/schemas/S${name}` });

/** So many schemas, each holding the next, the last the first; compared with another ring they multiply. */
function ring(count: number, first: Readonly<Record<string, Json>> = {}): Json {
  const schemas = Array.from({ length: count }, (_, index): [string, Json] => [
    `S${index}`,
    { properties: { next: ref((index + 1) % count), ...(index === 0 ? first : {}) } },
  ]);
  return documentOf({ answer: ref(0) }, Object.fromEntries(schemas));
}

test("schemas that multiply each other are compared up to a limit, and told past it", () => {
  // 128 and 625 have no factor in common, so that each schema meets each.
  expect(128 * 625).toBe(limits.contractSchemaPairs);
  const more = { more: { type: "string" } };
  const diff = (old: Json, now: Json) => diffContracts(contractFrom(old), contractFrom(now));
  expect(diff(ring(128), ring(625))).toMatchObject({ ok: true, value: { changes: [] } });
  expect(diff(ring(128, more), ring(625, more))).toMatchObject({
    ok: false,
    findings: [{ name: "over-limit", what: "more than 80000 schemas to compare" }],
  });
}, 60_000);

test("a change below ten thousand operations is told once, with the first of them", () => {
  const operation: Json = {
    responses: { 200: { description: "", content: { "application/json": { schema: ref(0) } } } },
  };
  const paths = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [`/a${index}`, { get: operation }]),
  );
  const document = (type: string): Json => ({
    openapi: "3.1.0",
    info: { title: "a", version: "1" },
    paths,
    components: { schemas: { S0: { properties: { a: ref(1) } }, S1: { properties: { b: { type } } } } },
  });
  const changes = changesOf(document("string"), document("integer"));
  expect(told(changes)).toEqual(["breaks: S1 in answers, b: was a string, is an integer now"]);
  expect(changes[0]?.operations).toHaveLength(200);
  expect(changes[0]).toMatchObject({ more: true });
});

test("schemas inside each other, and references in a row, are followed to their end", () => {
  let [deep, other]: [Json, Json] = [{ type: "string" }, { type: "integer" }];
  for (let depth = 0; depth < 60; depth++) {
    deep = depth % 2 === 0 ? { allOf: [deep] } : { properties: { a: deep } };
    other = depth % 2 === 0 ? { allOf: [other] } : { properties: { a: other } };
  }
  expect(changesOf(documentOf({ answer: deep }), documentOf({ answer: other }))).toHaveLength(1);
  const row = (type: string): Readonly<Record<string, Json>> => ({
    ...Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`S${index}`, ref(index + 1)])),
    S90: { type },
  });
  const changes = changesOf(
    documentOf({ answer: ref(0) }, row("string")),
    documentOf({ answer: ref(0) }, row("integer")),
  );
  expect(told(changes)).toEqual(["breaks: S0 in answers: was a string, is an integer now"]);
});

test("alternatives that double with each reference are looked at once", () => {
  const doubled = (type: string): Readonly<Record<string, Json>> => ({
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `S${index}`,
        { allOf: [ref(index + 1), { anyOf: [ref(index + 1), { allOf: [ref(index + 1)], title: "b" }] }] },
      ]),
    ),
    S60: { type },
  });
  const [old, now] = [
    documentOf({ answer: ref(0) }, doubled("string")),
    documentOf({ answer: ref(0) }, doubled("integer")),
  ];
  expect(changesOf(old, old)).toEqual([]);
  expect(changesOf(old, now).length).toBeGreaterThan(0);
});

test("names that objects of JavaScript have are fields like others", () => {
  const text = (type: string): Json =>
    JSON.parse(
      `{ "properties": { "constructor": { "type": "${type}" }, "toString": {} }, "required": ["valueOf"] }`,
    ) as Json;
  expect(
    told(changesOf(documentOf({ answer: text("string") }), documentOf({ answer: text("integer") }))),
  ).toEqual(["breaks: answer 200, constructor: was a string, is an integer now"]);
});
