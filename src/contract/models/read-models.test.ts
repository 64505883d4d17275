import { describe, expect, it } from "vitest";
import { utf8 } from "../../core/index.ts";
import type { Json } from "../../core/index.ts";
import { checkBody, fillBody, readModels } from "./index.ts";
import { models, shown } from "./testing-models.ts";

const problems = (text: string, file = "a.yaml"): string[] => shown(readModels(file, utf8(text)));

describe("a models file", () => {
  it("tells everything that is wrong with it at once, with places", () => {
    expect(
      problems(`model: {}
models:
  Actor:
    type: objekt
    propertys: {}
    properties:
      id: {type: string, pattern: '(?P<x>a)'}
      other: {$ref: '#/$defs/Nobody'}
  Space: {unknown: false, properties: {}}
  List: 3
bind:
  get /x: {200: Actor}
  GET /x: {99: Actor, 200: Aktor, 201: 3, 202: {allof: [Actor]}, 203: {allOf: [1, Actor], plus: {a: strin}}}
  GET /y: 3
links:
  - {field: GET /x, equal: 1}
  - 3
`),
    ).toEqual([
      '1:1 unknown-field: unknown field "model"',
      `4:11 unusable-schema: #/$defs/Actor/type: type can't be "objekt"`,
      '5:5 unusable-schema: #/$defs/Actor/propertys: "propertys" is no keyword of JSON Schema',
      expect.stringMatching(/^7:35 unchecked-schema: .* is no regular expression of JavaScript/),
      '8:21 unusable-schema: #/$defs/Actor/properties/other/$ref: $ref "#/$defs/Nobody" has no target',
      "9:20 invalid-value: unknown can only be true",
      "9:27 conflicting-fields: properties beside unknown: true",
      "10:9 wrong-type: a model must be a schema",
      '12:3 invalid-value: "get /x" is no operation',
      '13:16 invalid-value: "99" is no status',
      '13:28 unknown-name: there is no model named "Aktor"',
      "13:40 wrong-type: must be a model's name or a table",
      "13:43 missing-field: allOf must be a list of models",
      '13:49 unknown-field: unknown field "allof"',
      "13:80 wrong-type: must be a model's name",
      '13:101 unknown-name: there is no model named "strin"',
      "14:11 wrong-type: must be a table from statuses to models",
      "16:5 missing-field: equals is missing or no text",
      '16:13 invalid-value: "GET /x" names no field of an operation',
      '16:28 unknown-field: unknown field "equal"',
      "17:5 wrong-type: must be a table",
    ]);
  });

  it("needs models and tables", () => {
    expect(problems("bind: 3\nlinks: 3\n")).toEqual([
      "1:1 missing-field: models is missing",
      "1:7 wrong-type: bind must be a table",
      "2:8 wrong-type: links must be a list",
    ]);
    expect(problems("models: {A: {type: string}}\nbind: {GET /x: {200: {allOf: [A], plus: 3}}}")).toEqual([
      expect.stringMatching(/wrong-type: must be a table of fields$/),
    ]);
    expect(problems("models: 3")).toEqual(["1:9 wrong-type: models must be a table"]);
    expect(problems("{", "a.json")[0]).toMatch(/syntax-error/);
    expect(problems('{"$defs": {}, "models": {}}', "a.json")).toEqual([
      '1:2 unknown-field: unknown field "$defs"',
    ]);
  });

  it("takes what Pydantic writes as it is", () => {
    const pydantic: Json = {
      $defs: {
        Address: {
          properties: {
            street: { title: "Street", type: "string" },
            lines: { default: 2, title: "Lines", type: "integer" },
          },
          required: ["street", "lines"],
          title: "Address",
          type: "object",
        },
        Kind: { enum: ["a", "b"], title: "Kind", type: "string" },
      },
      properties: {
        id: { format: "uuid", title: "Id", type: "string" },
        kind: { $ref: "#/$defs/Kind", default: "a" },
        home: { anyOf: [{ $ref: "#/$defs/Address" }, { type: "null" }], default: null },
        more: { items: { $ref: "#/$defs/Address" }, title: "More", type: "array" },
        parent: { anyOf: [{ $ref: "#" }, { type: "null" }] },
        tags: { additionalProperties: { type: "string" }, title: "Tags", type: "object" },
      },
      required: ["id"],
      title: "User",
      type: "object",
    };
    const read = models(
      JSON.stringify({ models: { User: pydantic, Address: { unknown: true } } }),
      "models.json",
    );
    const user = read.model("User");
    if (user === undefined) throw new Error("no model");
    const place = { operation: "GET /u" };
    expect(shown({ findings: checkBody(user, { id: "1", kind: "c", home: { street: 1 } }, place) })).toEqual([
      "thin-body: GET /u body has 3 of 6 User fields; missing more, parent, tags, home.lines",
      expect.stringMatching(/^wrong-body-value: GET \/u id must be of the format uuid/),
      expect.stringMatching(/^wrong-body-value: GET \/u kind must be one of "a", "b", is "c"/),
      "wrong-body-value: GET /u home.street must be a string, is 1",
    ]);
    const id = "123e4567-e89b-42d3-a456-426614174000";
    const filled = fillBody(user, { id, more: [{ street: "x" }] }, "2026-04-18T00:00:00Z", place);
    expect(filled.ok && filled.value).toEqual({
      id,
      kind: "a",
      home: null,
      more: [{ street: "x", lines: 2 }],
      parent: null,
      tags: {},
    });
  });

  it("follows references in fields that are named like keywords", () => {
    const text = JSON.stringify({
      models: {
        M: {
          $defs: { D: { type: "integer" } },
          properties: {
            default: { $ref: "#/$defs/D" },
            enum: { $ref: "#/definitions/E" },
            "a/b": { const: { $ref: "#/$defs/D" } },
          },
          definitions: { E: { type: "null" } },
        },
      },
    });
    const model = models(text, "models.json").model("M");
    if (model === undefined) throw new Error("no model");
    expect(
      shown({
        findings: checkBody(
          model,
          { default: "x", enum: 1, "a/b": { $ref: "#/$defs/D" } },
          { operation: "GET" },
        ),
      }),
    ).toEqual([
      'wrong-body-value: GET default must be an integer, is "x"',
      "wrong-body-value: GET enum must be null, is 1",
    ]);
  });

  it("fills times of every form from the clock, and nothing that has another form", () => {
    const read = models(`models:
  T:
    properties:
      at: {type: string, format: date-time}
      day: {type: string, format: date}
      hour: {type: string, format: time}
      count: {type: integer}
      one: {const: 1}
      only: {enum: [x]}
      mail: {type: string, format: email}
      long: {type: string, minLength: 3}
`);
    const model = read.model("T");
    if (model === undefined) throw new Error("no model");
    const now = "2026-04-18T10:30:00Z";
    const given = { mail: "a@b.test", long: "abc" };
    const filled = fillBody(model, given, now, { operation: "GET /t" });
    expect(filled.ok && filled.value).toEqual({
      ...given,
      at: now,
      day: "2026-04-18",
      hour: "10:30:00Z",
      count: 0,
      one: 1,
      only: "x",
    });
    expect(shown(fillBody(model, {}, now, { operation: "GET /t" }))).toEqual([
      "incomplete-body: GET /t: mail must be given; long must be given",
    ]);
  });

  it("puts only models with fields of their own together", () => {
    expect(
      problems(
        "models:\n  A: {anyOf: [{type: 'null'}]}\nbind:\n  GET /x: {200: {allOf: [A], plus: {a: string}}}\n",
      ),
    ).toEqual(["4:12 invalid-value: A can't be put together with others: it has no fields of its own"]);
  });

  it("fills what is no object with nothing", () => {
    const read = models(`models:
  Text: {type: string, minLength: 1}
  Row: {properties: {cells: {type: array, items: {$ref: '#/$defs/Cell'}}, any: {type: array}, day: {type: string, format: date, maxLength: 5}}}
  Cell: {properties: {a/b: {type: string, pattern: ^x}, n: {type: integer, default: 7}}}
`);
    const fill = (name: string, given: Json): Json => {
      const model = read.model(name);
      if (model === undefined) throw new Error("no model");
      const result = fillBody(model, given, "2026-04-18T10:30:00Z", { operation: "GET" });
      return result.ok ? result.value : shown(result);
    };
    expect(fill("Text", "x")).toBe("x");
    expect(fill("Text", "")).toEqual(["incomplete-body: GET: body must be at least 1 character, has 0"]);
    expect(fill("Text[]", ["x", 1])).toEqual(["incomplete-body: GET: body must be a string, is 1"]);
    expect(fill("Row", { cells: [{ "a/b": "x" }, 1], any: [1], day: "x" })).toEqual([
      'incomplete-body: GET: cells[1] must be an object, is 1; day must be of the format date, like 2025-01-15, is "x"',
    ]);
    expect(fill("Row", { cells: [{}] })).toEqual([
      "incomplete-body: GET: day must be given; cells[0].a/b must be given (matching ^x)",
    ]);
    expect(fill("Cell[]", [{}])).toEqual(["incomplete-body: GET: [0].a/b must be given (matching ^x)"]);
  });

  it("closes no model that says it is open, nor one that is put together", () => {
    const read = models(`models:
  Open: {properties: {a: {type: string}}, additionalProperties: true}
  Base: {properties: {a: {type: string}}}
  Both: {allOf: [{$ref: '#/$defs/Base2'}], properties: {b: {type: string}}}
  Base2: {properties: {c: {type: string}}, additionalProperties: true}
  Any: {anyOf: [{properties: {a: {type: string}}}, {type: 'null'}]}
  None: {unknown: true}
bind:
  GET /n: {200: {allOf: [Open, None]}}
  GET /x: {200: {allOf: [Open], plus: {d: 'Base[]', e: Base, f: {type: integer}}}}
`);
    const told = (name: string, body: Json): string[] => {
      const model = name === "x" ? read.bound({ method: "GET", template: "/x" }, 200) : read.model(name);
      if (model === undefined) throw new Error("no model");
      return shown({ findings: checkBody(model, body, { operation: "GET" }) });
    };
    expect(told("Open", { a: "x", z: 1 })).toEqual([]);
    expect(told("Both", { b: "x", c: "x" })).toEqual([]);
    expect(told("Any", null)).toEqual([]);
    expect(told("x", { a: "x", d: [{ a: "x" }], e: { a: "x", y: 1 }, f: "1" })).toEqual([
      "unknown-body-field: GET e.y is no field of Base",
      'wrong-body-value: GET f must be an integer, is "1"',
    ]);
  });
});
