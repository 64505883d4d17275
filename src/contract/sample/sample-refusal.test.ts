import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../core/index.ts";
import { createSchemas } from "../schema/index.ts";
import { sampleRefusal, type RefusedRequest } from "./sample-refusal.ts";

const refused: RefusedRequest = {
  status: 422,
  rule: "invalid-request",
  what: "POST /keys, body /name must be a string, is 7",
  problems: [
    { rule: "invalid-request", part: "body", path: "/name", what: "body /name must be a string, is 7" },
    { rule: "invalid-request", part: "query", path: "page", what: "query parameter is no integer" },
  ],
};

function bodyFor(schema: Json, definitions: JsonObject = {}): Json | undefined {
  return sampleRefusal(createSchemas(definitions, { dialect: "2020-12" }), schema, refused);
}

const text = { type: "string" };

describe("a refusal in the shape", () => {
  test("of a closed list of codes lost its reason", () => {
    const properties = { code: { enum: ["not_found", "conflict"] }, message: text };
    const schema = { type: "object", required: ["code", "message"], properties };
    expect(bodyFor(schema)).toEqual({ code: "not_found", message: refused.what });
    expect(bodyFor({ type: "object", required: ["error"], properties: { error: schema } })).toEqual({
      error: { code: "not_found", message: refused.what },
    });
  });

  test("of FastAPI says where each problem is", () => {
    const location = { type: "array", items: { anyOf: [text, { type: "integer" }] } };
    const definitions = {
      ValidationError: {
        type: "object",
        required: ["loc", "msg", "type"],
        properties: { loc: location, msg: text, type: text },
      },
    };
    const detail = { type: "array", items: { $ref: "#/components/schemas/ValidationError" } };
    const told = [
      { loc: ["body", "name"], msg: "body /name must be a string, is 7", type: "invalid-request" },
      { loc: ["query", "page"], msg: "query parameter is no integer", type: "invalid-request" },
    ];
    expect(bodyFor({ type: "object", properties: { detail } }, definitions)).toEqual({ detail: told });
    const loose = { type: "array", items: { type: "object" } };
    expect(bodyFor({ type: "object", properties: { detail: loose } })).toEqual({ detail: told });
  });

  test("of problem details", () => {
    const properties = { type: text, title: text, status: { type: "integer" }, detail: text };
    expect(bodyFor({ type: "object", required: ["title", "status"], properties })).toEqual({
      type: "about:blank",
      title: "invalid-request",
      status: 422,
      detail: refused.what,
    });
  });

  test("of the service's own, with the message where messages stand and no more than is asked for", () => {
    const error = {
      type: "object",
      required: ["message", "code"],
      properties: { message: text, code: text, param: { type: ["string", "null"] } },
    };
    expect(bodyFor({ type: "object", required: ["error"], properties: { error, id: text } })).toEqual({
      error: { message: refused.what, code: "invalid-request" },
    });
    const flat = { type: "object", properties: { message: text, documentation_url: text, status: text } };
    expect(bodyFor(flat)).toEqual({ message: refused.what, status: "422" });
    const short = {
      type: "object",
      properties: { error: { type: "string", maxLength: 10 } },
      required: ["error"],
    };
    expect(bodyFor(short)).toEqual({ error: "text" });
    const coded = {
      type: "object",
      required: ["code"],
      properties: { code: { type: "integer" }, message: text },
    };
    expect(bodyFor(coded)).toEqual({ code: 422, message: refused.what });
  });

  test("keeps what it has to have, though that says nothing of the refusal", () => {
    const properties = { message: text, id: text, retries: { type: "integer" }, ok: { type: "boolean" } };
    const required = ["id", "retries", "ok"];
    const body = bodyFor({ type: "object", required, properties }) as JsonObject;
    expect(Object.keys(body).sort()).toEqual(["id", "message", "ok", "retries"]);
    expect(body).toMatchObject({ message: refused.what });
    expect([typeof body["retries"], typeof body["ok"]]).toEqual(["number", "boolean"]);
    expect(body["retries"]).not.toBe(422);
  });

  test("that is a list, or a text", () => {
    const item = { type: "object", required: ["message"], properties: { message: text } };
    expect(bodyFor({ type: "array", minItems: 1, items: item })).toEqual([{ message: refused.what }]);
    expect(bodyFor(text)).toBe(refused.what);
  });

  test("that says nothing is left to the one who asks", () => {
    expect(bodyFor({ type: "object" })).toBeUndefined();
    expect(bodyFor(true)).toBeUndefined();
    expect(
      bodyFor({
        type: "object",
        required: ["id"],
        properties: { id: { type: "string", pattern: "(?=x)y" } },
      }),
    ).toBeUndefined();
  });
});

test("an index in a body is a number, as lists have them", () => {
  const detail = { type: "array", items: { type: "object" } };
  const schemas = createSchemas({}, { dialect: "2020-12" });
  const [problem] = refused.problems;
  const problems = [{ ...(problem as RefusedRequest["problems"][number]), path: "/items/0/a~1b" }];
  expect(
    sampleRefusal(schemas, { type: "object", properties: { detail } }, { ...refused, problems }),
  ).toMatchObject({
    detail: [{ loc: ["body", "items", 0, "a/b"] }],
  });
});
