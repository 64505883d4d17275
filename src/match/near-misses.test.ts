import { describe, expect, it } from "vitest";
import type { Condition, Matcher, RegexPort } from "../core/index.ts";
import { compileConditions, type MatchFacts } from "./conditions.ts";
import { nearMisses as nearMissesOf } from "./near-misses.ts";

const regex: RegexPort = {
  check: () => ({ ok: true }),
  test: ({ source, flags }, text) => new RegExp(source, flags).test(text),
};
const equals = (value: string): Matcher => ({ is: "equals", value });
const words = (...texts: string[]): Condition => ({
  field: "args",
  matcher: { is: "items", items: texts.map(equals), rest: false },
});
const request = (method: string, path: string, ...more: Condition[]): Condition[] => [
  { field: "method", matcher: equals(method) },
  { field: "path", matcher: { is: "path", template: path } },
  ...more,
];
const candidate = (item: string, conditions: readonly Condition[]) => ({
  item,
  conditions: compileConditions(conditions, { regex }),
});
/** With the body unread unless it is among the fields. */
const nearMisses = (
  candidates: readonly ReturnType<typeof candidate>[],
  fields: MatchFacts["fields"],
  most?: number,
) =>
  nearMissesOf(candidates, (one) => one.conditions, { fields, readable: ["body"] }, most).map(
    ({ candidate: { item }, distance, differences }) => ({ item, distance, differences }),
  );

describe("nearMisses", () => {
  it("leaves out what is much farther away than the nearest", () => {
    const candidates = [
      candidate("far", [words("log", "-1", "--oneline", "main")]),
      candidate("other", [words("push", "--force")]),
      candidate("typo", [words("push", "--tags")]),
    ];
    const found = nearMisses(candidates, { args: ["push", "--tag"] });
    expect(found.map(({ item }) => item)).toEqual(["typo"]);
    expect(found[0]?.differences).toEqual(['args[1]: expected "--tags", got "--tag"']);
    expect(found[0]?.distance).toBeGreaterThan(0);
  });

  it("puts a typo before another word before another command", () => {
    const distanceOf = (...args: string[]): number =>
      nearMisses([candidate("one", [words(...args)])], { args: ["push", "--tag"] })[0]?.distance ??
      Number.NaN;
    const [typo, other, far] = [
      distanceOf("push", "--tags"),
      distanceOf("push", "--force"),
      distanceOf("log", "-1", "--oneline", "main"),
    ];
    expect(typo).toBeLessThan(other);
    expect(other).toBeLessThan(far);
  });

  it("knows an argument that was left out, and does not blame all that follow", () => {
    const candidates = [candidate("one", [words("apply", "-f", "web.yaml", "--wait")])];
    expect(nearMisses(candidates, { args: ["apply", "web.yaml", "--wait"] })[0]?.differences).toEqual([
      'args[1]: expected "-f", but it is missing',
    ]);
    expect(
      nearMisses(candidates, { args: ["-v", "apply", "-f", "web.yaml", "--wait"] })[0]?.differences,
    ).toEqual(['args[0]: "-v" is not expected']);
  });

  it("finds the right method on the wrong path and the wrong method on the right path", () => {
    const candidates = [
      candidate("elsewhere", request("GET", "/orders/{id}/items")),
      candidate("typo", request("GET", "/user/{id}")),
      candidate("method", request("POST", "/users/{id}")),
    ];
    const found = nearMisses(candidates, { method: "GET", path: "/users/7" }, 2);
    expect(found.map(({ item, differences }) => [item, differences])).toEqual([
      ["typo", ['path: expected "/user/{id}", got "/users/7"']],
      ["method", ['method: expected "POST", got "GET"']],
    ]);
  });

  it("takes another method for nearer than another resource", () => {
    const candidates = [
      candidate("resource", request("POST", "/api/v1/orders/{id}")),
      candidate("method", request("GET", "/api/v1/users/{id}")),
    ];
    const found = nearMisses(candidates, { method: "POST", path: "/api/v1/users/7" });
    expect(found.map(({ item }) => item)).toEqual(["method", "resource"]);
  });

  it("takes a forgotten argument for nearer than another subcommand", () => {
    const candidates = [
      candidate("subcommand", [words("delete", "-f", "web.yaml")]),
      candidate("forgotten", [words("apply", "-f", "web.yaml", "--wait")]),
    ];
    const found = nearMisses(candidates, { args: ["apply", "-f", "web.yaml"] });
    expect(found.map(({ item }) => item)).toEqual(["forgotten", "subcommand"]);
  });

  it("says nothing about a body that was not read, and where a read one differs", () => {
    const body: Condition = {
      field: "body",
      matcher: {
        is: "json",
        subset: {
          object: {
            name: { leaf: { is: "any" } },
            labels: { array: [{ leaf: equals("a") }, { leaf: equals("b") }] },
          },
        },
      },
    };
    const candidates = [candidate("one", request("POST", "/x", body))];
    expect(nearMisses(candidates, { method: "PUT", path: "/x" })[0]?.differences).toEqual([
      'method: expected "POST", got "PUT"',
    ]);
    const fields = { method: "POST", path: "/x", body: '{"name": "n", "labels": ["a", "c"]}' };
    expect(nearMisses(candidates, fields)[0]?.differences).toEqual(['body.labels[1]: expected "b", got "c"']);
    expect(nearMisses(candidates, { ...fields, body: "<p>" })[0]?.differences).toEqual([
      'body: expected JSON with {"name": anything, "labels": ["a", "b"]}, got "<p>", which is not JSON',
    ]);
  });

  it("never shows the credential that came", () => {
    const header = (key: string): Condition => ({ field: "headers", key, matcher: equals("Bearer test") });
    const candidates = [candidate("one", [header("authorization"), header("x-api-key"), header("accept")])];
    const fields: MatchFacts["fields"] = { headers: { authorization: ["Bearer s3cr3t"], accept: ["b"] } };
    expect(nearMisses(candidates, fields)[0]?.differences).toEqual([
      'headers.authorization: expected "Bearer test", got another value (hidden)',
      'headers.x-api-key: expected "Bearer test", but it is missing',
      'headers.accept: expected "Bearer test", got "b"',
    ]);
  });

  it("gives as many as asked for, and the differences of each up to a limit", () => {
    const many = Array.from({ length: 20 }, (_, index): Condition => ({
      field: "env",
      key: `V${index}`,
      matcher: equals("1"),
    }));
    const found = nearMisses([candidate("one", many), candidate("two", many)], { env: {} }, 1);
    expect(found).toHaveLength(1);
    expect(found[0]?.differences).toHaveLength(13);
    expect(found[0]?.differences.at(-1)).toBe("and 8 more");
  });

  it("counts a candidate that would match, used up as it is, as the nearest", () => {
    const found = nearMisses([candidate("a", [words("x")]), candidate("b", [])], { args: ["x"] });
    expect(found.map(({ distance, differences }) => [distance, differences])).toEqual([
      [0, []],
      [0, []],
    ]);
  });

  it("finds the nearest among thousands", () => {
    const candidates = Array.from({ length: 5_000 }, (_, index) =>
      candidate(`n${index}`, request("GET", `/item-${index}/things`)),
    );
    const found = nearMisses(candidates, { method: "POST", path: "/item-4999/things" });
    expect(found[0]?.item).toBe("n4999");
  });
});
