import { describe, expect, test } from "vitest";
import { check, contractWith } from "./testing-request.ts";
import { contractOf, document, problemsOf } from "./testing-convo.ts";

const answers = { responses: { 200: { description: "" } } };
const id = { name: "id", in: "path", required: true, schema: { type: "string" } };
const limit = (maximum: number): object => ({
  name: "limit",
  in: "query",
  schema: { type: "integer", maximum },
});

describe("the parameters of an operation", () => {
  test("stand before those of its path that are called the same", () => {
    const contract = contractOf(
      document({
        paths: {
          "/a": { parameters: [limit(10)], get: { ...answers, parameters: [limit(100)] }, put: answers },
        },
      }),
      "api.json",
    );
    expect(contract.operations[0]?.parameters).toHaveLength(1);
    expect(check(contract, "GET /a?limit=50")).toEqual([]);
    expect(check(contract, "PUT /a?limit=50")).toEqual([expect.stringContaining('query parameter "limit"')]);
  });

  test("are also those of the path item that its path refers to: such a document was refused", () => {
    const contract = contractOf(
      document({
        paths: { "/a/{id}": { $ref: "#/components/pathItems/A" } },
        components: { pathItems: { A: { parameters: [id, limit(10)], get: answers } } },
      }),
      "api.json",
    );
    expect(contract.operations[0]?.parameters.map(({ name }) => name)).toEqual(["id", "limit"]);
    expect(check(contract, "GET /a/1?limit=11")).toHaveLength(1);
  });
});

test.each(["3.0.3", "3.1.0", "3.2.0"])(
  "a parameter of a place that %s does not have is refused",
  (version) => {
    const paths = { "/a": { get: { ...answers, parameters: [{ ...limit(1), in: "body" }] } } };
    const told = problemsOf(document({ paths }, version), "api.json");
    expect(told.join("\n")).toMatch(/invalid-contract: .*"in"/);
  },
);

test("a document of webhooks alone has no operations", () => {
  const hook = { post: answers };
  const contract = contractOf(document({ paths: undefined, webhooks: { created: hook } }), "api.json");
  expect(contract.operations).toEqual([]);
  expect(contract.find("POST", "/created")).toMatchObject({ kind: "path-absent" });
});

test("a security scheme that is the address of one elsewhere is asked of nobody", () => {
  const security = [{ "https://a.test/schemes/key": [] }];
  for (const components of [undefined, {}, { securitySchemes: {} }]) {
    const contract = contractWith([], undefined, { openapi: "3.2.0", security, components });
    expect(contract.operations[0]?.security).toMatchObject([[{ type: "unknown" }]]);
    expect(check(contract, "GET /a/1")).toEqual([]);
  }
});

describe("what is wrong with the structure of a document", () => {
  const wrong = (description: string): string =>
    document({ info: { title: "Test", description }, paths: { "/a": { get: { responses: 7 } } } });

  test("is all told", () => {
    const told = problemsOf(wrong("short"), "api.json");
    expect(told).toHaveLength(2);
    expect(told.join("\n")).toMatch(/version[^]*responses/);
  });

  test("is told with its first alone where the document is large", () => {
    const told = problemsOf(wrong("x".repeat(4 * 1024 * 1024)), "api.json");
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(/^1:\d+ invalid-contract: "info" /);
    const whole = { description: "x".repeat(4 * 1024 * 1024) };
    expect(problemsOf(JSON.stringify({ openapi: "3.1.0", "x-a": whole, paths: {} }), "api.json")).toEqual([
      expect.stringContaining("invalid-contract: the document "),
    ]);
  });
});
