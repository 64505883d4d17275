import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isJsonObject, type Json } from "../../core/index.ts";
import { createSchemas } from "../schema/index.ts";
import { type ContractChange, inverses } from "./change.ts";
import { changesOf, documentOf, told } from "./testing-diff.ts";

const names = fc.constantFrom("a", "b", "c", "__proto__x", "constructor");
const leaf = fc.oneof(
  fc.constant<Json>({}),
  fc.constantFrom<Json>(
    { type: "string" },
    { type: "integer" },
    { type: "number" },
    { type: ["string", "null"] },
  ),
  fc.constantFrom<Json>(
    { type: "boolean" },
    { type: "null" },
    false,
    true,
    { const: "x" },
    { enum: ["x", 1, null] },
  ),
  fc.record({ type: fc.constant("string"), maxLength: fc.nat(3) }),
  fc.record({ type: fc.constant("integer"), minimum: fc.nat(3), multipleOf: fc.integer({ min: 1, max: 4 }) }),
  fc.constantFrom<Json>({ $ref: "#/components/schemas/A" }, { $ref: "#/components/schemas/B" }),
);

/** Any schema; references lead to A and B. */
const schema = fc.letrec<{ readonly any: Json }>((tie) => ({
  any: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record(
      {
        type: fc.constantFrom<Json>("object", ["object", "null"]),
        properties: fc.dictionary(names, tie("any"), { maxKeys: 3 }),
        required: fc.uniqueArray(names, { maxLength: 2 }),
        additionalProperties: fc.oneof(fc.boolean(), tie("any")),
      },
      { requiredKeys: ["properties"] },
    ),
    fc.record({ type: fc.constant("array"), items: tie("any"), minItems: fc.nat(2) }),
    fc.record({ allOf: fc.array(tie("any"), { minLength: 1, maxLength: 2 }) }),
    fc.record({ anyOf: fc.array(tie("any"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: leaf }),
  ),
})).any;

/** Two schemas; mostly the second is the first with one part replaced. */
const two = fc
  .tuple(schema, schema, fc.nat(12))
  .map(([one, other, index]): readonly [Json, Json] => [one, grafted(one, other, { left: index })]);

/** A schema with one of those inside replaced: the one that is reached when the count is down. */
function grafted(written: Json, part: Json, count: { left: number }): Json {
  if (count.left-- === 0) return part;
  if (!isJsonObject(written)) return written;
  const table = (value: Json): Json =>
    isJsonObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, grafted(one, part, count)]))
      : value;
  const inside: Readonly<Record<string, (value: Json) => Json>> = {
    properties: table,
    items: (value) => grafted(value, part, count),
    additionalProperties: (value) => grafted(value, part, count),
    not: (value) => grafted(value, part, count),
    allOf: (value) => (value as readonly Json[]).map((one) => grafted(one, part, count)),
    anyOf: (value) => (value as readonly Json[]).map((one) => grafted(one, part, count)),
  };
  return Object.fromEntries(
    Object.entries(written).map(([keyword, value]) => [keyword, inside[keyword]?.(value) ?? value]),
  );
}

const components = fc.record({ A: objectOnly(schema), B: objectOnly(schema) });

/** References that lead back to themselves are refused before anything is compared. */
function objectOnly(any: fc.Arbitrary<Json>): fc.Arbitrary<Json> {
  return fc.dictionary(names, any, { maxKeys: 2 }).map((properties) => ({ type: "object", properties }));
}

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
  fc.dictionary(
    names,
    fc.oneof(fc.constantFrom<Json>("x", 1, null, 7.5, "long", {}), fc.constantFrom<Json>(true, [1])),
  ),
  fc.array(fc.constantFrom<Json>("x", 1, null, "long")),
);

function swapped(changes: readonly ContractChange[]): string[] {
  return changes.map(({ rule, old, new: now }) => `${inverses[rule]} ${at(now)} ${at(old)}`).sort();
}

function listed(changes: readonly ContractChange[]): string[] {
  return changes.map(({ rule, old, new: now }) => `${rule} ${at(old)} ${at(now)}`).sort();
}

function at(place: ContractChange["old"]): string {
  return place?.kind === "file" ? `${place.bytes?.start}` : "nowhere";
}

describe("any two schemas", () => {
  test("that are the same have no changes", () => {
    fc.assert(
      fc.property(schema, schema, components, (request, answer, shared) => {
        const document = documentOf({ request, answer }, shared);
        expect(told(changesOf(document, structuredClone(document)))).toEqual([]);
      }),
    );
  });

  test("compared the other way round have the same changes undone, at the same places", () => {
    fc.assert(
      fc.property(two, components, components, ([one, other], shared, more) => {
        const [old, now] = [documentOf({ request: one }, shared), documentOf({ request: other }, more)];
        expect(listed(changesOf(old, now))).toEqual(swapped(changesOf(now, old)));
      }),
      { numRuns: 100 },
    );
  });

  test("of which one takes a value that the other refuses have a change that breaks", () => {
    fc.assert(
      fc.property(two, components, components, fc.array(value), ([one, other], shared, more, values) => {
        const [old, now] = [shared, more].map((definitions) =>
          createSchemas(definitions, { dialect: "2020-12" }),
        );
        const [before, after] = [old?.validator(one), now?.validator(other)];
        if (before?.ok !== true || after?.ok !== true) return;
        const taken = values.filter((item) => before.value.check(item).length === 0);
        if (taken.every((item) => after.value.check(item).length === 0)) return;
        const changes = changesOf(documentOf({ request: one }, shared), documentOf({ request: other }, more));
        // A field that was not named before could have been anything; that it now has a type breaks nobody in practice.
        const breaks = changes.some((change) => change.breaks || change.rule === "field-added");
        expect({ breaks, told: told(changes) }).toMatchObject({ breaks: true });
      }),
      { numRuns: 200 },
    );
  });
});

test("any two documents are compared without a fault", () => {
  const part = fc.letrec<{ readonly any: Json }>((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom<Json>(null, true, 1, "", "query", "path", "a", "#/components/schemas/A"),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          ..."get post parameters name in schema $ref responses 200 4XX default content application/json */* headers requestBody required properties items allOf anyOf type enum security if then not const".split(
            " ",
          ),
        ),
        tie("any"),
        { maxKeys: 5 },
      ),
    ),
  })).any;
  fc.assert(
    fc.property(part, part, (one, other) => {
      const documents = [one, other].map((item) => ({
        openapi: "3.1.0",
        info: { title: "a", version: "1" },
        paths: { "/a": isJsonObject(item) ? item : {} },
        components: { schemas: { A: {} } },
      }));
      try {
        changesOf(documents[0] as Json, documents[1] as Json);
      } catch (error) {
        // Refused when it was read, with findings.
        expect((error as Error).message).toMatch(/\w/);
        expect(error).not.toBeInstanceOf(TypeError);
        expect(error).not.toBeInstanceOf(RangeError);
      }
    }),
    { numRuns: 100 },
  );
});
