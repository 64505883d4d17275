import { describe, expect, it } from "vitest";
import { expectValidAnswer } from "./testing-answers.ts";
import { unnamedKeys } from "./unnamed-keys.ts";

const label = {
  id: 1,
  node_id: "x",
  url: "https://api.github.com/repos/a/b/labels/bug",
  name: "bug",
  description: null,
  color: "d73a4a",
  default: true,
};

describe("an answer that a test checks", () => {
  it("passes where it fits, and tells keys that no schema names", () => {
    expect(expectValidAnswer("issues/get-label", 200, label)).toEqual([]);
    expect(
      expectValidAnswer("issues/list-labels-for-repo", 200, [label, { ...label, colour: "red" }]),
    ).toEqual(["/1/colour"]);
  });

  it("fails with everything that does not fit", () => {
    const { name: _, ...nameless } = label;
    expect(() => expectValidAnswer("issues/get-label", 200, { ...nameless, id: "1" })).toThrow(
      /^issues\/get-label 200 does not fit GitHub's description:\n {2}\S.*\n {2}\S.*$/,
    );
  });

  it("has a body where the description has one, and none where it has none", () => {
    expect(expectValidAnswer("repos/delete", 204, undefined)).toEqual([]);
    expect(() => expectValidAnswer("repos/delete", 204, {})).toThrow(/no JSON answer/);
    expect(() => expectValidAnswer("issues/get-label", 200, undefined)).toThrow(/has a JSON answer/);
    expect(() => expectValidAnswer("issues/get-label", 201, label)).toThrow(/statuses: 200, 404/);
    expect(() => expectValidAnswer("no/such", 200, {})).toThrow(/statuses: none/);
  });

  it("is a basic error where it refuses in a way that is not described", () => {
    expect(expectValidAnswer("issues/get-label", 401, { message: "Bad credentials", status: "401" })).toEqual(
      [],
    );
    expect(() => expectValidAnswer("issues/get-label", 401, { message: 1 })).toThrow(/message/);
  });
});

describe("a key that no schema names", () => {
  const follow = (schema: unknown) => schema as never;

  it("is told of objects in lists and alternatives, not of those that are open by intent", () => {
    const a = { type: "object", properties: { a: { type: "string" } } };
    const schema = {
      type: "object",
      properties: {
        list: { type: "array", items: a },
        choice: { anyOf: [a, { type: "object", properties: { b: {} } }] },
        open: { type: "object", properties: { a: {} }, additionalProperties: true },
        any: { type: "object" },
        required: { type: "object", properties: { a: {} }, required: ["x"] },
      },
    };
    const value = {
      list: [{ a: "", x: 1 }],
      choice: { a: "", b: 1, x: 1 },
      open: { x: 1 },
      any: { x: 1 },
      required: { x: 1 },
    };
    expect(unnamedKeys(schema, value, follow)).toEqual(["/list/0/x", "/choice/x"]);
  });
});
