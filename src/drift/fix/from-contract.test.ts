import { describe, expect, test } from "vitest";
import { anchorOf, call, json, stub, world } from "../../../tests/samples/drift-evidence.ts";
import type { Json, Place } from "../../core/index.ts";
import { judgeDrift, planFix, type DriftEvidence, type FixPlan, type StubEvidence } from "../index.ts";

const contract = `openapi: 3.1.0
info: { title: Shop, version: "1" }
servers: [{ url: https://shop.test/v1 }]
paths:
  /items/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        "200":
          description: one
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Item" }
              examples: { plain: { value: { id: itm_1, price: 7, tags: [], maker: { name: Ann, site: null } } } }
    delete:
      responses: { "204": { description: gone } }
  /items/{id}/label:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses: { "200": { description: text, content: { text/plain: {} } } }
  /labels/{id}.pdf:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses: { "200": { description: label, content: { application/pdf: {} } } }
  /login:
    post:
      responses: { "302": { description: elsewhere }, 4XX: { description: wrong } }
  /search:
    get:
      responses: { 2XX: { description: found, content: { application/json: { schema: { type: array, items: { type: string } } } } } }
components:
  schemas:
    Item:
      type: object
      required: [id, price, maker]
      additionalProperties: false
      properties:
        id: { type: string }
        price: { type: integer }
        tags: { type: array, items: { type: string } }
        maker:
          type: object
          required: [name, site]
          properties: { name: { type: string }, site: { type: [string, "null"] } }
`;
const at: Place = { kind: "file", file: "backlot.toml", line: 1, column: 1, endColumn: 2, text: "x" };
const services = [{ name: "convo", anchor: anchorOf(contract), at }];

function planned(stubs: readonly StubEvidence[], missed: readonly string[] = []): FixPlan {
  const calls = [
    ...stubs.map((one) => call(`${one.method ?? ""} ${one.path ?? ""}`, one)),
    ...missed.map((request) => call(request, null)),
  ];
  const worlds = [world("a test", missed.length > 0 ? "failed" : "passed", stubs, calls)];
  const evidence: DriftEvidence = { services, stubs, worlds };
  return planFix(judgeDrift(evidence), evidence, { isWritten: () => true, isShared: () => false });
}

describe("a stub from a contract without models", () => {
  test("answers an example, or nothing where nothing is declared", () => {
    const { repairs, decisions } = planned(
      [],
      ["GET /items/itm_1", "DELETE /v1/items/itm%201", "GET /items/itm_1/label"],
    );
    expect(repairs.map((one) => (one.repair === "add" ? one.stub : undefined))).toEqual([
      { request: "DELETE /v1/items/{id}", reply: { status: 204 } },
      {
        request: "GET /items/itm_1",
        reply: { json: { id: "itm_1", price: 7, tags: [], maker: { name: "Ann", site: null } } },
      },
    ]);
    expect(decisions.map(({ why }) => why)).toEqual([
      "the contract declares text/plain, which is not made up",
    ]);
  });
});

describe("a stub that is not simply a JSON answer of 200", () => {
  const only = (request: string): FixPlan => planned([], [request]);

  test("a success declared as 2XX was written without its body", () => {
    expect(only("GET /search").repairs).toMatchObject([{ stub: { reply: { json: ["text"] } } }]);
  });

  test("a redirect was written as an invented 200", () => {
    const { repairs, decisions } = only("POST /login");
    expect(repairs).toEqual([]);
    expect(decisions).toMatchObject([
      {
        why: "the contract declares no answer of success, but 302, 4XX",
        paste: expect.stringContaining('reply = { status = 302, headers = { location = "/" } }'),
      },
    ]);
  });

  test("a file was given to paste as text of another media type, and said to be written by fix", () => {
    const [decision] = only("GET /labels/7.pdf").decisions;
    expect(decision).toMatchObject({
      why: "the contract declares application/pdf, which is not made up",
      paste: expect.stringContaining(
        'reply = { headers = { content-type = "application/pdf" }, base64 = "" }',
      ),
    });
    expect(decision?.options[0]).toBe("a) add a stub for GET /labels/{id}.pdf");
  });
});

describe("a thin body in a contract without models", () => {
  const thin = (body: Json): FixPlan => planned([stub("a.ts:1", "GET /items/itm_1", json(body))]);

  test("gets the fields that are required, at their places", () => {
    expect(thin({ id: "itm_9", maker: { name: "Bo" } }).repairs).toMatchObject([
      {
        what: "complete the answer of GET /items/itm_1: with price, maker.site",
        notes: ["price, maker.site made from the contract's schema: put in what the program needs"],
        answers: [
          {
            add: [
              { path: ["price"], value: 7 },
              { path: ["maker", "site"], value: null },
            ],
            whole: { id: "itm_9", price: 7, maker: { name: "Bo", site: null } },
          },
        ],
      },
    ]);
  });

  test("that holds something wrong besides is decided", () => {
    const { repairs, decisions } = thin({ id: 7 });
    expect(repairs).toEqual([]);
    expect(decisions.map(({ why }) => why)).toEqual(["the contract's schema does not allow what is given"]);
  });
});
