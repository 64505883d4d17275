import { describe, expect, test } from "vitest";
import type { Json } from "../../core/index.ts";
import { checkAnswer, isOpen } from "./check-answer.ts";
import { contractOf, convo, document } from "./testing-convo.ts";

const user = {
  type: "object",
  required: ["id", "secret"],
  properties: { id: { type: "integer" }, secret: { type: "string", writeOnly: true } },
  additionalProperties: false,
};
const contract = contractOf(
  document({
    paths: {
      "/user": {
        get: {
          responses: {
            200: { description: "", content: { "application/json": { schema: user }, "text/*": {} } },
            204: { description: "" },
            "4XX": {
              description: "",
              content: { "application/problem+json": { schema: { required: ["title"] } } },
            },
          },
        },
        put: { responses: { 200: { description: "" }, default: { description: "" } } },
        post: {
          responses: {
            201: { description: "", content: { "application/json": { schema: user } } },
            default: {
              description: "",
              content: { "application/json": { schema: { required: ["error"] } } },
            },
          },
        },
      },
    },
  }),
  "api.json",
);

function check(method: string, status: number, mediaType?: string, body?: Json): string[] {
  const found = contract.find(method, "/user");
  if (found.kind !== "operation") throw new Error("no operation");
  return checkAnswer(contract, found.operation, { status, mediaType, body }).map(
    ({ rule, what }) => `${rule}: ${what}`,
  );
}

test("refusals that any service may send were told as answers that a service never gives", () => {
  const text = (security: string): string => `openapi: 3.0.3
info: { title: x, version: "1" }
paths: { /a: { get: { ${security} responses: { "200": { description: x } } } } }
components: { securitySchemes: { bearer: { type: http, scheme: bearer } } }
`;
  const rules = (security: string, status: number): string[] => {
    const asked = contractOf(text(security));
    const found = asked.find("GET", "/a");
    if (found.kind !== "operation") throw new Error("no operation");
    return checkAnswer(asked, found.operation, { status, mediaType: undefined, body: undefined }).map(
      ({ rule }) => rule,
    );
  };
  for (const status of [401, 403, 408, 429, 500]) {
    expect([status, rules("security: [{ bearer: [] }],", status)]).toEqual([status, ["undeclared-fault"]]);
  }
  for (const status of [401, 403]) {
    expect([status, rules("", status)]).toEqual([status, ["undeclared-status"]]);
    expect([status, rules("security: [{}],", status)]).toEqual([status, ["undeclared-status"]]);
  }
  expect(rules("security: [{ bearer: [] }],", 404)).toEqual(["undeclared-status"]);
});

describe("an answer", () => {
  test.each<[string, Parameters<typeof check>, string[]]>([
    ["that fits", ["GET", 200, "application/json; charset=utf-8", { id: 1 }], []],
    ["without a body", ["GET", 204], []],
    ["of a range of media types", ["GET", 200, "text/csv"], []],
    ["of a range of statuses", ["GET", 404, "application/problem+json", { title: "x" }], []],
    ["that default takes", ["PUT", 418], []],
    [
      "of success that only default takes, where it was held against the body of errors",
      ["POST", 200, "application/json", { id: 1 }],
      ["undeclared-status: 200 is not declared; declared: 201, default"],
    ],
    [
      "of failure that default takes",
      ["POST", 500, "application/json", {}],
      ["invalid-answer: body /error is missing"],
    ],
    ["with a body where none is described", ["PUT", 200, "application/json", {}], []],
    [
      "with another status",
      ["GET", 201, "application/json", {}],
      ["undeclared-status: 201 is not declared; declared: 200, 204, 4XX"],
    ],
    ["that is a fault", ["GET", 503], ["undeclared-fault: 503 is not declared; declared: 200, 204, 4XX"]],
    [
      "of another media type",
      ["GET", 200, "application/xml"],
      ["undeclared-answer-type: 200 is answered as application/xml; declared: application/json, text/*"],
    ],
    [
      "with a wrong type and a field too many",
      ["GET", 200, "application/json", { id: "1", idd: 2 }],
      ["invalid-answer: body /idd is no field", "invalid-answer: body /id must be an integer"],
    ],
    [
      "of a range of statuses that does not fit",
      ["GET", 400, "application/problem+json", {}],
      ["invalid-answer: body /title is missing"],
    ],
  ])("%s", (_, [method, status, type, body], expected) => {
    const found = check(method, status, type, body);
    expect(found).toHaveLength(expected.length);
    for (const [index, one] of expected.entries()) expect(found[index]).toContain(one);
  });
});

describe("an open schema", () => {
  const open = (schema: Json | undefined): boolean => isOpen(contract, { schema });

  test.each<Json | undefined>([
    undefined,
    {},
    true,
    { type: "object" },
    { type: "object", additionalProperties: true, title: "Answer" },
    { type: "object", additionalProperties: {} },
    { type: ["object", "null"] },
    { type: "array", items: { type: "object", additionalProperties: true } },
    { allOf: [{ type: "object" }] },
  ])("is %j", (schema) => {
    expect(open(schema)).toBe(true);
  });

  test.each<Json>([
    { type: "string" },
    { type: ["object", "string"] },
    { type: "object", properties: { a: {} } },
    { type: "object", additionalProperties: false },
    { type: "object", additionalProperties: { type: "string" } },
    { type: "array", items: { type: "string" } },
    { oneOf: [{ type: "object", required: ["a"] }] },
    { enum: [1] },
  ])("is not %j", (schema) => {
    expect(open(schema)).toBe(false);
  });

  test("that is a list of itself ends", () => {
    const own = contractOf(
      document({
        components: { schemas: { A: { type: "array", items: { $ref: "#/components/schemas/A" } } } },
      }),
      "api.json",
    );
    expect(isOpen(own, { schema: { $ref: "#/components/schemas/A" } })).toBe(true);
  });

  test("has every answer of a backend without response models", () => {
    const backend = contractOf(convo);
    const contents = backend.operations.flatMap(({ responses }) => responses.get("200")?.content ?? []);
    expect(contents).toHaveLength(8);
    expect(contents.every((one) => isOpen(backend, one))).toBe(true);
  });
});
