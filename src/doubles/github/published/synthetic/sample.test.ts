import { describe, expect, it } from "vitest";
import type { Json } from "../../../../core/index.ts";
import type { Operation } from "../operation.ts";
import { allows } from "./allows.ts";
import { sample } from "./sample.ts";
import type { Schemas } from "./schema.ts";
import type { Request } from "./values.ts";

const operation = { id: "things/get", method: "GET", template: "/things/{thing_id}" } as Operation;

function sampled(schema: Json, schemas: Schemas = {}, params: Request["params"] = {}): Json {
  const request = {
    operation,
    params,
    apiUrl: "http://api",
    webUrl: "http://web",
    now: "2025-01-15T10:30:00.000Z",
  };
  return sample(schemas, schema, request);
}

const text = { type: "string" };
const object = (
  properties: Readonly<Record<string, Json>>,
  more: Readonly<Record<string, Json>> = {},
): Json => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  ...more,
});

describe("a value made of a schema", () => {
  it.each<[string, Json, Json]>([
    ["a flag", { type: "boolean" }, false],
    ["the least number", { type: "number", minimum: 2 }, 2],
    ["a number that is not too much", { type: "integer", maximum: -1 }, -1],
    ["the first value that is not null", { type: "string", nullable: true, enum: [null, "a"] }, "a"],
    ["null where no other value is allowed", { enum: [null] }, null],
    ["a list with one item", { type: "array", items: text }, [""]],
    ["a list that needs more", { items: text, minItems: 2 }, ["", ""]],
    ["a list of anything", { type: "array" }, [{}]],
    [
      "no time that something may not have happened at",
      { ...text, nullable: true, format: "date-time" },
      null,
    ],
    ["a day", { format: "date" }, "2025-01-15"],
    ["a table of anything", { type: "object", additionalProperties: true }, {}],
    ["anything", {}, {}],
    ["what is unknown to the description's types", { type: "file" }, {}],
    ["what has no schema", { $ref: "#/components/schemas/none" }, {}],
    ["a name without a schema", { type: "object", required: ["a"] }, { a: {} }],
    [
      "parts together",
      { allOf: [object({ a: { enum: [1] } }), object({ a: { type: "integer" }, b: text })] },
      {
        a: 1,
        b: "b",
      },
    ],
  ])("is %s", (_, schema, value) => {
    expect(sampled(schema)).toEqual(value);
  });

  it("is long enough, and not too long", () => {
    expect(sampled(object({ title: { ...text, maxLength: 3 } }))).toEqual({ title: "tit" });
    expect(sampled({ ...text, minLength: 44 })).toMatch(/^[\da-f]{40}0{4}$/);
  });

  it("is the alternative that no other is", () => {
    const open = object({ a: text });
    const more = object({ a: text, b: text });
    expect(sampled({ oneOf: [open, more] })).toEqual({ a: "a" });
    expect(sampled({ oneOf: [more, open] })).toEqual({ a: "a" });
    expect(sampled({ anyOf: [more, open] })).toEqual({ a: "a", b: "b" });
    expect(sampled({ oneOf: [open, open], nullable: true })).toBeNull();
    const optional = { type: "object", properties: { b: text }, required: [] };
    const closed = object({ a: text }, { additionalProperties: false });
    expect(sampled({ oneOf: [{ ...optional, enum: [{ b: "b" }] }, closed] })).toEqual({ b: "b" });
  });

  it("ends where a schema holds itself", () => {
    const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
    const Tree = {
      type: "object",
      properties: { left: ref("Tree"), leaves: { type: "array", items: ref("Tree") } },
    };
    expect(sampled(ref("Tree"), { Tree })).toEqual({ leaves: [] });
    const OrNull = object({ next: ref("OrNull") }, { nullable: true });
    expect(sampled(ref("OrNull"), { OrNull })).toEqual({ next: null });
    const Endless = object({ next: ref("Endless") });
    expect(sampled(ref("Endless"), { Endless })).toBeNull();
    expect(
      sampled(object({ a: { type: "array", minItems: 1, items: ref("Endless") } }), { Endless }),
    ).toBeNull();
    expect(sampled(ref("Loop"), { Loop: ref("Loop") })).toEqual({});
    const Choice = { oneOf: [object({ again: ref("Choice") }), text] };
    expect(sampled(ref("Choice"), { Choice })).toBe("");
  });

  it("has less the deeper it is", () => {
    const level = (inner: Json): Json => ({
      type: "object",
      properties: { may: text, down: inner },
      required: ["down"],
    });
    const maybe = object({ a: text }, { nullable: true });
    const whole = level(level(level(object({ maybe, list: { type: "array", items: text } }))));
    expect(sampled(whole)).toEqual({
      may: "may",
      down: { may: "may", down: { down: { maybe: null, list: [] } } },
    });
  });

  it("is what the path says, where that is allowed", () => {
    const schema = object({
      id: { type: "integer" },
      name: text,
      inner: object({ id: { type: "integer" } }),
    });
    expect(sampled(schema, {}, { thing_id: "7" })).toEqual({ id: 7, name: "name", inner: { id: 1 } });
    expect(sampled(schema, {}, { thing_id: "seven" })).toMatchObject({ id: 1 });
    const few = object({ id: { type: "integer", maximum: 5 } });
    expect(sampled(few, {}, { thing_id: "7" })).toEqual({ id: 1 });
    expect(sampled(object({ id: { ...text, maxLength: 2 } }), {}, { thing_id: "777" })).toEqual({ id: "id" });
    expect(sampled(object({ id: { enum: ["a", "b"], type: "string" } }), {}, { thing_id: "b" })).toEqual({
      id: "b",
    });
  });
});

describe("an alternative", () => {
  it.each<[Json, Json, boolean]>([
    [{ type: "string" }, 1, false],
    [{ type: "string", nullable: true }, null, true],
    [{ type: "integer" }, 1.5, false],
    [{ type: "array", items: { type: "string" } }, ["a", 1], false],
    [{ type: "object" }, [], false],
    [{ enum: [{ a: 1 }] }, { a: 1 }, true],
    [{ enum: ["a"] }, "b", false],
    [{ allOf: [{ type: "string" }, { enum: ["a"] }] }, "b", false],
    [{ anyOf: [{ type: "string" }, { type: "integer" }] }, true, false],
    [{ oneOf: [{ type: "integer" }, { type: "number" }] }, 1, false],
    [{ oneOf: [{ type: "integer" }, { type: "number" }] }, 1.5, true],
    [object({ a: text }), {}, false],
    [object({ a: text }), { a: "", b: 1 }, true],
    [object({ a: text }, { additionalProperties: false }), { a: "", b: 1 }, false],
    [{ $ref: "#/components/schemas/none" }, 1, true],
  ])("%j and %j: %s", (schema, value, allowed) => {
    expect(allows({}, schema, value)).toBe(allowed);
  });
});
