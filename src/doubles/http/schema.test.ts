import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { utf8, type Expectation, type Result } from "../../core/index.ts";
import { type InferInput, type Scenario } from "../../scenario/index.ts";
import { loadSection } from "../../../tests/samples/section.ts";
import { httpSection } from "./schema.ts";
import { decodeStub, type stubEntry } from "./stub-schema.ts";

function load(text: string, file = "backlot.toml"): Promise<Result<Scenario>> {
  return loadSection(httpSection, { [file]: text, "body.json": "{}" }, file);
}

async function scenarioOf(text: string, file?: string): Promise<Scenario> {
  const loaded = await load(text, file);
  if (loaded.ok) return loaded.value;
  throw new Error(loaded.findings.map((one) => one.what).join("\n"));
}

/** The expectation of a file with one stub of these lines. */
async function one(lines: string): Promise<Expectation> {
  const scenario = await scenarioOf(`[[services.convo.stubs]]\n${lines}`);
  return scenario.layers[0]?.expectations[0] as Expectation;
}

const none = {
  for: "http",
  status: null,
  headers: [],
  body: null,
  delayMs: 0,
  chunks: null,
  fault: null,
  template: false,
};

describe("services in a file", () => {
  test.each([
    ['export = "A"', { A: "{{url}}" }],
    ['export = ["A", "B"]', { A: "{{url}}", B: "{{url}}" }],
    ['export = { A = "{{url}}/api", B = "{{ url }}" }', { A: "{{url}}/api", B: "{{url}}" }],
    ["", {}],
  ])("%s", async (line, exports) => {
    const scenario = await scenarioOf(`[services.convo]\nport = 8080\n${line}`);
    expect(scenario.sections["services"]).toEqual({
      services: [
        {
          name: "convo",
          exports,
          hosts: [],
          port: 8080,
          unmatched: "refuse",
          resources: {},
          at: expect.objectContaining({ line: 1 }),
        },
      ],
    });
  });

  test("stands in for real hosts, each of them once", async () => {
    const scenario = await scenarioOf('[services.convo]\nhosts = ["API.example.com", "localhost"]');
    expect(scenario.sections["services"]).toMatchObject({
      services: [{ name: "convo", hosts: ["api.example.com", "localhost"] }],
    });
  });

  test("may have no stubs, and stubs no header of the service", async () => {
    const scenario = await scenarioOf('[services.a]\n[[services.b.stubs]]\nrequest = "GET /"\nreply = {}');
    expect(scenario.sections["services"]).toMatchObject({
      services: [{ name: "a", port: null }, { name: "b" }],
    });
    expect(scenario.layers[0]?.expectations).toMatchObject([
      { id: "backlot.toml#services.b.stubs[0]", double: "http", target: "b" },
    ]);
    expect((await scenarioOf("")).sections["services"]).toEqual({ services: [] });
  });
});

describe("a stub in a file", () => {
  test("with everything", async () => {
    const stub = `
name = "created"
request = "POST /repos/{owner}/issues?a=1"
query = { page = { regex = "^\\\\d+$" } }
headers = { Authorization = { starts_with = "Bearer " } }
body = { json = { title = "x" } }
optional = true
times = 2
reply = { status = 201, headers = { X-A = "1", Set-Cookie = ["a", "b"] }, json = { owner = "{{path.owner}}" }, delay_ms = 3, template = true }
`;
    expect(await one(stub)).toEqual({
      id: "backlot.toml#services.convo.stubs[0]",
      name: "created",
      double: "http",
      target: "convo",
      conditions: [
        { field: "method", matcher: { is: "equals", value: "POST" } },
        { field: "path", matcher: { is: "path", template: "/repos/{owner}/issues" } },
        { field: "query", key: "a", matcher: { is: "equals", value: "1" } },
        {
          field: "query",
          key: "page",
          matcher: { is: "regex", regex: { source: String.raw`^\d+$`, flags: "" } },
        },
        { field: "headers", key: "authorization", matcher: { is: "starts_with", text: "Bearer " } },
        {
          field: "body",
          matcher: { is: "json", subset: { object: { title: { leaf: { is: "equals", value: "x" } } } } },
        },
      ],
      answer: {
        kind: "reply",
        replies: [
          {
            ...none,
            status: 201,
            headers: [
              ["X-A", "1"],
              ["Set-Cookie", "a"],
              ["Set-Cookie", "b"],
            ],
            body: { type: "json", value: { owner: "{{path.owner}}" } },
            delayMs: 3,
            template: true,
          },
        ],
      },
      times: { min: 0, max: 2 },
      text: "POST /repos/{owner}/issues?a=1",
      at: expect.objectContaining({ line: 4, column: 11 }),
    });
  });

  test.each([
    ["{}", {}],
    ['{ text = "hi" }', { body: { type: "text", text: "hi" } }],
    ['{ json = \'{"a": null, "b": [1.5]}\' }', { body: { type: "json", value: { a: null, b: [1.5] } } }],
    ["{ json = 'null' }", { body: { type: "json", value: null } }],
    ["{ json = [] }", { body: { type: "json", value: [] } }],
    ['{ base64 = "AAH/" }', { body: { type: "bytes", bytes: new Uint8Array([0, 1, 255]) } }],
    ['{ file = "body.json" }', { body: { type: "file", path: "body.json", bytes: utf8("{}") } }],
    ['{ fault = "reset" }', { fault: "reset" }],
    ["{ status = 204 }", { status: 204 }],
    [
      '{ chunks = [{ text = "a" }, { json = 1, delay_ms = 9 }] }',
      {
        chunks: [
          { content: { type: "text", text: "a" }, delayMs: 0 },
          { content: { type: "json", value: 1 }, delayMs: 9 },
        ],
      },
    ],
  ])("reply = %s", async (reply, expected) => {
    expect((await one(`request = "GET /"\nreply = ${reply}`)).answer).toEqual({
      kind: "reply",
      replies: [{ ...none, ...expected }],
    });
  });

  test("several replies want as many calls", async () => {
    expect(await one('request = "GET /"\nreply = [{ status = 503 }, {}]')).toMatchObject({
      times: { min: 2, max: 2 },
      answer: { replies: [{ status: 503 }, { status: null }] },
    });
  });

  test("in YAML and JSON", async () => {
    const yaml =
      "services:\n  a:\n    export: A\n    stubs:\n      - request: GET /x\n        reply:\n          json: {ok: true}\n";
    const json =
      '{"services": {"a": {"export": "A", "stubs": [{"request": "GET /x", "reply": {"json": {"ok": true}}}]}}}';
    const [fromYaml, fromJson] = [await scenarioOf(yaml, "a.yaml"), await scenarioOf(json, "a.json")];
    const [left, right] = [fromYaml, fromJson].map(({ layers }) => layers[0]?.expectations[0]);
    expect({ ...left, at: null, id: null }).toEqual({ ...right, at: null, id: null });
  });
});

describe("a stub from TypeScript", () => {
  test("is checked by the same definition, and gets its service", () => {
    const value = {
      request: "GET /users/{id}",
      headers: { Accept: /json/ },
      reply: { status: 201, json: { a: 1 } },
    };
    expect(decodeStub("convo", value, { label: "stub" })).toMatchObject({
      ok: true,
      value: { target: "convo", conditions: [{}, {}, { key: "accept", matcher: { is: "regex" } }] },
    });
    expect(
      decodeStub("convo", { request: "GET /" }, { label: 'world.service("convo")' }).findings,
    ).toMatchObject([
      { name: "missing-field", what: 'world.service("convo") says no answer', at: { kind: "input" } },
    ]);
  });

  test("is typed", () => {
    type Input = InferInput<typeof stubEntry>;
    expectTypeOf<{
      request: string;
      reply: { delayMs: number; headers: { a: string[] } }[];
    }>().toExtend<Input>();
    expectTypeOf<{ request: string; reply: { file: string }; times: number }>().toExtend<Input>();
    expectTypeOf<{ reply: { status: number } }>().not.toExtend<Input>();
    expectTypeOf<{ request: string; reply: { fault: "boom" } }>().not.toExtend<Input>();
    expect(httpSection.key).toBe("services");
  });
});

test("any structure is read or refused, never an exception", () => {
  const decode = (value: unknown) => decodeStub("a", value, { label: "stub", allowCode: true });
  const key = fc.constantFrom(
    "name",
    "request",
    "query",
    "headers",
    "body",
    "reply",
    "times",
    "optional",
    "handler",
    "status",
    "json",
    "text",
    "base64",
    "file",
    "chunks",
    "delayMs",
    "template",
    "fault",
    "contains",
    "regex",
    "x-a",
  );
  const leaf = fc.oneof(
    fc.constantFrom(
      "GET /{a}",
      "git **",
      "{{path.a}}",
      "{{",
      "exec",
      '{"a": 1}',
      /x/,
      true,
      0,
      2,
      null,
      undefined,
    ),
    fc.anything(),
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      leaf,
      fc.array(tie("any"), { maxLength: 3 }),
      fc.dictionary(key, tie("any"), { maxKeys: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(fc.dictionary(key, value, { maxKeys: 6 }), (entry) => {
      const result = decode(entry);
      expect(result.ok || result.findings.length > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['export = { A = "plain" }', "does not hold {{url}}"],
  ['export = { A = "{{nope}}" }', "{{nope}} is not a name that export knows"],
  ['export = { A = "{{url" }', "{{url"],
  ['hosts = ["http://a.example"]', "hosts"],
  ["port = 0", "port"],
])("a service with %s is refused", async (line, told) => {
  const loaded = await load(`[services.shop]\n${line}\n`);
  expect(loaded.ok ? [] : loaded.findings.map(({ what }) => what).join("\n")).toContain(told);
});

test("names of variables may stand alone, in a list, or with a template", async () => {
  for (const [written, exported] of [
    ['"A"', { A: "{{url}}" }],
    ['["A", "B"]', { A: "{{url}}", B: "{{url}}" }],
    ['{ A = "{{ url }}/api" }', { A: "{{url}}/api" }],
  ] as const) {
    const { sections } = await scenarioOf(`[services.shop]\nexport = ${written}\n`);
    expect(sections["services"]).toMatchObject({ services: [{ exports: exported }] });
  }
});
