import { expect, test } from "vitest";
import { anchorOf } from "../../../tests/samples/drift-evidence.ts";
import { evidence } from "../../../tests/samples/drift-shop.ts";
import { judgeDrift } from "../index.ts";

test("files without a schema were counted as answers that a model should say more of", () => {
  const anchor = anchorOf(`openapi: 3.1.0
info: { title: Files, version: "1" }
paths:
  /file:
    get: { responses: { "200": { description: x, content: { application/octet-stream: {} } } } }
  /any:
    get: { responses: { "200": { description: x, content: { application/vnd.api+json: {} } } } }
`);
  expect(judgeDrift(evidence({ anchor })).tally.unchecked).toContainEqual({
    what: "operation whose success may be anything, with no model bound",
    count: 1,
    examples: ["convo GET /any"],
  });
});
