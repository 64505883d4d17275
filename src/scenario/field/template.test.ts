import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkTemplates,
  commandScope,
  contentFields,
  contentOf,
  httpScope,
  mapped,
  optional,
  parsePlaceholders,
  record,
  renderJson,
  renderTemplate,
  string,
  table,
  type TemplateScope,
} from "../index.ts";
import { readIt, shown } from "../testing-read.ts";

test("a template is filled with what the lookup gives", () => {
  const lookup = (root: string, rest: readonly string[]): string | undefined =>
    ({ "path.id": "7", "json.a.b": "deep", now: "today", "header.x-a.b": "h" })[[root, ...rest].join(".")];
  expect(renderTemplate("{{path.id}}-{{ json.a.b }}-{{now}}-{{query.none}}-{{header.x-a.b}}", lookup)).toBe(
    "7-deep-today--h",
  );
  expect(renderTemplate("no braces } { }}", lookup)).toBe("no braces } { }}");
  expect(renderTemplate("{{now", lookup)).toBe("{{now");
});

test("texts in a JSON value are filled, keys and other values stay", () => {
  const value = { "{{now}}": ["{{now}}", 1, null, { a: "x{{now}}" }] };
  expect(renderJson(value, () => "N")).toEqual({ "{{now}}": ["N", 1, null, { a: "xN" }] });
});

test("only names in json lead deeper", () => {
  expect(parsePlaceholders("{{json.a.b}}{{header.a.b}}{{call}}").parts).toMatchObject([
    { root: "json", rest: ["a", "b"] },
    { root: "header", rest: ["a.b"] },
    { root: "call", rest: [] },
  ]);
});

test("text without braces stays as it is, and what is filled in is not read again", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, value) => {
      fc.pre(!text.includes("{{") && !text.endsWith("{"));
      expect(renderTemplate(text, () => value)).toBe(text);
      expect(renderTemplate(`${text}{{now}}`, () => `${value}{{now}}`)).toBe(`${text}${value}{{now}}`);
    }),
  );
});

/** Reads a reply whose templates may name what a scope has. */
async function checked(
  scope: TemplateScope,
  toml: string,
  files?: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const reply = mapped(
    table({ headers: optional(record(string()), "Headers."), ...contentFields }),
    (fields, context) => (checkTemplates([contentOf(fields)], scope, context) ? "good" : undefined),
  );
  const result = await readIt(reply, `[it]\n${toml}`, files);
  return result.ok ? [result.value] : [...shown(result), ...result.findings.map(({ fix }) => fix ?? "")];
}

describe("the names in a reply's templates are checked before anything runs", () => {
  test.each([
    'text = "{{path.id}} {{query.page}} {{header.x-a.b}} {{json.a.b}} {{call}} {{now}} {{uuid}}"',
    'headers = { location = "/users/{{ path.id }}" }',
    'json = { a = ["{{json.a}}", 1, true, { b = "{{now}}" }] }',
    'text = "x"\nx-note = "{{anything"',
    'base64 = "AAH/"',
    "",
  ])("in HTTP: %s", async (toml) => {
    expect(await checked(httpScope(["id"]), toml)).toEqual(["good"]);
  });

  test.each([
    [
      'text = "é {{paht.id}}"',
      "{{paht.id}} | bad-template: {{paht.id}} is not a name that templates know",
      "Known here: {{path.NAME}}, {{query.NAME}}, {{header.NAME}}, {{json.NAME}}, {{call}}, {{now}}, {{uuid}}.",
    ],
    [
      'text = "{{now.year}}"',
      "{{now.year}} | bad-template: {{now.year}} is not a name that templates know",
      "Known here: {{path.NAME}}, {{query.NAME}}, {{header.NAME}}, {{json.NAME}}, {{call}}, {{now}}, {{uuid}}.",
    ],
    [
      'json = { a = ["{{json.a..b}}"] }',
      "{{json.a..b}} | bad-template: {{json.a..b}} does not say which",
      "Write {{json.NAME}}.",
    ],
    [
      'headers = { a = "{{query}}" }',
      "{{query}} | bad-template: {{query}} does not say which",
      "Write {{query.NAME}}.",
    ],
    [
      'text = "a {{path.ids}}"',
      "{{path.ids}} | bad-template: {{path.ids}}: the request's path has no {ids}",
      "The path has {{path.id}}, {{path.name}}.",
    ],
    [
      'text = "a {{call"',
      "{{ | bad-template: it: {{ is not closed",
      "Close it with }}, or remove template = true when nothing is to be filled in.",
    ],
  ])("in HTTP: %s is refused", async (toml, problem, fix) => {
    expect(await checked(httpScope(["id", "name"]), toml)).toEqual([problem, fix]);
  });

  test("a header or JSON key that begins with x- is checked: only remarks are not", async () => {
    const toml =
      'headers = { x-user = "{{path.ids}}" }\njson = { a = [{ x-b = "{{path.no}}" }] }\nx-c = "{{d}}"';
    expect((await checked(httpScope(["id"]), toml)).slice(0, 2)).toEqual([
      "{{path.ids}} | bad-template: {{path.ids}}: the request's path has no {ids}",
      "{{path.no}} | bad-template: {{path.no}}: the request's path has no {no}",
    ]);
  });

  test("a path without names says how to give one", async () => {
    expect(await checked(httpScope([]), 'text = "{{path.id}}"')).toEqual([
      "{{path.id}} | bad-template: {{path.id}}: the request's path has no {id}",
      "Name the segment in request, as in GET /users/{id}.",
    ]);
  });

  test("a command has its arguments, by number", async () => {
    expect(await checked(commandScope, 'text = "{{args.0}} {{args.9999}} {{call}}"')).toEqual(["good"]);
    const known = "Known here: {{args.0}}, {{call}}, {{now}}, {{uuid}}.";
    expect(await checked(commandScope, 'text = "{{args}} {{args.one}} {{args.10000}} {{query.a}}"')).toEqual([
      "{{args}} | bad-template: {{args}} does not say which",
      "{{args.one}} | bad-template: {{args.one}} is not an argument's number",
      "{{args.10000}} | bad-template: {{args.10000}} is not an argument's number",
      "{{query.a}} | bad-template: {{query.a}} is not a name that templates know",
      "Write {{args.0}}.",
      "Arguments count from 0: {{args.0}}.",
      "Arguments count from 0: {{args.0}}.",
      known,
    ]);
  });

  test("the file that a reply names is checked too, and the reply is marked", async () => {
    const toml = 'file = "reply.txt"';
    expect(await checked(commandScope, toml, { "reply.txt": "hi {{args.0}}" })).toEqual(["good"]);
    expect(await checked(commandScope, toml, { "reply.txt": "hi {{nwo}}" })).toEqual([
      "[it] | bad-template: {{nwo}} is not a name that templates know",
      "Known here: {{args.0}}, {{call}}, {{now}}, {{uuid}}.",
    ]);
  });

  test("a misspelt name is told the one that was meant", async () => {
    const reply = mapped(table({ text: contentFields.text }), (fields, context) =>
      checkTemplates([contentOf(fields)], httpScope(["user"]), context) ? "good" : undefined,
    );
    const result = await readIt(reply, '[it]\ntext = "{{qeury.page}} {{path.usr}}"');
    expect(result.findings.map(({ near }) => near)).toEqual([
      [{ what: "{{query.page}}" }],
      [{ what: "{{path.user}}" }],
    ]);
  });
});
