import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePlaceholders, renderJson, renderTemplate } from "../index.ts";

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
