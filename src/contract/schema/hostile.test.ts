import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits } from "../../core/index.ts";
import type { Json, RegexPort } from "../../core/index.ts";
import { createSchemas, type SchemasOptions } from "./index.ts";

const told = (
  schema: Json,
  value: Json,
  definitions: Record<string, Json> = {},
  options: Partial<SchemasOptions> = {},
): string[] => {
  const made = createSchemas(definitions, { dialect: "2020-12", ...options }).validator(schema);
  const findings = made.findings.map((one) => `${one.name} ${one.what}`);
  if (!made.ok) return findings;
  return [...findings, ...made.value.check(value).map(({ path, what }) => `${path} ${what}`)];
};

/** JSON text as it is parsed: keys may be any, and are the value's own. */
const parsed = (text: string): Json => JSON.parse(text) as Json;

const nested = (depth: number, inner: Json): Json => {
  let value = inner;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
};

describe("nothing of a document becomes code", () => {
  const texts = [
    "'; globalThis.broken = true; '",
    '"); globalThis.broken = true; ("',
    "`${globalThis.broken = true}`",
    "\\u0027+(globalThis.broken=true)+\\u0027",
    "*/ globalThis.broken = true; /*",
    "\n globalThis.broken = true \n//",
    "\u2028globalThis.broken = true\u2029",
    "__proto__",
    "constructor",
    "</script>",
  ];

  it.each(texts)("%j as key, name, value, pattern, format and reference", (text) => {
    const key = JSON.stringify(text);
    const schema = parsed(`{
      "$id": ${key}, "id": ${key}, "$anchor": ${key}, "$schema": ${key}, "title": ${key}, ${key}: ${key},
      "properties": { ${key}: { "const": ${key} }, "b": { "enum": [${key}, 1] }, "c": { "format": ${key} },
        "d": { "pattern": ${key} }, "e": { "$ref": "#/$defs/${encodeURIComponent(text.replaceAll("/", "~1")).replaceAll("'", "%27")}" } },
      "patternProperties": { ${key}: {} },
      "required": [${key}], "dependentRequired": { ${key}: [${key}] }, "dependentSchemas": { ${key}: {} },
      "examples": [{ "id": 12, "$ref": ${key} }], "example": { "id": "12,", "$id": "12," }
    }`);
    const definitions = parsed(`{ ${key}: { "type": "string", "id": "x" } }`) as Record<string, Json>;
    const good = parsed(`{ ${key}: ${key}, "b": ${key}, "e": "x" }`);
    const violations = told(schema, good, definitions).filter((line) => !line.startsWith("unchecked-schema"));
    expect(violations).toEqual([]);
    expect(told(schema, {}, definitions).some((line) => line.endsWith(" is missing"))).toBe(true);
    expect((globalThis as { broken?: unknown }).broken).toBeUndefined();
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("names that JavaScript's objects have are fields only where they are given", () => {
    const schema = {
      required: ["constructor", "toString", "__proto__"],
      properties: { toString: { type: "string" } },
    };
    expect(told(schema, {})).toEqual([
      "/constructor is missing",
      "/toString is missing",
      "/__proto__ is missing",
    ]);
    expect(told(schema, parsed('{"constructor": 1, "toString": "x", "__proto__": 1}'))).toEqual([]);
    expect(
      told(parsed('{"properties": {"__proto__": {"type": "string"}}}'), parsed('{"__proto__": 1}')),
    ).toEqual(["/__proto__ must be a string, is 1"]);
    expect(told({ enum: [{ a: 1 }, [1]] }, parsed('{"toString": null, "valueOf": 1}'))).toEqual([
      " must be one of an object, a list of 1, is an object",
    ]);
    expect(told({ const: { a: [1] } }, { a: [1] })).toEqual([]);
  });

  it("any schema and any value come to an answer", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.jsonValue(), (schema, value) => {
        for (const dialect of ["2020-12", "openapi-3.0"] as const) {
          expect(told(schema as Json, value as Json, { A: schema as Json }, { dialect })).toBeInstanceOf(
            Array,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("patterns", () => {
  const evil = { pattern: "^(a+)+$" };

  it("that take too long are told, never waited for", () => {
    expect(told(evil, "aaa")).toEqual([]);
    expect(told(evil, `${"a".repeat(40)}!`)).toEqual([
      ` could not be held against ^(a+)+$, which takes too long on "${"a".repeat(40)}!"`,
    ]);
    expect(told({ patternProperties: { "^(a+)+$": false } }, { [`${"a".repeat(40)}!`]: 1 })).toEqual([
      ' was not held against the pattern "^(a+)+$", which takes too long',
    ]);
    expect(told({ pattern: "^[a-z]+$" }, "a".repeat(100_000))).toEqual([]);
  });

  it("that take too long are tried once for a value, not once for each item", () => {
    let runs = 0;
    const regex: RegexPort = {
      check: () => ({ ok: true }),
      test: () => {
        runs += 1;
        return "timeout";
      },
    };
    expect(told({ items: evil }, ["a", "b", "c"], {}, { regex })).toHaveLength(3);
    expect(runs).toBe(1);
  });

  it("run within the budget of the port where there is one", () => {
    const port: RegexPort = {
      check: ({ source }) => (source.includes("bad") ? { ok: false, message: "no" } : { ok: true }),
      test: (_, text) => (text === "slow" ? "timeout" : text === "yes"),
    };
    expect(told(evil, "yes", {}, { regex: port })).toEqual([]);
    expect(told(evil, "no", {}, { regex: port })).toEqual([' must match ^(a+)+$, is "no"']);
    expect(told(evil, "slow", {}, { regex: port })).toEqual([
      ' could not be held against ^(a+)+$, which takes too long on "slow"',
    ]);
    expect(told({ pattern: "bad" }, "x", {}, { regex: port })[0]).toMatch(/^unchecked-schema .*: no$/);
  });

  it("with escapes that need none are read as they are meant", () => {
    expect(told({ pattern: "^[\\w\\-]+\\_\\@$" }, "a-b_@")).toEqual([]);
    expect(told({ pattern: "^{a}$" }, "{a}")).toEqual([]);
    expect(told({ pattern: "^\\p{Lu}+$" }, "ÄÖ")).toEqual([]);
  });

  it("of other languages are left out, and said to be", () => {
    for (const pattern of ["\\Aabc\\Z", "(?i)abc", "(?P<n>a)", "a{2,1}"]) {
      expect(told({ pattern }, "")).toEqual([expect.stringMatching(/^unchecked-schema #\/pattern: /)]);
    }
    expect(told({ patternProperties: { "(": {} } }, { a: 1 })).toEqual([
      expect.stringMatching(/^unchecked-schema #\/patternProperties\/\(: /),
    ]);
  });

  it("may have so many characters and no more", () => {
    expect(told({ pattern: "a".repeat(limits.regexChars) }, 1)).toEqual([]);
    expect(told({ pattern: "a".repeat(limits.regexChars + 1) }, 1)[0]).toMatch(/has 1001 characters/);
  });
});

describe("bombs", () => {
  it("a value may be so deep and no deeper", () => {
    const definitions = { L: { type: "array", items: { $ref: "#/$defs/L" } } };
    expect(told({ $ref: "#/$defs/L" }, nested(limits.checkedDepth, []), definitions)).toEqual([
      ` has more than ${limits.checkedDepth} lists and objects inside each other`,
    ]);
    expect(told({ $ref: "#/$defs/L" }, nested(limits.checkedDepth - 1, []), definitions)).toEqual([]);
    expect(told({ $ref: "#/$defs/L" }, nested(100_000, []), definitions)).toHaveLength(1);
  });

  it("a schema may be so deep and no deeper", () => {
    const deep = (depth: number): Json => {
      let schema: Json = { type: "null" };
      for (let level = 0; level < depth; level++) schema = { items: schema };
      return schema;
    };
    expect(told(deep(limits.schemaDepth), [])).toEqual([]);
    expect(told(deep(limits.schemaDepth + 1), [])).toEqual([
      expect.stringMatching(/^unusable-schema .*: more than 100 schemas inside each other$/),
    ]);
  });

  it("a long row of references is followed, or said to be too long", () => {
    const chain = (length: number): Record<string, Json> =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          `S${index}`,
          index + 1 === length ? { type: "null" } : { $ref: `#/$defs/S${index + 1}` },
        ]),
      );
    expect(told({ $ref: "#/$defs/S0" }, 1, chain(200))).toEqual([" must be null, is 1"]);
    expect(told({ $ref: "#/$defs/S0" }, 1, chain(20_000))).toEqual([
      expect.stringMatching(/^unusable-schema #: the schema can't be compiled: /),
    ]);
  });

  it("references that go round without end are told", () => {
    for (const A of [
      { $ref: "#/$defs/A" },
      { allOf: [{ $ref: "#/$defs/A" }] },
      { $ref: "#/$defs/A", type: "string" },
    ]) {
      expect(told({ $ref: "#/$defs/A" }, 1, { A })).toEqual([expect.stringMatching(/^ can't be checked: /)]);
    }
  });

  it("schemas that multiply each other end at a number of steps", () => {
    const definitions = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `B${index}`,
        { allOf: [{ $ref: `#/$defs/B${index + 1}` }, { $ref: `#/$defs/B${index + 1}` }] },
      ]),
    );
    expect(told({ $ref: "#/$defs/B0" }, 1, { ...definitions, B60: {} })).toEqual([
      ` can't be checked: its schemas multiply each other to more than ${limits.schemaSteps} steps`,
    ]);
  });

  it("a large schema and a large value are checked", () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `field ${index}`);
    const properties = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
    const value = Object.fromEntries(names.map((name, index) => [name, index === 1_999 ? 1 : "x"]));
    expect(told({ properties, required: names, additionalProperties: false }, value)).toEqual([
      "/field 1999 must be a string, is 1",
    ]);
    expect(told({ properties, required: names }, {})).toHaveLength(limits.violations);
  });

  it("of a value over the limit the first problem is told, of one at the limit all", () => {
    const list = (length: number): Json => Array.from({ length }, () => 1);
    expect(told({ items: { type: "string" } }, list(limits.checkedNodes - 1))).toHaveLength(
      limits.violations,
    );
    expect(told({ items: { type: "string" } }, list(limits.checkedNodes))).toEqual([
      "/0 must be a string, is 1",
    ]);
    expect(told({ uniqueItems: true }, [...(list(2) as Json[]), { a: 1 }])).toHaveLength(1);
  });

  it("a list of many objects is looked over for twins in time", () => {
    const items = Array.from({ length: 50_000 }, (_, index) => ({ index }));
    expect(told({ uniqueItems: true }, items)).toEqual([]);
  });

  it("a schema set may be so large and no larger", () => {
    const allOf = Array.from({ length: limits.schemaNodes }, () => ({}));
    expect(told({ allOf }, 1)).toEqual([
      expect.stringMatching(/^unusable-schema .*: more than 200000 schemas$/),
    ]);
  });
});
