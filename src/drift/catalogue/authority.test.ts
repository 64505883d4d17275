import { expect, test } from "vitest";
import { anchorOf, json, stub } from "../../../tests/samples/drift-evidence.ts";
import { makeCatalogue } from "../index.ts";

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
