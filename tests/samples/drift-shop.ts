import type { FindingName } from "../../src/core/index.ts";
import {
  driftFacts,
  judgeDrift,
  withConsequences,
  type Anchor,
  type DriftEvidence,
  type StubEvidence,
  type WorldEvidence,
} from "../../src/drift/index.ts";
import { anchorOf, bare, call, json, stub, world } from "./drift-evidence.ts";

const anchor = anchorOf(
  `openapi: 3.1.0
info: { title: Shop, version: "1" }
paths:
  /items:
    get:
      security: [{ key: [] }]
      parameters: [{ name: page, in: query, schema: { type: integer } }]
      responses: { "200": { description: all, content: { application/json: { schema: { type: array, items: { type: string } } } } } }
    post:
      requestBody:
        required: true
        content: { application/json: { schema: { type: object, required: [name], properties: { name: { type: string } } } } }
      responses: { "201": { description: made }, "422": { description: refused } }
  /items/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      responses:
        "200": { description: one, content: { application/json: { schema: { type: object } } } }
  /items/newest:
    get:
      responses: { "200": { description: one, content: { application/json: { schema: { type: object } } } } }
  /search/focus:
    get:
      responses: { "200": { description: anything, content: { application/json: { schema: {} } } } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
`,
  `models:
  Item: { type: object, properties: { id: { type: string }, kind: { enum: [a, b] } } }
bind:
  GET /items/{id}: { 200: Item }
  GET /items/newest: { 200: Item }
links:
  - { field: GET /items/newest id, equals: "GET /items/{id} id" }
`,
);
export const key = { headers: [["x-key", "k"]] } as const;
export const one = stub("t:1", "GET /items/1", json({ id: "1", kind: "a" }));
export const list = stub("t:2", "GET /items", json(["a"]));
export const make = stub("t:3", "POST /items", bare(201));
export const made = { headers: [["content-type", "application/json"]], body: '{"name":"x"}' } as const;

export interface Shown {
  readonly stubs?: readonly StubEvidence[];
  readonly worlds?: readonly WorldEvidence[];
  readonly anchor?: Anchor | undefined;
}

export function evidence(shown: Shown): DriftEvidence {
  const { stubs = [], worlds = [world("a test", "passed", stubs, [])] } = shown;
  const held = "anchor" in shown ? shown.anchor : anchor;
  return { services: [{ name: "convo", anchor: held }], stubs, worlds };
}

/** Rules and subjects of everything that is told, but for stubs that nothing calls where the case is not about them. */
export function told(
  shown: Shown,
  less: readonly FindingName[] = ["stale-stub", "evidence-missing"],
): string[] {
  return withConsequences(judgeDrift(evidence(shown)).findings)
    .filter(({ name }) => !less.includes(name))
    .map((found) => `${found.name} ${driftFacts(found)?.operation ?? "?"}`);
}

export const passed = (stubs: readonly StubEvidence[], ...calls: Parameters<typeof world>[3]): Shown => ({
  stubs,
  worlds: [world("a test", "passed", stubs, calls)],
});
export const failed = (stubs: readonly StubEvidence[], ...calls: Parameters<typeof world>[3]): Shown => ({
  stubs,
  worlds: [world("a test", "failed", stubs, calls)],
});
export const answering = (request: string, ...answers: Parameters<typeof stub>[2][]): Shown =>
  passed([stub("t:9", request, ...answers)]);
export const called = (by: StubEvidence, request: string, more: Parameters<typeof call>[3] = {}): Shown =>
  passed([by], call(request, by, undefined, more));
