import { describe, expect, test } from "vitest";
import { anchorOf, bare, call, stub } from "../../../tests/samples/drift-evidence.ts";
import { passed, told } from "../../../tests/samples/drift-shop.ts";

const anchor = anchorOf(`openapi: 3.0.3
info: { title: Session, version: "1" }
paths:
  /session:
    get:
      security: [{ cookie: [] }]
      parameters:
        - { name: csrf_token, in: cookie, required: true, schema: { type: string, minLength: 40 } }
        - { name: X-Auth-Token, in: header, required: true, schema: { type: string, minLength: 40 } }
        - { name: token, in: query, required: true, schema: { type: string, minLength: 40 } }
      responses: { "200": { description: who } }
  /signed:
    get:
      security: [{ bearer: [] }]
      responses: { "200": { description: who } }
components:
  securitySchemes:
    cookie: { type: apiKey, in: cookie, name: sid }
    bearer: { type: http, scheme: bearer }
`);

/** What is told of one request that a stub answers. */
function toldOf(request: string, headers: readonly (readonly [string, string])[]): readonly string[] {
  const by = stub("t:1", request.split("?")[0] ?? "", bare(200));
  return told({ ...passed([by], call(request, by, undefined, { headers })), anchor });
}

describe("a request whose secrets a journal no longer holds", () => {
  test("was told to lack the credentials and parameters that stood there", () => {
    const hidden = "<redacted>";
    expect(
      toldOf(`GET /session?token=${hidden}`, [
        ["Cookie", hidden],
        ["X-Auth-Token", hidden],
      ]),
    ).toEqual([]);
    expect(toldOf("GET /signed", [["Authorization", hidden]])).toEqual([]);
  });

  test("is told what it lacks all the same", () => {
    expect(toldOf("GET /session", [["Cookie", "a=b"]])).toEqual([
      expect.stringContaining("missing-input"),
      expect.stringContaining("missing-credentials"),
    ]);
    expect(toldOf("GET /signed", [["Authorization", "Basic <redacted>"]])).toEqual([
      expect.stringContaining("missing-credentials"),
    ]);
    expect(toldOf("GET /signed", [])).toEqual([expect.stringContaining("missing-credentials")]);
  });
});
