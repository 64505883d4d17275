import { expect, test } from "vitest";
import { utf8, type Content } from "../core/index.ts";
import { createClock } from "./clock.ts";
import { fillContent, templateLookup } from "./fill-template.ts";
import { createIds } from "./random.ts";

const lookup = templateLookup(2, createClock(0), createIds(0), (root, rest) => `${root}(${rest.join(",")})`);

test("call counts this one, now is the world's time, uuid the same one in a whole reply", () => {
  const text = (content: Content): string => JSON.stringify(fillContent(content, lookup));
  expect(text({ type: "text", text: "{{call}} {{now}} {{query.a}}" })).toBe(
    '{"type":"text","text":"3 1970-01-01T00:00:00.000Z query(a)"}',
  );
  const first = lookup("uuid", []);
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(lookup("uuid", [])).toBe(first);
});

test("JSON is filled in its strings, however deep; its keys and other values stay", () => {
  const value = { "{{call}}": ["{{call}}", 1, null, { a: "x{{call}}" }], b: true };
  expect(fillContent({ type: "json", value }, lookup)).toEqual({
    type: "json",
    value: { "{{call}}": ["3", 1, null, { a: "x3" }], b: true },
  });
});

test("files are filled when they are text; bytes never are", () => {
  const file = (bytes: Uint8Array): Content => ({ type: "file", path: "a.txt", bytes });
  expect(fillContent(file(utf8("<{{call}}>")), lookup)).toEqual(file(utf8("<3>")));
  const binary = new Uint8Array([0xff, ...utf8("{{call}}")]);
  expect(fillContent(file(binary), lookup)).toEqual(file(binary));
  expect(fillContent({ type: "bytes", bytes: binary }, lookup)).toEqual({ type: "bytes", bytes: binary });
});

test("what was no UTF-8 in the call comes back as the same bytes", () => {
  const bytes = templateLookup(0, createClock(0), createIds(0), () => "\udcff");
  const filled = fillContent({ type: "file", path: "a", bytes: utf8("{{args.0}}") }, bytes);
  expect(filled).toMatchObject({ bytes: new Uint8Array([0xff]) });
});
