import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusalOf, type ControlRequest } from "./checks.ts";

const token = "5f".repeat(32);
const rule = { token, hosts: ["backlot", "127.0.0.1:4000"], origins: ["http://127.0.0.1:4000"] };

type Headers = readonly (readonly [name: string, value: string])[];

const good: Headers = [
  ["Host", "backlot"],
  ["Authorization", `Bearer ${token}`],
  ["Content-Type", "application/json"],
];

function request(method: string, headers: Headers): ControlRequest {
  return { method, rawHeaders: headers.flat() };
}

/** The good request with other values of one header; none: without it. */
function changed(name: string, ...values: readonly string[]): Headers {
  const others = good.filter(([one]) => one.toLowerCase() !== name.toLowerCase());
  return [...others, ...values.map((value) => [name, value] as const)];
}

describe("who may use the control plane", () => {
  const allowed: readonly [what: string, method: string, headers: Headers][] = [
    ["our own client", "POST", good],
    ["a look without a body", "GET", changed("Content-Type")],
    [
      "another spelling of the headers' names",
      "GET",
      good.map(([name, value]) => [name.toUpperCase(), value]),
    ],
    ["the other host", "GET", changed("Host", "127.0.0.1:4000")],
    ["a page of our own", "POST", changed("Origin", "http://127.0.0.1:4000")],
    ["a request of the same origin", "POST", changed("Sec-Fetch-Site", "same-origin")],
    ["an address that was typed", "GET", changed("Sec-Fetch-Site", "none")],
  ];
  test.each(allowed)("%s", (_, method, headers) => {
    expect(refusalOf(request(method, headers), rule)).toBeUndefined();
  });

  const refused: readonly [what: string, headers: Headers, status: number][] = [
    ["no Host", changed("Host"), 403],
    ["two Hosts", changed("Host", "backlot", "backlot"), 403],
    ["a name that leads here (DNS rebinding)", changed("Host", "evil.example"), 403],
    ["our Host with more behind it", changed("Host", "backlot.evil.example"), 403],
    ["our Host with a port", changed("Host", "backlot:80"), 403],
    ["our address without its port", changed("Host", "127.0.0.1"), 403],
    ["localhost, which is a name", changed("Host", "localhost:4000"), 403],
    ["0.0.0.0", changed("Host", "0.0.0.0:4000"), 403],
    ["another spelling of our address", changed("Host", "127.1:4000"), 403],
    ["Host in capitals", changed("Host", "BACKLOT"), 403],
    ["a page of another site", changed("Origin", "https://evil.example"), 403],
    ["a page of another port", changed("Origin", "http://127.0.0.1:4001"), 403],
    ["a sandboxed page", changed("Origin", "null"), 403],
    ["an empty Origin", changed("Origin", ""), 403],
    ["a good and a bad Origin", changed("Origin", "http://127.0.0.1:4000", "https://evil.example"), 403],
    ["another site", changed("Sec-Fetch-Site", "cross-site"), 403],
    ["another host of this site", changed("Sec-Fetch-Site", "same-site"), 403],
    ["both", changed("Sec-Fetch-Site", "same-origin", "cross-site"), 403],
    ["no token", changed("Authorization"), 401],
    ["an empty token", changed("Authorization", "Bearer "), 401],
    ["another token", changed("Authorization", `Bearer ${"5e".repeat(32)}`), 401],
    ["half of the token", changed("Authorization", `Bearer ${token.slice(1)}`), 401],
    ["more than the token", changed("Authorization", `Bearer ${token}0`), 401],
    ["the token alone", changed("Authorization", token), 401],
    ["another scheme", changed("Authorization", `Basic ${token}`), 401],
    ["the token twice", changed("Authorization", `Bearer ${token}`, `Bearer ${token}`), 401],
    ["a form", changed("Content-Type", "application/x-www-form-urlencoded"), 415],
    ["plain text", changed("Content-Type", "text/plain"), 415],
    ["JSON with a parameter", changed("Content-Type", "application/json; charset=utf-8"), 415],
    ["no Content-Type", changed("Content-Type"), 415],
  ];
  test.each(refused)("is refused: %s", (_, headers, status) => {
    expect(refusalOf(request("POST", headers), rule)?.status).toBe(status);
  });

  test("what a browser sends without being asked is refused, whatever the method", () => {
    const page: Headers = [
      ["Host", "backlot"],
      ["Origin", "https://evil.example"],
      ["Sec-Fetch-Site", "cross-site"],
      ["Sec-Fetch-Mode", "no-cors"],
      ["Content-Type", "text/plain;charset=UTF-8"],
    ];
    for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
      expect(refusalOf(request(method, page), rule)).toBeDefined();
  });

  test("an empty list of hosts or an empty token lets nobody in", () => {
    expect(refusalOf(request("GET", good), { ...rule, hosts: [] })?.status).toBe(403);
    const empty = changed("Authorization", "Bearer ");
    expect(refusalOf(request("GET", empty), { ...rule, token: "" })?.status).toBe(401);
  });

  test("no token but the right one is taken", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const headers = changed("Authorization", `Bearer ${text}`);
        expect(refusalOf(request("GET", headers), rule) === undefined).toBe(text === token);
      }),
    );
  });
});
