import { describe, expect, test } from "vitest";
import type { Json } from "../../core/index.ts";
import { changesOf, told } from "./testing-diff.ts";

type Table = Readonly<Record<string, Json>>;

const ok: Table = { responses: { 200: { description: "" } } };

function document(paths: Json, more: Table = {}): Json {
  return { openapi: "3.1.0", info: { title: "a", version: "1" }, paths, ...more };
}

/** What a change of `GET /a/{id}` comes to. */
function changed(old: Table, now: Table, more: readonly [Table, Table] = [{}, {}]): string[] {
  const id = { name: "id", in: "path", required: true, schema: {} };
  const at = (operation: Table): Json => ({ "/a/{id}": { parameters: [id], get: { ...ok, ...operation } } });
  return told(changesOf(document(at(old), more[0]), document(at(now), more[1])));
}

const query = (more: Table = {}): Json => ({ name: "q", in: "query", schema: { type: "string" }, ...more });
const json = (schema: Json): Json => ({ "application/json": { schema } });

describe("operations", () => {
  test("that are gone break, those that are new do not", () => {
    const [old, now] = [document({ "/a": { get: ok, put: ok } }), document({ "/a": { get: ok, post: ok } })];
    const changes = changesOf(old, now);
    expect(told(changes)).toEqual(["breaks: the operation is gone", "fine: the operation is new"]);
    expect(changes.map(({ operations, rule }) => `${rule} ${operations.join()}`)).toEqual([
      "operation-removed PUT /a",
      "operation-added POST /a",
    ]);
  });

  test("are the same whatever the names in their paths", () => {
    const path = (name: string): Json => ({
      [`/a/{${name}}/b`]: { get: { ...ok, parameters: [{ name, in: "path", required: true, schema: {} }] } },
    });
    expect(told(changesOf(document(path("id")), document(path("actor_id"))))).toEqual([
      "fine: path parameter id is called actor_id now",
    ]);
    const twice = { ...(path("x") as object), ...(path("y") as object) };
    expect(told(changesOf(document(path("id")), document(twice)))).toEqual([
      "breaks: the operation is gone",
      "fine: the operation is new",
      "fine: the operation is new",
    ]);
  });

  test("that are deprecated or called otherwise go on answering", () => {
    expect(changed({ operationId: "a" }, { operationId: "b", deprecated: true })).toEqual([
      "fine: operationId was a, is b now",
      "fine: is deprecated now",
    ]);
    expect(changed({ deprecated: true }, {})).toEqual(["fine: is no longer deprecated"]);
  });

  test("whose base path is another are told once", () => {
    const servers = (url: string): Table => ({ servers: [{ url }] });
    expect(changed({}, {}, [servers("https://a.example/v1"), servers("https://b.example/v2")])).toEqual([
      "breaks: the base path /v1 is gone",
      "fine: the base path /v2 is new",
    ]);
    expect(changed({}, {}, [{}, servers("/v2")])).toEqual([]);
  });
});

describe("parameters", () => {
  test.each<[string, Json[], Json[], string[]]>([
    ["new", [], [query()], ["fine: query parameter q is new, and optional"]],
    ["new and required", [], [query({ required: true })], ["breaks: query parameter q is new, and required"]],
    ["gone", [query()], [], ["breaks: query parameter q is gone"]],
    ["required now", [query()], [query({ required: true })], ["breaks: query parameter q is required now"]],
    ["optional now", [query({ required: true })], [query()], ["fine: query parameter q is optional now"]],
    [
      "written otherwise",
      [query()],
      [query({ explode: false })],
      ["breaks: query parameter q is written otherwise: was form, exploded, is form now"],
    ],
    [
      "narrower",
      [query()],
      [query({ schema: { type: "string", maxLength: 3 } })],
      ["breaks: query parameter q: has maxLength 3 now"],
    ],
    [
      "elsewhere",
      [query()],
      [query({ in: "header", required: true })],
      ["breaks: query parameter q is gone", "breaks: request header q is new, and required"],
    ],
    [
      "headers in another case",
      [query({ in: "header", name: "X-A" })],
      [query({ in: "header", name: "x-a" })],
      [],
    ],
    ["headers that are none", [query({ in: "header", name: "Accept" })], [], []],
  ])("that are %s", (_, old, now, expected) => {
    expect(changed({ parameters: old }, { parameters: now })).toEqual(expected);
  });

  test("of a path that many operations share are told once, with all of them", () => {
    const operation: Json = { ...ok, parameters: [{ $ref: "#/components/parameters/q" }] };
    const paths: Json = { "/a": { get: operation }, "/b": { get: operation } };
    const components = (required: boolean): Table => ({
      components: { parameters: { q: query({ required }) } },
    });
    const changes = changesOf(document(paths, components(false)), document(paths, components(true)));
    expect(told(changes)).toEqual(["breaks: query parameter q is required now"]);
    expect(changes[0]?.operations).toEqual(["GET /a", "GET /b"]);
  });
});

describe("request bodies", () => {
  const body = (content: Json, required = false): Table => ({ requestBody: { content, required } });
  const text = json({ type: "string" });
  test.each<[string, Table, Table, string[]]>([
    ["new", {}, body(text), ["fine: a request body is new, and optional"]],
    ["new and required", {}, body(text, true), ["breaks: a request body is new, and required"]],
    ["gone", body(text), {}, ["breaks: the request body is gone"]],
    ["required now", body(text), body(text, true), ["breaks: the request body is required now"]],
    ["optional now", body(text, true), body(text), ["fine: the request body is optional now"]],
    [
      "of another media type",
      body(text),
      body({ "text/csv": {} }),
      ["breaks: request body is never application/json now", "fine: request body may be text/csv now"],
    ],
    [
      "of a range that holds it",
      body(text),
      body({ "application/*": { schema: { type: "string", maxLength: 1 } } }),
      ["breaks: request body: has maxLength 1 now", "fine: request body may be application/* now"],
    ],
    [
      "the same in another spelling",
      body(text),
      body({ "Application/JSON; charset=utf-8": { schema: { type: "string" } } }),
      [],
    ],
  ])("that are %s", (_, old, now, expected) => {
    expect(changed(old, now)).toEqual(expected);
  });
});

test("media types that stand twice with other parameters are compared each with its own", () => {
  const content = {
    "application/json": { schema: { type: "string" } },
    "application/json; charset=utf-8": { schema: { type: "integer" } },
  };
  const { "application/json": first, ...second } = content;
  expect(changed({ requestBody: { content } }, { requestBody: { content } })).toEqual([]);
  expect(
    changed(
      { requestBody: { content } },
      { requestBody: { content: { ...second, "Application/Json": first } } },
    ),
  ).toEqual([]);
});

describe("answers", () => {
  const answers = (responses: Readonly<Record<string, Json>>): Table => ({
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, more]) => [status, { description: "", ...(more as object) }]),
    ),
  });
  const error = { content: json({ type: "object", properties: { error: { type: "string" } } }) };
  const headers = (header: Json): Json => ({ headers: { "X-Next": header } });
  const text = { schema: { type: "string" } };

  test.each<[string, Table, Table, string[]]>([
    [
      "a success that is gone",
      answers({ 200: {}, 204: {} }),
      answers({ 200: {} }),
      ["breaks: answer 204 is gone"],
    ],
    [
      "a failure that is gone",
      answers({ 200: {}, 404: {} }),
      answers({ 200: {} }),
      ["fine: answer 404 is gone"],
    ],
    [
      "a status that is new",
      answers({ 200: {} }),
      answers({ 200: {}, 429: {} }),
      ["fine: answer 429 is new"],
    ],
    [
      "a status that a range holds now",
      answers({ 200: {}, 404: error }),
      answers({ 200: {}, "4XX": {} }),
      ["breaks: answer 404 is never application/json now", "fine: answer 4XX is new"],
    ],
    [
      "a failure that default held",
      answers({ 200: {}, default: error }),
      answers({ 200: {}, 404: error, default: error }),
      [],
    ],
    [
      "a success beside default",
      answers({ 200: {}, default: error }),
      answers({ 200: {}, 201: {}, default: error }),
      ["fine: answer 201 is new"],
    ],
    [
      "a body that is gone",
      answers({ 200: error }),
      answers({ 200: {} }),
      ["breaks: answer 200 is never application/json now"],
    ],
    [
      "a header that is gone",
      answers({ 200: headers(text) }),
      answers({ 200: {} }),
      ["breaks: answer 200 header X-Next is gone"],
    ],
    [
      "a header that is new",
      answers({ 200: {} }),
      answers({ 200: headers(text) }),
      ["fine: answer 200 header X-Next is new"],
    ],
    [
      "a header that may be absent",
      answers({ 200: headers({ ...text, required: true }) }),
      answers({ 200: headers(text) }),
      ["breaks: answer 200 header X-Next may be absent now"],
    ],
    [
      "a header that is always there",
      answers({ 200: headers(text) }),
      answers({ 200: headers({ ...text, required: true }) }),
      ["fine: answer 200 header X-Next is always there now"],
    ],
    [
      "a header of another type",
      answers({ 200: headers(text) }),
      answers({ 200: headers({ schema: { type: "integer" } }) }),
      ["breaks: answer 200 header X-Next: was a string, is an integer now"],
    ],
  ])("with %s", (_, old, now, expected) => {
    expect(changed(old, now)).toEqual(expected);
  });
});

describe("credentials", () => {
  const schemes: Table = {
    components: {
      securitySchemes: {
        key: { type: "apiKey", in: "header", name: "X-Key" },
        bearer: { type: "http", scheme: "bearer" },
        oauth: { type: "oauth2", flows: {} },
      },
    },
  };
  const needs = (...choices: readonly (readonly string[])[]): Table => ({
    security: choices.map((names) => Object.fromEntries(names.map((name) => [name, []]))),
  });
  test.each<[string, Table, Table, string[]]>([
    [
      "asked for",
      {},
      needs(["key"]),
      ["breaks: no credentials are not enough any more; asked for now: the header X-Key"],
    ],
    ["no longer asked for", needs(["key"]), needs(), ["fine: no credentials are enough now"]],
    [
      "asked for besides",
      needs(["key"]),
      needs(["key", "bearer"]),
      [
        "breaks: the header X-Key is not enough any more; asked for now: the header X-Key and Authorization (bearer)",
      ],
    ],
    [
      "allowed besides",
      needs(["key"]),
      needs(["key"], ["bearer"]),
      ["fine: Authorization (bearer) is enough now"],
    ],
    ["sent in the same way", needs(["bearer"]), needs(["oauth"]), []],
  ])("that are %s", (_, old, now, expected) => {
    expect(changed(old, now, [schemes, schemes])).toEqual(expected);
  });

  test("of a whole document are told once", () => {
    const paths = { "/a": { get: ok }, "/b": { get: ok } };
    const changes = changesOf(
      document(paths, { ...schemes, ...needs([]) }),
      document(paths, { ...schemes, ...needs(["key"]) }),
    );
    expect(changes).toHaveLength(1);
    expect(changes[0]?.operations).toEqual(["GET /a", "GET /b"]);
  });
});
