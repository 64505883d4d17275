import { expect, test } from "vitest";
import { anchorOf, json, stub } from "../../../tests/samples/drift-evidence.ts";
import { judgeDrift, makeCatalogue } from "../index.ts";

const documented = `openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /items:
    get:
      parameters: [{name: q, in: query, schema: {type: string}}, {name: X-T, in: header, required: true, schema: {type: string}}]
      responses: {'200': {description: x, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Item'}}}}}}
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Item'}}}}
      responses: {'204': {description: none}}
  /picture: {get: {responses: {'200': {description: x, content: {image/png: {}}}}}}
  /odd: {get: {responses: {'404': {description: x}}}}
components:
  schemas:
    Item: {type: object, required: [id], properties: {id: {type: string}, price: {type: number, nullable: true}}}
`;

test("a contract that says what its bodies hold comes before a model", () => {
  const models = `models: {Item: {properties: {id: {type: string}}}}\nbind: {GET /items: {200: 'Item[]'}}\n`;
  const requests = ["GET /items", "POST /items", "GET /picture", "GET /odd"];
  const stubs = requests.map((request) => stub("a.ts:1", request, json({})));
  const services = [{ name: "convo", anchor: anchorOf(documented, models) }];
  const nothing = { findings: [], allowed: [], known: [] };
  const [service] = makeCatalogue({ services, stubs, worlds: [] }, nothing).services;
  const entries = Object.fromEntries(
    (service?.entries ?? []).map((entry) => [`${entry.method} ${entry.template}`, entry]),
  );
  expect(entries["GET /items"]).toMatchObject({
    path: { parameters: ["q in query", "X-T in header (required)"], requestBody: undefined },
    body: { kind: "contract", type: "list of Item", besides: "Item[]" },
  });
  expect(
    entries["GET /items"]?.body?.fields.map(({ name, nullable, required }) => [name, nullable, required]),
  ).toEqual([
    ["id", false, true],
    ["price", true, false],
  ]);
  expect(entries["POST /items"]).toMatchObject({
    path: { requestBody: "application/json Item (required)" },
    body: { kind: "empty", status: "204" },
  });
  expect(entries["GET /picture"]?.body).toMatchObject({ kind: "none", type: "image/png" });
  expect(entries["GET /odd"]?.body).toMatchObject({ kind: "none", status: "200", type: "any" });
});

test("a model that contradicts the contract is to be decided, whatever its stubs answer", () => {
  const actionOf = (model: string): string | undefined => {
    const anchor = anchorOf(documented, `models: {Item: ${model}}\nbind: {GET /items: {200: 'Item[]'}}\n`);
    const evidence = {
      services: [{ name: "convo", anchor }],
      stubs: [stub("a.ts:1", "GET /items", json([]))],
      worlds: [],
    };
    const [service] = makeCatalogue(evidence, judgeDrift(evidence)).services;
    return service?.entries.find(({ template, method }) => `${method} ${template}` === "GET /items")
      ?.disposition.action;
  };
  expect(actionOf("{properties: {id: {type: string}}}")).toBe("keep");
  expect(actionOf("{properties: {id: {type: integer}}}")).toBe("decide");
});

const answers = `openapi: 3.1.0
info: {title: Answers, version: "1"}
paths:
  /default: {get: {responses: {default: {description: x, content: {application/json: {schema: {type: object}}}}}}}
  /range: {get: {responses: {2XX: {description: x, content: {text/plain: {}, application/json: {schema: {type: array, items: {type: integer}}}}}}}}
  /texts: {post: {requestBody: {content: {text/plain: {}, application/json: {schema: {type: object}}}}, responses: {'201': {description: x, content: {application/json: {schema: {type: string, description: a name}}}}}}}
  /unknown: {get: {responses: {'200': {description: x, content: {application/json: {schema: {}}}}}}}
  /bare: {get: {responses: {'200': {description: x, content: {application/json: {schema: {}}}}}}}
`;
const unknown = `models:
  A: {unknown: true, source: "models.py:1"}
bind:
  GET /unknown: {200: A}
  GET /bare: {200: "A[]"}
`;

test.each([
  ["GET /default", { kind: "none", status: "default", type: "object" }],
  ["GET /range", { kind: "contract", status: "2XX", type: "list of integer", fields: [] }],
  ["POST /texts", { kind: "contract", status: "201", type: "string", note: "a name" }],
  ["GET /unknown", { kind: "unknown-model", type: "A", source: "models.py:1", fields: [] }],
  ["GET /bare", { kind: "unknown-model", type: "list of A", fields: [] }],
])("the body of %s", (request, body) => {
  const stubs = [stub("a.ts:1", request, json({}))];
  const services = [{ name: "convo", anchor: anchorOf(answers, unknown) }];
  const nothing = { findings: [], allowed: [], known: [] };
  const [entry] = makeCatalogue({ services, stubs, worlds: [] }, nothing).services[0]?.entries ?? [];
  expect(entry?.body).toMatchObject(body);
  expect(entry?.disposition.action).toBe("keep");
  expect(entry?.disposition.why).toContain(body.kind === "contract" ? "as the contract says" : "not checked");
});

test("media types of a request's body are all told", () => {
  const services = [{ name: "convo", anchor: anchorOf(answers) }];
  const stubs = [stub("a.ts:1", "POST /texts", json({}))];
  const nothing = { findings: [], allowed: [], known: [] };
  const [entry] = makeCatalogue({ services, stubs, worlds: [] }, nothing).services[0]?.entries ?? [];
  expect(entry?.path).toMatchObject({ requestBody: "text/plain or application/json" });
});
