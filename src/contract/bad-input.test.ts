import { describe, expect, test } from "vitest";
import { limits, utf8, type Result } from "../core/index.ts";
import { checkExamples, readContract, readModels } from "./index.ts";

/** Each a finding with a position: "3:12 unresolved-reference: ...". */
function told({ findings }: Pick<Result<unknown>, "findings">): string[] {
  return findings.map(({ name, at, what }) => {
    if (at?.kind !== "file") throw new Error(`${name} without a position`);
    return `${at.line}:${at.column} ${name}: ${what}`;
  });
}

const contract = (text: string, file = "api.yaml"): string[] => told(readContract(file, utf8(text)));
const models = (text: string): string[] => told(readModels("models.yaml", utf8(text)));

const head = 'openapi: 3.1.0\ninfo: { title: a, version: "1" }\npaths: {}\ncomponents:\n  schemas:\n';

describe("a YAML bomb", () => {
  const lists = (anchor: string, of: string): string =>
    `${anchor}: &${anchor} [${Array(9).fill(of).join(", ")}]\n`;
  const bomb = "bcdefghi"
    .split("")
    .reduce((text, name, index) => text + lists(name, `*${"abcdefgh"[index]}`), lists("a", "1"));

  test("is refused before it goes off", () => {
    expect(contract(`openapi: 3.1.0\n${bomb}`)).toEqual([
      "1:1 over-limit: 490329056 values, aliases expanded; a contract may have 4000000",
    ]);
    expect(models(bomb)[0]).toMatch(/^1:1 over-limit: \d+ values, aliases expanded/);
  });

  test("that holds itself is refused", () => {
    expect(contract("openapi: 3.1.0\nx-a: &a { b: *a }\n")).toEqual([
      "2:14 yaml-feature: *a stands inside the value it names",
    ]);
  });
});

describe("references that lead back to themselves", () => {
  test("of a contract are told where they stand", () => {
    const text = `${head}    A: { $ref: "#/components/schemas/B" }\n    B: { $ref: "#/components/schemas/A" }\n`;
    expect(contract(text)).toEqual([
      '6:16 unresolved-reference: $ref "#/components/schemas/B" leads back to itself',
    ]);
  });

  test("of models are told where they stand: bodies held against them ran out of stack", () => {
    expect(models('models:\n  A: { $ref: "#/$defs/B" }\n  B: { $ref: "#/$defs/A" }\n')).toEqual([
      '2:14 unresolved-reference: $ref "#/$defs/B" leads back to itself',
    ]);
    const part =
      '  A: { properties: { x: { $ref: "#/$defs/X" } }, $defs: { X: { allOf: [{ $ref: "#/$defs/X" }] } } }\n';
    expect(models(`models:\n${part}`)).toEqual([
      '2:33 unresolved-reference: $ref "#/$defs/A/$defs/X" leads back to itself',
    ]);
    expect(models('models:\n  A: { default: { $ref: "#/$defs/A" }, type: object }\n')).toEqual([]);
  });

  test("one value deeper each turn are none", () => {
    expect(models('models:\n  A: { properties: { a: { $ref: "#/$defs/A" } } }\n')).toEqual([]);
    expect(contract(`${head}    A: { properties: { a: { $ref: "#/components/schemas/A" } } }\n`)).toEqual([]);
  });
});

describe("a pattern of another language", () => {
  test("is told, and not held against anything", () => {
    expect(contract(`${head}    A: { type: string, pattern: "(?P<year>x)" }\n`)).toEqual([
      '6:33 unreadable-pattern: the pattern "(?P<year>x)" is no regular expression of JavaScript',
    ]);
    const read = readModels("models.yaml", utf8('models:\n  A: { type: string, pattern: "(?P<year>x)" }\n'));
    expect(told(read)[0]).toMatch(/^2:31 unchecked-schema: .* is no regular expression of JavaScript/);
    if (!read.ok) throw new Error("refused");
    expect(read.value.model("A")?.validator.check("anything")).toEqual([]);
  });
});

test("path templates that match the same requests are told with both places", () => {
  const path = (name: string): string =>
    `  /a/{${name}}:\n    parameters: [{ name: ${name}, in: path, required: true, schema: {} }]\n    get: { responses: { "200": { description: a } } }\n`;
  const read = readContract(
    "api.yaml",
    utf8(`openapi: 3.1.0\ninfo: { title: a, version: "1" }\npaths:\n${path("x")}${path("y")}`),
  );
  expect(told(read)).toEqual(["7:3 ambiguous-template: /a/{x} and /a/{y} match the same requests"]);
  expect(read.findings[0]?.near).toMatchObject([{ what: "/a/{x}", at: { line: 4 } }]);
});

test("an example that breaks its schema is told at the value that does", () => {
  const read = readContract(
    "api.yaml",
    utf8(`${head}    A: { type: object, properties: { n: { type: integer } }, example: { n: x } }\n`),
  );
  if (!read.ok) throw new Error("refused");
  expect(told({ findings: checkExamples(read.value) })).toEqual([
    '6:76 invalid-example: example does not fit its schema: /n must be an integer, is "x"',
  ]);
});

describe("a document of 13 MB", () => {
  const count = 3_000;
  const document = (type: string): string =>
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "a", version: "1" },
      paths: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `/a${index}/{id}`,
          {
            parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
            get: {
              description: "x".repeat(4_000),
              responses: { 200: { $ref: `#/components/responses/R${index}` } },
            },
          },
        ]),
      ),
      components: {
        responses: Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `R${index}`,
            {
              description: "",
              content: { "application/json": { schema: { $ref: `#/components/schemas/S${index}` } } },
            },
          ]),
        ),
        schemas: Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `S${index}`,
            {
              type: "object",
              properties: { next: { $ref: `#/components/schemas/S${(index + 1) % count}` }, a: { type } },
            },
          ]),
        ),
      },
    });

  test("is read, found in and refused with places within the time of one test", () => {
    const text = document("string");
    expect(text.length).toBeGreaterThan(12.5e6);
    const read = readContract("api.json", utf8(text));
    if (!read.ok) throw new Error("refused");
    expect(read.value.find("GET", "/a2999/x")).toMatchObject({ kind: "operation" });
    const wrong = contract(document("strin"), "api.json");
    expect(wrong).toHaveLength(limits.findings);
    expect(wrong[0]).toMatch(/^1:\d{8} unchecked-schema: type can't be/);
  });

  test("as YAML is refused for its size, which its parser would not bear", () => {
    const comment = `# ${"x".repeat(limits.contractYamlBytes)}\n`;
    expect(readContract("api.yaml", utf8(`openapi: 3.1.0\n${comment}`)).findings).toMatchObject([
      { name: "over-limit", at: { kind: "input", input: "api.yaml" } },
    ]);
  });
});
