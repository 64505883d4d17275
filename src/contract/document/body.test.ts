import { describe, expect, test } from "vitest";
import { utf8, type HeaderList } from "../../core/index.ts";
import { checkRequest } from "./check-request.ts";
import { contractOf, convo } from "./testing-convo.ts";
import { check, contractWith, json, type Sent } from "./testing-request.ts";

describe("the bodies of requests", () => {
  const contract = contractOf(convo);

  test("that fit are not told", () => {
    expect(
      check(contract, "POST /api/personal-access-tokens", { headers: json, body: '{"name": "ci"}' }),
    ).toEqual([]);
  });

  test.each<[string, Sent, string]>([
    ["that are missing", {}, "missing-input: the body is missing"],
    [
      "of another media type",
      { headers: [["content-type", "text/plain"]], body: "x" },
      'undeclared-request-type: the body is "text/plain"; declared: application/json',
    ],
    [
      "without a media type",
      { body: "{}" },
      "undeclared-request-type: the body has no media type; declared: application/json",
    ],
    ["that are no JSON", { headers: json, body: "{" }, "invalid-request: the body is not JSON: "],
    [
      "that are no UTF-8",
      { headers: json, body: Uint8Array.of(0xff) },
      "invalid-request: the body is not UTF-8",
    ],
    [
      "with a text that is too long",
      { headers: json, body: JSON.stringify({ name: "x".repeat(75) }) },
      "invalid-request: body /name must be at most 64 characters, has 75",
    ],
    ["without a field", { headers: json, body: "{}" }, "invalid-request: body /name is missing"],
  ])("%s", (_, sent, expected) => {
    const found = check(contract, "POST /api/personal-access-tokens", sent);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(expected);
  });

  test("say where the contract has it", () => {
    const found = contract.find("POST", "/api/personal-access-tokens");
    if (found.kind !== "operation") throw new Error("not found");
    const [breach] = checkRequest(contract, found.operation, {
      query: "",
      params: {},
      headers: json,
      body: utf8('{"name": ""}'),
    });
    expect(breach).toMatchObject({
      declared: "/components/schemas/CreatePatRequest/properties/name/minLength",
    });
    const [at] = contract.placesOf([breach?.declared ?? ""]);
    expect(at).toMatchObject({ kind: "file", text: expect.stringContaining("minLength: 1") });
  });

  test("may be forms, whose texts are read as their schema has them", () => {
    const schema = {
      type: "object",
      required: ["n"],
      properties: {
        n: { type: "integer" },
        ok: { type: "boolean" },
        tags: { type: "array", items: { type: "integer" } },
      },
    };
    const contract = contractWith([], {
      content: { "application/x-www-form-urlencoded": { schema }, "multipart/form-data": { schema } },
    });
    const form: HeaderList = [["content-type", "application/x-www-form-urlencoded"]];
    expect(check(contract, "POST /a/1", { headers: form, body: "n=7&ok=true&tags=1&tags=2" })).toEqual([]);
    expect(check(contract, "POST /a/1", { headers: form, body: "n=x" })).toEqual([
      expect.stringContaining("body /n must be an integer"),
    ]);
    const multipart: HeaderList = [["content-type", "multipart/form-data; boundary=xx"]];
    const parts = (n: string): string =>
      `--xx\r\nContent-Disposition: form-data; name="n"\r\n\r\n${n}\r\n--xx\r\nContent-Disposition: form-data; name="tags"\r\n\r\n3\r\n--xx--\r\n`;
    expect(check(contract, "POST /a/1", { headers: multipart, body: parts("7") })).toEqual([]);
    expect(check(contract, "POST /a/1", { headers: multipart, body: parts("seven") })[0]).toContain(
      "body /n must be",
    );
    expect(check(contract, "POST /a/1", { headers: multipart, body: "nothing" })[0]).toContain(
      "is not multipart/form-data",
    );
  });

  test("need not have what only answers have, and may be of a range of media types", () => {
    const schema = {
      type: "object",
      required: ["id", "name"],
      properties: { id: { readOnly: true }, name: {} },
    };
    const contract = contractWith([], { content: { "application/*": { schema } } });
    expect(check(contract, "POST /a/1", { headers: json, body: '{"name": 1}' })).toEqual([]);
    expect(
      check(contract, "POST /a/1", { headers: [["content-type", "application/zip"]], body: "PK" }),
    ).toEqual([]);
    expect(check(contract, "POST /a/1")).toEqual([]);
  });
});

test("what the parser said of a body that is no JSON showed a part of it", () => {
  const contract = contractOf(convo);
  const sent = { headers: json, body: "{ghp_0123456789abcdefghijklmnopqrstuvwxyz" };
  for (const body of [sent.body, `[1, ${sent.body}`, "ghp_0123456789"]) {
    const [told = ""] = check(contract, "POST /api/personal-access-tokens", { ...sent, body });
    expect(told).toContain("invalid-request: the body is not JSON: ");
    expect(told).not.toMatch(/ghp|0123/);
  }
});

test("a body of nothing but brackets filled the memory when it was parsed", () => {
  const body = "[".repeat(1_000_000);
  expect(check(contractOf(convo), "POST /api/personal-access-tokens", { headers: json, body })).toEqual([
    expect.stringContaining("holds more than 500 lists and objects inside each other"),
  ]);
});
