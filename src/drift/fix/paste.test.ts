import { describe, expect, test } from "vitest";
import { bare, json, stub } from "../../../tests/samples/drift-evidence.ts";
import { answerText, codeText, stubText } from "./paste.ts";

const change = (more: Partial<Parameters<typeof answerText>[2] & object> = {}) => ({
  answer: 0,
  add: [],
  whole: { a: 1, b: null },
  ...more,
});

describe("a stub to paste into code", () => {
  const added = { request: "GET /a", reply: { model: "Item" } };

  test("is a call of backlot's handles where they are used, else the request and the whole answer", () => {
    expect(codeText("shop", added, true, undefined)).toBe(
      'world.service("shop").mock("GET /a").reply({"model":"Item"})',
    );
    expect(codeText("shop", { ...added, optional: true }, true, undefined)).toContain(".stub(");
    expect(codeText("shop", added, false, { id: "1" })).toBe(
      '"GET /a"\n{\n  "json": {\n    "id": "1"\n  }\n}',
    );
    expect(codeText("shop", { request: "GET /a", reply: { status: 204 } }, false, undefined)).toBe(
      '"GET /a"\n{\n  "status": 204\n}',
    );
  });

  test("holds JSON as text where TOML has no null", () => {
    expect(stubText("shop", { request: "GET /a", reply: { json: { a: null } } })).toContain(
      String.raw`json = "{\n  \"a\": null\n}"`,
    );
  });
});

describe("an answer to paste into code", () => {
  const ours = stub("a.test.ts:1", "GET /a", json({ a: 1 }));
  const theirs = stub("tests/a.py:1", "GET /a", json({ a: 1 }));

  test("is the whole one where other doubles stand, with status and headers", () => {
    expect(answerText(theirs, { status: 405, headers: { allow: "PUT" } }, undefined)).toBe(
      'status 405\n{"allow":"PUT"}',
    );
    expect(answerText(theirs, {}, change())).toBe('{\n  "a": 1,\n  "b": null\n}');
  });

  test("is a reply of backlot's where its handles stand: the author's values, where a model fills the rest", () => {
    expect(answerText(ours, { status: 404 }, undefined)).toBe('reply({\n  "status": 404\n})');
    expect(JSON.parse(answerText(ours, {}, change()).slice(6, -1))).toEqual({ json: { a: 1, b: null } });
    const model = change({ model: "Item", add: [{ path: ["c"], value: 2 }] });
    expect(JSON.parse(answerText(ours, { model: "Item" }, model).slice(6, -1))).toEqual({
      model: "Item",
      json: { a: 1, c: 2 },
    });
    expect(answerText({ ...ours, answers: [bare(200)] }, { model: "Item" }, model)).not.toContain("json");
  });
});
