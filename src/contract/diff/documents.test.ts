import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../core/index.ts";
import { diffContracts } from "./diff-contracts.ts";
import { changesOf, contractFrom, told } from "./testing-diff.ts";

/** A document with one operation. */
const documentWith = (post: JsonObject, more: JsonObject = {}): Json => ({
  openapi: "3.1.0",
  info: { title: "a", version: "1" },
  paths: { "/a": { post: { responses: { 200: { description: "" } }, ...post } } },
  ...more,
});
const changes = (old: Json, now: Json): string[] => told(changesOf(old, now));

describe("media types", () => {
  const body = (content: JsonObject): Json => documentWith({ requestBody: { content } });
  const text = (maxLength: number): Json => ({ schema: { type: "string", maxLength } });

  test("are named beside JSON, and one that a range of the other side holds is compared with it", () => {
    expect(
      changes(
        body({ "application/json": {}, "text/plain": text(2) }),
        body({ "application/json": {}, "text/*": text(1) }),
      ),
    ).toContain("breaks: request body text/*: had maxLength 2, has 1 now");
    expect(
      changes(
        body({ "application/json": {}, "text/*": text(2) }),
        body({ "application/json": {}, "text/plain": text(1), "text/*": text(2) }),
      ),
    ).toEqual(["breaks: request body text/plain: had maxLength 2, has 1 now"]);
  });

  test("that are new break nobody, those that are gone who sends or reads them", () => {
    expect(changes(body({ "text/plain": {} }), body({ "text/plain": {}, "image/png": {} }))).toEqual([
      "fine: request body may be image/png now",
    ]);
    const answer = (content: JsonObject): Json =>
      documentWith({ responses: { 200: { description: "", content } } });
    expect(changes(answer({ "text/plain": {} }), answer({ "image/png": {} }))).toEqual([
      "breaks: answer 200 is never text/plain now",
      "fine: answer 200 may be image/png now",
    ]);
  });
});

describe("credentials", () => {
  const securitySchemes: JsonObject = {
    oauth: { type: "oauth2", flows: {} },
    bearer: { type: "http", scheme: "bearer" },
    basic: { type: "http", scheme: "basic" },
    tls: { type: "mutualTLS" },
    header: { type: "apiKey", in: "header", name: "X-Key" },
    again: { type: "apiKey", in: "header", name: "x-key" },
    query: { type: "apiKey", in: "query", name: "key" },
  };
  const secured = (...names: readonly (readonly string[])[]): Json =>
    documentWith(
      { security: names.map((choice) => Object.fromEntries(choice.map((name) => [name, []]))) },
      { components: { securitySchemes } },
    );

  test("are the same whoever gives them out, and however a header is written", () => {
    expect(changes(secured(["oauth"]), secured(["bearer"]))).toEqual([]);
    expect(changes(secured(["header"]), secured(["again"]))).toEqual([]);
    expect(changes(secured(["tls"]), secured(["tls"]))).toEqual([]);
  });

  test("that are not enough any more break who sends them; further ones break nobody", () => {
    expect(changes(secured(["basic"], ["query"]), secured(["header"]))).toEqual([
      "breaks: Authorization (basic), or the query parameter key are not enough any more; asked for now: the header X-Key",
      "fine: the header X-Key is enough now",
    ]);
    expect(changes(secured(["header"]), secured([]))).toEqual(["fine: no credentials are enough now"]);
  });
});

describe("a parameter, and a header of an answer,", () => {
  const parameter = (fields: JsonObject): Json =>
    documentWith({ parameters: [{ name: "q", in: "query", ...fields }] });
  const header = (fields: JsonObject): Json =>
    documentWith({ responses: { 200: { description: "", headers: { "X-A": fields } } } });

  test("that has a media type now is written otherwise", () => {
    const [plain, json] = [{ schema: {} }, { content: { "application/json": {} } }];
    expect(changes(parameter(plain), parameter(json))).toEqual([
      "breaks: query parameter q is written otherwise: was form, exploded, is application/json now",
    ]);
    expect(changes(parameter(json), parameter(json))).toEqual([]);
  });

  test("without a schema may be anything", () => {
    const text = { content: { "text/plain": {} } };
    expect(changes(header(text), header({ schema: { type: "integer" } }))).toEqual([
      "fine: answer 200 header X-A: was anything, is an integer now",
    ]);
    expect(changes(header({ schema: { type: "integer" } }), header(text))).toEqual([
      "breaks: answer 200 header X-A: was an integer, is anything now",
    ]);
  });
});

describe("what is not compared though it differs is counted", () => {
  const diff = (old: Json, now: Json) => {
    const made = diffContracts(contractFrom(old), contractFrom(now));
    if (!made.ok) throw new Error("it should be compared");
    return made.value;
  };
  const hook = (summary: string): Json => ({ post: { summary, responses: { 200: { description: "" } } } });

  test("webhooks and callbacks, those that are the same left out", () => {
    const [one, two] = [hook("a"), hook("b")];
    const old = documentWith(
      { callbacks: { same: { "/x": one } } },
      { webhooks: { a: one, b: one, c: one } },
    );
    const now = documentWith(
      { callbacks: { same: { "/x": one }, other: { "/y": one } } },
      { webhooks: { a: one, b: two, d: one } },
    );
    expect(diff(old, now).notCompared).toEqual(["3 webhooks", "1 callback"]);
    expect(diff(old, old).notCompared).toEqual([]);
  });

  test("base paths are compared where both sides name servers", () => {
    const at = (...urls: readonly string[]): Json =>
      documentWith({}, { servers: urls.map((url) => ({ url })) });
    expect(changes(at("https://a.test"), at("https://a.test/v2"))).toEqual([
      "breaks: the base path / is gone",
      "fine: the base path /v2 is new",
    ]);
    expect(changes(documentWith({}), at("https://a.test/v2"))).toEqual([]);
  });
});
