import { describe, expect, test } from "vitest";
import { readContract, readModels } from "../../contract/index.ts";
import { utf8, type Place } from "../../core/index.ts";
import type { Anchor, StubAnswer, StubEvidence } from "../evidence.ts";
import { checkStubLinks } from "./check-links.ts";
import { checkStub } from "./check-stub.ts";

const document = `openapi: 3.1.0
info: { title: Convo, version: "1" }
paths:
  /me:
    get: { responses: { "200": { $ref: "#/components/responses/Any" }, "404": { description: none } } }
  /me/agents:
    get: { responses: { "200": { $ref: "#/components/responses/Any" } } }
  /spaces/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    patch: { responses: { "200": { $ref: "#/components/responses/Any" } } }
components:
  responses: { Any: { description: any, content: { application/json: {} } } }
`;
const models = `models:
  Me: { type: object, properties: { actor_id: { type: string }, email: { type: [string, "null"] } } }
bind: { GET /me: { 200: Me } }
links:
  - { field: "GET /me/agents [].sponsor_id", equals: "GET /me actor_id" }
`;

function anchor(): Anchor {
  const contract = readContract("convo.yaml", utf8(document));
  const read = readModels("models.yaml", utf8(models));
  if (!contract.ok || !read.ok) throw new Error("the files are right");
  return { contract: contract.value, models: read.value, stamp: { commit: "b6f6d13" } };
}

const at: Place = { kind: "code", file: "tests/a.py", line: 29, column: 1 };

function stub(request: string, more: Partial<StubAnswer> = {}, id = request): StubEvidence {
  const [method = "", path = ""] = request.split(" ");
  const answer = { status: undefined, mediaType: "application/json", body: undefined, fault: false, ...more };
  const own = { id, service: "convo", method, path, text: request, answers: [answer] };
  return { ...own, optional: false, forbidden: false, at };
}

describe("a stub", () => {
  test.each([
    ["phantom-path", "SA", "convo POST /gone", stub("POST /gone")],
    ["phantom-method", "SA", "convo GET /spaces/{id}", stub("GET /spaces/spc_1")],
    ["wrong-refusal", "SA", "convo GET /spaces/{id}", stub("GET /spaces/{space}", { status: 404 })],
    ["undeclared-status", "SA", "convo GET /me", stub("GET /me", { status: 302 })],
    ["thin-body", "SM", "convo GET /me", stub("GET /me", { body: { actor_id: "usr_1" } })],
  ])("gives %s with its witness %s and its operation", (name, witness, operation, evidence) => {
    expect(checkStub(anchor(), evidence)).toMatchObject([
      { name, at, evidence: { witness, operation, expectation: evidence.id } },
    ]);
  });

  test("names the contract's commit", () => {
    const [phantom] = checkStub(anchor(), stub("POST /gone"));
    expect(phantom?.what).toBe("POST /gone is stubbed, and convo.yaml @b6f6d13 has no such path");
    const [status] = checkStub(anchor(), stub("GET /me", { status: 302 }));
    expect(status?.why).toMatch(/^Declared at convo\.yaml:5:\d+ @b6f6d13;/);
  });

  test("for any method, for many paths, or for a call that must not come is not judged by its answer", () => {
    const { method: _, ...any } = stub("GET /gone");
    const { path: __, ...many } = stub("GET /gone");
    expect(checkStub(anchor(), { ...any, method: undefined })).toEqual([]);
    expect(checkStub(anchor(), { ...many, path: undefined })).toEqual([]);
    expect(checkStub(anchor(), { ...stub("GET /me", { status: 302 }), forbidden: true })).toEqual([]);
  });
});

describe("links between the stubs of a service", () => {
  const me = stub("GET /me", { body: { actor_id: "usr_1", email: null } });
  const agents = (sponsor: string, more: Partial<StubAnswer> = {}): StubEvidence =>
    stub("GET /me/agents", { body: [{ sponsor_id: "usr_1" }, { sponsor_id: sponsor }], ...more });

  test("tell of values that differ, at their stub", () => {
    expect(checkStubLinks(anchor(), [me, agents("usr_test_1")])).toMatchObject([
      {
        name: "doubles-disagree",
        at,
        what: 'GET /me/agents [1].sponsor_id is "usr_test_1", but GET /me actor_id is "usr_1"',
        evidence: { witness: "SM", operation: "convo GET /me/agents", expectation: "GET /me/agents" },
      },
    ]);
    expect(checkStubLinks(anchor(), [me, { ...agents("x"), at: undefined }])[0]).not.toHaveProperty("at");
  });

  test("say nothing where values agree, or are not known", () => {
    expect(checkStubLinks(anchor(), [me, agents("usr_1")])).toEqual([]);
    expect(checkStubLinks(anchor(), [agents("x")])).toEqual([]);
    expect(checkStubLinks(anchor(), [me, agents("x", { fault: true })])).toEqual([]);
    expect(checkStubLinks(anchor(), [me, agents("x", { body: undefined })])).toEqual([]);
    expect(checkStubLinks(anchor(), [me, agents("x", { status: 404 })])).toEqual([]);
    expect(checkStubLinks(anchor(), [me, { ...agents("x"), forbidden: true }])).toEqual([]);
    expect(checkStubLinks(anchor(), [me, { ...agents("x"), path: "/gone" }])).toEqual([]);
    expect(checkStubLinks({ ...anchor(), models: undefined }, [me, agents("x")])).toEqual([]);
  });
});
