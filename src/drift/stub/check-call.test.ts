import { expect, test } from "vitest";
import { readContract } from "../../contract/index.ts";
import { utf8 } from "../../core/index.ts";
import type { Anchor } from "../evidence.ts";
import { checkCall, type CallRequest } from "./check-call.ts";

const document = `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /items:
    post:
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      requestBody:
        required: true
        content:
          application/json:
            schema: { type: object, required: [name], properties: { name: { type: string } } }
      responses: { "201": { description: made } }
`;

function anchor(): Anchor {
  const read = readContract("shop.yaml", utf8(document));
  if (!read.ok) throw new Error("the document is right");
  return { contract: read.value, models: undefined, stamp: { commit: "b6f6d13" } };
}

function told(more: Partial<CallRequest>): string[] {
  const headers = [["content-type", "application/json"]] as const;
  const call: CallRequest = {
    id: 4,
    service: "shop",
    method: "POST",
    path: "/items",
    query: "",
    headers,
    body: utf8('{"name":"x"}'),
    ...more,
  };
  return checkCall(anchor(), call).map(({ name, what }) => `${name}: ${what}`);
}

test("a request is told with its operation, the place of the rule and the commit", () => {
  const call: CallRequest = {
    id: 4,
    service: "shop",
    method: "POST",
    path: "/items",
    query: "",
    headers: [],
    body: new Uint8Array(),
  };
  expect(checkCall(anchor(), call)).toMatchObject([
    {
      name: "missing-input",
      what: "POST /items, the body is missing",
      why: expect.stringContaining("shop.yaml:7:7 @b6f6d13") as unknown,
      evidence: { witness: "JA", operation: "shop POST /items", call: 4 },
    },
  ]);
});

test("a body that is not known is not checked, the rest is", () => {
  expect(told({})).toEqual([]);
  expect(told({ body: utf8("{}") })).toEqual(["invalid-request: POST /items, body /name is missing"]);
  expect(told({ body: undefined, query: "page=x&pag=1" }).map((text) => text.split(":")[0])).toEqual([
    "invalid-request",
    "undeclared-query",
  ]);
});

test("a call of what the contract does not have is told elsewhere", () => {
  expect(told({ path: "/nowhere" })).toEqual([]);
  expect(told({ method: "DELETE" })).toEqual([]);
});

test("a call like the last one is right again, and one that differs in anything is checked", () => {
  const one = anchor();
  const json = ["content-type", "application/json"] as const;
  const base = { id: 1, service: "shop", method: "POST", path: "/items" } as const;
  const right: CallRequest = { ...base, query: "page=1", headers: [json], body: utf8('{"name":"x"}') };
  const wrong: readonly Partial<CallRequest>[] = [
    { query: "page=x" },
    { body: utf8('{"name":7}') },
    { body: new Uint8Array() },
    { headers: [["content-type", "text/csv"]] },
    { headers: [json, ["X-Custom", "1"]] },
    { headers: [] },
  ];
  for (const more of wrong) {
    expect(checkCall(one, right)).toEqual([]);
    expect(checkCall(one, { ...right, id: 2, body: utf8('{"name":"x"}') })).toEqual([]);
    expect(checkCall(one, { ...right, ...more }).map(({ name }) => name)).toHaveLength(1);
  }
  expect(checkCall(one, { ...right, body: undefined })).toEqual([]);
  expect(checkCall(one, { ...right, body: undefined })).toEqual([]);
});
