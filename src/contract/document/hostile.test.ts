import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8, type Json } from "../../core/index.ts";
import { checkAnswer } from "./check-answer.ts";
import { checkExamples } from "./examples.ts";
import { checkRequest } from "./check-request.ts";
import { readContract } from "./read-contract.ts";
import { contractOf, convo, document, problemsOf } from "./testing-convo.ts";

/** Reads a document and asks for everything that it holds; whatever it is, nothing is thrown. */
function useAll(file: string, bytes: Uint8Array): readonly string[] {
  const read = readContract(file, bytes);
  if (read.ok) {
    checkExamples(read.value);
    for (const operation of read.value.operations) {
      const { at, parameters, requestBody, responses, security } = operation;
      void [at, parameters, requestBody, responses, security];
      read.value.find(operation.method, operation.template);
      checkRequest(read.value, operation, {
        query: "a=1&b[c]=2",
        headers: [["a", "b"]],
        params: {},
        body: utf8("{}"),
      });
      checkAnswer(read.value, operation, { status: 200, mediaType: "application/json", body: {} });
    }
  }
  for (const { at, what } of read.findings) if (at === undefined || what === "") throw new Error("no place");
  return read.findings.map(({ name }) => name);
}

const answers = { responses: { 200: { description: "" } } };

describe("hostile documents", () => {
  test("with ten thousand operations are read", () => {
    const paths = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `/r${index % 100}/{id}/s${index}`,
        {
          parameters: [{ $ref: "#/components/parameters/id" }],
          get: { operationId: `get${index}`, ...answers },
        },
      ]),
    );
    const parameters = { id: { name: "id", in: "path", required: true, schema: { type: "string" } } };
    const contract = contractOf(document({ paths, components: { parameters } }), "api.json");
    expect(contract.operations).toHaveLength(10_000);
    expect(contract.operations[9_999]?.at).toMatchObject({ kind: "file", line: 1 });
    expect(contract.find("GET", "/r99/x/s9999")).toMatchObject({
      operation: { id: "get9999" },
      params: { id: "x" },
    });
    expect(contract.find("GET", "/r99/x/s99999").kind).toBe("path-absent");
  });

  test("with keys of Object.prototype are read as any other, and change nothing", () => {
    const text = `{"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": {
      "/__proto__": {"get": {"operationId": "constructor", "responses": {"200": {"description": "a"}}}}},
      "components": {"schemas": {"__proto__": {"type": "string"}, "constructor": {"properties": {"__proto__": {"type": "integer"}}}},
      "parameters": {"toString": {"name": "__proto__", "in": "query", "schema": {"$ref": "#/components/schemas/__proto__"}}}}}`;
    expect(useAll("api.json", utf8(text))).toEqual([]);
    expect(problemsOf("openapi: 3.1.0\n__proto__: {a: 1}")).toEqual([
      '2:1 forbidden-key: the key "__proto__" is not allowed',
    ]);
    expect(({} as { readonly type?: string }).type).toBeUndefined();
  });

  test("with numbers past what a double holds are read, and told where one of them would be a limit", () => {
    const schema = `{"type": "integer", "maximum": 1e400, "minimum": -9223372036854775808, "example": 99999999999999999999}`;
    const text = document({ components: { schemas: { A: 0 } } }).replace('"A":0', `"A":${schema}`);
    expect(useAll("api.json", utf8(text))).toEqual(["unchecked-schema"]);
  });

  test("with schemas that hold each other are read, checked and filled with values", () => {
    const schemas = {
      Tree: {
        type: "object",
        required: ["children"],
        properties: {
          children: { type: "array", items: { $ref: "#/components/schemas/Tree" } },
          other: { $ref: "#/components/schemas/Other" },
        },
      },
      Other: { type: "object", properties: { tree: { $ref: "#/components/schemas/Tree" } } },
    };
    const contract = contractOf(document({ components: { schemas } }), "api.json");
    const validator = contract.schemas.validator({ $ref: "#/components/schemas/Tree" });
    if (!validator.ok) throw new Error("not compiled");
    expect(
      validator.value.check({ children: [{ children: [] }], other: { tree: { children: [] } } }),
    ).toEqual([]);
    expect(validator.value.check({ children: [{ children: [{}] }] })).toMatchObject([
      { keyword: "required" },
    ]);
  });

  test("with names that would command a terminal are told without doing so", () => {
    const found = problemsOf(
      document({ "\u001b[2J": 1, security: [{ "\u001b]0;x\u0007": [] }] }),
      "api.json",
    );
    expect(found).toHaveLength(2);
    expect(found.join("")).not.toMatch(/[\u0000-\u001f]/);
  });

  const value = fc.letrec<{ readonly any: Json }>((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom<Json>(null, true, 1, "", "#/components/schemas/A", "query", "path", "x"),
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          ..."get post parameters name in schema $ref responses 200 content application/json requestBody required properties items allOf type enum security securitySchemes schemas A examples example value servers url paths /a /a/{b} x-a style pattern nullable".split(
            " ",
          ),
        ),
        tie("any"),
        { maxKeys: 5 },
      ),
    ),
  }));

  test("of any shape end in a contract or in findings", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("3.0.3", "3.1.0", "3.2.0"),
        value.any,
        value.any,
        value.any,
        (version, paths, components, more) => {
          const text = JSON.stringify({
            openapi: version,
            info: { title: "a", version: "1" },
            paths: { "/a": paths },
            components,
            security: more,
          });
          expect(useAll("api.json", utf8(text))).toBeInstanceOf(Array);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("that are a sound one with a part changed end in a contract or in findings", () => {
    const sound = convo.split("\n");
    fc.assert(
      fc.property(
        fc.nat(sound.length - 1),
        fc.constantFrom("", "  - x", "    get: 1", "  $ref: '#/paths'", "\t", "&a [*a]", "<<: {a: 1}"),
        (line, text) => {
          expect(useAll("api.yaml", utf8(sound.with(line, text).join("\n")))).toBeInstanceOf(Array);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("of any bytes end in findings", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("a.json", "a.yaml", "a"),
        fc.uint8Array({ maxLength: 200 }),
        (file, bytes) => {
          expect(useAll(file, bytes).length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
