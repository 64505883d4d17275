import { describe, expect, test } from "vitest";
import type { HeaderList } from "../../core/index.ts";
import type { Contract } from "./contract.ts";
import { check, contractWith } from "./testing-request.ts";

describe("credentials", () => {
  const securitySchemes = {
    token: { type: "http", scheme: "Bearer" },
    key: { type: "apiKey", in: "query", name: "api_key" },
    head: { type: "apiKey", in: "header", name: "X-Key" },
    cookie: { type: "apiKey", in: "cookie", name: "sid" },
    oauth: { type: "oauth2", flows: {} },
    tls: { type: "mutualTLS" },
  };
  const secured = (security: object[]): Contract =>
    contractWith([], undefined, { security, components: { securitySchemes } });

  test.each<[security: object[], line: string, headers: HeaderList, enough: boolean]>([
    [[{ token: [] }], "GET /a/1", [["authorization", "bearer x"]], true],
    [[{ token: [] }], "GET /a/1", [["authorization", "Basic x"]], false],
    [[{ token: [] }], "GET /a/1", [], false],
    [[{ key: [] }], "GET /a/1?api_key=1", [], true],
    [[{ key: [] }], "GET /a/1", [], false],
    [[{ head: [] }], "GET /a/1", [["x-key", "1"]], true],
    [[{ cookie: [] }], "GET /a/1", [["cookie", "sid=1"]], true],
    [[{ oauth: ["read"] }], "GET /a/1", [["Authorization", "token x"]], true],
    [[{ token: [], key: [] }], "GET /a/1?api_key=1", [], false],
    [[{ token: [] }, { key: [] }], "GET /a/1?api_key=1", [], true],
    [[{ token: [] }, {}], "GET /a/1", [], true],
    [[{ tls: [] }], "GET /a/1", [], true],
  ])("%j, %s %j: %s", (security, line, headers, enough) => {
    const found = check(secured(security), line, { headers });
    expect(found.map((one) => one.split(":")[0])).toEqual(enough ? [] : ["missing-credentials"]);
  });

  test("say how they are sent", () => {
    expect(check(secured([{ token: [], key: [] }, { oauth: [] }]), "GET /a/1")).toEqual([
      "missing-credentials: no credentials; declared: Authorization (bearer) and the query parameter api_key, or Authorization (oauth)",
    ]);
  });
});
