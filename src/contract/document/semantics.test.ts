import { describe, expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import { document, problemsOf } from "./testing-convo.ts";

const answers = { responses: { 200: { description: "" } } };
const parameter = (name: string, place = "query"): object => ({
  name,
  in: place,
  ...(place === "path" ? { required: true } : {}),
  schema: { type: "string" },
});
const schemas = (all: object): object => ({ components: { schemas: all } });
const body = (schema: object): object => ({
  "/a": { post: { ...answers, requestBody: { content: { "application/json": { schema } } } } },
});

describe("a document that breaks one rule alone", () => {
  test.each<[rule: string, fields: object, expected: string]>([
    [
      "an operationId twice",
      {
        paths: {
          "/a": { get: { ...answers, operationId: "x" } },
          "/b": { get: { ...answers, operationId: "x" } },
        },
      },
      'duplicate-operation-id: operationId "x" stands twice',
    ],
    [
      "a parameter twice",
      { paths: { "/a": { get: { ...answers, parameters: [parameter("q"), parameter("q")] } } } },
      "duplicate-parameter: the query parameter q stands twice",
    ],
    [
      "a header twice, in another case",
      {
        paths: {
          "/a": { parameters: [parameter("X-A", "header"), parameter("x-a", "header")], get: answers },
        },
      },
      "duplicate-parameter: the header parameter x-a stands twice",
    ],
    [
      "a name of a template that is no parameter",
      { paths: { "/a/{id}": { get: answers } } },
      "path-parameter: {id} of /a/{id} is not declared as a parameter",
    ],
    [
      "a path parameter that is not in the template",
      { paths: { "/a": { get: { ...answers, parameters: [parameter("id", "path")] } } } },
      'path-parameter: the path parameter "id" does not stand in /a',
    ],
    [
      "braces that are no pairs",
      { paths: { "/a/{id": { get: answers } } },
      'path-template: "/a/{id": its braces',
    ],
    ["empty braces", { paths: { "/a/{}": { get: answers } } }, 'path-template: "/a/{}": its braces'],
    [
      "a name twice in a template",
      { paths: { "/{a}/{a}": { get: { ...answers, parameters: [parameter("a", "path")] } } } },
      'path-template: "/{a}/{a}": {a} stands in it twice',
    ],
    [
      "templates that match the same",
      {
        paths: {
          "/a/{x}": { get: { ...answers, parameters: [parameter("x", "path")] } },
          "/a/{y}": { put: { ...answers, parameters: [parameter("y", "path")] } },
        },
      },
      "ambiguous-template: /a/{x} and /a/{y} match the same requests",
    ],
    [
      "a reference to nothing",
      { paths: body({ $ref: "#/components/schemas/Nope" }) },
      'unresolved-reference: $ref "#/components/schemas/Nope" has no target',
    ],
    [
      "a reference into Object.prototype",
      { paths: body({ $ref: "#/components/constructor" }), ...schemas({}) },
      'unresolved-reference: $ref "#/components/constructor" has no target',
    ],
    [
      "a reference to another document",
      { paths: body({ $ref: "other.yaml#/A" }) },
      'unresolved-reference: $ref "other.yaml#/A" leads out of the document',
    ],
    [
      "a reference to what can't stand there",
      {
        paths: { "/a": { get: { responses: { 200: { $ref: "#/components/schemas/A" } } } } },
        ...schemas({ A: {} }),
      },
      "leads to one of schemas, and one of responses belongs here",
    ],
    [
      "references in a circle",
      schemas({ A: { $ref: "#/components/schemas/B" }, B: { $ref: "#/components/schemas/A" } }),
      'unresolved-reference: $ref "#/components/schemas/',
    ],
    [
      "a schema that consists of itself",
      schemas({ A: { allOf: [{ type: "object" }, { $ref: "#/components/schemas/A" }] } }),
      'unresolved-reference: $ref "#/components/schemas/A" leads back to itself',
    ],
    [
      "responses in a circle",
      {
        components: {
          responses: { A: { $ref: "#/components/responses/B" }, B: { $ref: "#/components/responses/A" } },
        },
      },
      "leads back to itself",
    ],
    [
      "a pattern of another language",
      schemas({ A: { type: "string", pattern: "(?P<year>\\d+)" } }),
      'unreadable-pattern: the pattern "(?P<year>\\\\d+)" is no regular expression of JavaScript',
    ],
    [
      "a name of fields that is a pattern of another language",
      schemas({ A: { patternProperties: { "(?i)x": {} } } }),
      'unreadable-pattern: the pattern "(?i)x"',
    ],
    [
      "a type that there is not",
      schemas({ A: { type: "strin" } }),
      'unchecked-schema: type can\'t be "\\"strin\\""',
    ],
    [
      "properties that are no table",
      schemas({ A: { properties: [] } }),
      "unchecked-schema: properties can't be",
    ],
    ["alternatives of nothing", schemas({ A: { anyOf: [] } }), "unchecked-schema: anyOf can't be"],
    [
      "a security scheme that is not there",
      { paths: { "/a": { get: { ...answers, security: [{ key: [] }] } } } },
      'undeclared-security: the security scheme "key" is not declared',
    ],
    [
      "a security scheme of the whole document that is not there",
      { security: [{ key: [] }] },
      "undeclared-security",
    ],
  ])("%s", (_, fields, expected) => {
    const found = problemsOf(document(fields), "api.json");
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
    expect(found[0]).toMatch(/^1:\d+ /);
  });
});

describe("a document that breaks no rule", () => {
  test.each<[string, object]>([
    [
      "a schema that holds itself in a property",
      schemas({ A: { properties: { next: { $ref: "#/components/schemas/A" } } } }),
    ],
    [
      "schemas that hold each other in lists",
      schemas({
        A: { items: { $ref: "#/components/schemas/B" } },
        B: { additionalProperties: { $ref: "#/components/schemas/A" } },
      }),
    ],
    ["a property called $ref", schemas({ A: { properties: { $ref: { type: "string" } } } })],
    [
      "an example that holds a $ref",
      {
        paths: {
          "/a": {
            post: {
              ...answers,
              requestBody: { content: { "application/json": { example: { $ref: "#/nope" } } } },
            },
          },
        },
      },
    ],
    ["an extension that holds a $ref", { "x-more": { $ref: "nope" }, paths: { "x-a": { $ref: "nope" } } }],
    [
      "properties with names of Object.prototype",
      schemas({ A: { properties: { constructor: {}, toString: {} } } }),
    ],
    [
      "a path parameter of the whole path",
      {
        paths: { "/a/{id}": { parameters: [parameter("id", "path")], get: answers, put: answers } },
      },
    ],
    ["the same operationId nowhere", { paths: { "/a": { get: answers, put: answers } } }],
    [
      "a reference with escapes",
      {
        paths: {
          "/a/{id}": { get: { ...answers, parameters: [parameter("id", "path")] } },
          "/b": { get: { responses: { 200: { $ref: "#/paths/~1a~1%7Bid%7D/get/responses/200" } } } },
        },
      },
    ],
    [
      "a reference deep into another schema",
      {
        paths: body({ $ref: "#/components/schemas/A/properties/x" }),
        ...schemas({ A: { properties: { x: {} } } }),
      },
    ],
    ["a reference to an anchor", schemas({ A: { $anchor: "a" }, B: { $ref: "#a" } })],
    [
      "a path that refers to one of components",
      {
        paths: { "/a/{id}": { $ref: "#/components/pathItems/A" } },
        components: { pathItems: { A: { get: { ...answers, parameters: [parameter("id", "path")] } } } },
      },
    ],
    ["patterns with escapes that need none", schemas({ A: { pattern: "^[a-z\\-\\_]+\\@$" } })],
    ["optional security", { security: [{}] }],
  ])("%s", (_, fields) => {
    expect(problemsOf(document(fields), "api.json")).toEqual([]);
  });
});

test("all problems are told at once, in the order of the file", () => {
  const text = `openapi: 3.1.0
info: {title: a, version: '1'}
paths:
  /a/{id}:
    get: {operationId: x}
    put: {operationId: x, security: [{key: []}]}
  /b:
    get: {$ref: '#/nope'}
    post: {requestBody: {$ref: '#/components/requestBodies/Nope'}}
extra: 1
`;
  expect(problemsOf(text).map((one) => one.replace(/:\d+ (\S+):.*/, " $1"))).toEqual([
    "5 path-parameter",
    "6 path-parameter",
    "6 duplicate-operation-id",
    "6 undeclared-security",
    "8 invalid-contract",
    "8 unresolved-reference",
    "9 unresolved-reference",
    "10 invalid-contract",
  ]);
});

describe("chains of references", () => {
  const chain = (length: number): string =>
    document(
      schemas(
        Object.fromEntries(
          Array.from({ length: length + 1 }, (_, index) => [
            `A${index}`,
            index === length ? {} : { $ref: `#/components/schemas/A${index + 1}` },
          ]),
        ),
      ),
    );

  test("may be as long as the limit, and no longer", () => {
    expect(problemsOf(chain(limits.contractReferences), "api.json")).toEqual([]);
    expect(problemsOf(chain(limits.contractReferences + 1), "api.json")).toEqual([
      expect.stringContaining("over-limit: more than 100 references that lead from one to the next"),
    ]);
  });

  test("of a hundred thousand end nothing", () => {
    expect(problemsOf(chain(100_000), "api.json")[0]).toContain("over-limit");
  });
});

test("thousands of operations with thousands of mistakes are told up to the limit", () => {
  const paths = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [
      `/a${index}/{id}`,
      { get: { ...answers, operationId: "same" } },
    ]),
  );
  expect(problemsOf(document({ paths }), "api.json")).toHaveLength(limits.findings);
});
