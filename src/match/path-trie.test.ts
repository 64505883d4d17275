import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { capturePath, compareTemplates, parseTemplate } from "./path-template.ts";
import { createPathTrie } from "./path-trie.ts";

function trieOf(...routes: readonly [method: string, template: string][]) {
  const trie = createPathTrie<number>();
  for (const [index, [method, template]] of routes.entries()) trie.add(template, method, index);
  return trie;
}

describe("PathTrie", () => {
  it("finds the route that says most of the path", () => {
    const trie = trieOf(
      ["GET", "/users/{id}"],
      ["GET", "/users/me"],
      ["GET", "/users/{id}.json"],
      ["GET", "/users/**"],
      ["GET", "/**"],
    );
    const found = (path: string) => trie.match("GET", path)?.template;
    expect(found("/users/me")).toBe("/users/me");
    expect(found("/users/7")).toBe("/users/{id}");
    expect(found("/users/7.json")).toBe("/users/{id}.json");
    expect(found("/users/7/keys")).toBe("/users/**");
    expect(found("/users")).toBe("/users/**");
    expect(found("/")).toBe("/**");
    expect(trie.match("GET", "*")).toBeUndefined();
  });

  it("goes back when a text leads nowhere, and forgets what it captured there", () => {
    const trie = trieOf(["GET", "/a/{x}-{y}/c"], ["GET", "/a/{z}/d"], ["GET", "/{w}/b/e"]);
    expect(trie.match("GET", "/a/1-2/d")).toMatchObject({ captures: { z: "1-2" } });
    expect(trie.match("GET", "/a/b/e")).toMatchObject({ captures: { w: "a" } });
    expect(trie.match("GET", "/a/1-2/x")).toBeUndefined();
  });

  it("takes the exact method before any, and another route before none", () => {
    const trie = trieOf(["*", "/a/b"], ["POST", "/a/b"], ["PUT", "/a/{x}"], ["POST", "/a/b"]);
    expect(trie.match("POST", "/a/b")?.value).toBe(1);
    expect(trie.match("PUT", "/a/b")?.value).toBe(0);
    expect(trie.match("PUT", "/a/c")?.value).toBe(2);
    expect(trie.match("GET", "/a/c")).toBeUndefined();
  });

  it("keeps the names of each route, and lets the first of two alike answer", () => {
    const trie = trieOf(["GET", "/a/{x}"], ["POST", "/a/{y}"], ["GET", "/a/{z}"]);
    expect(trie.match("GET", "/a/1")).toEqual({
      value: 0,
      method: "GET",
      template: "/a/{x}",
      captures: { x: "1" },
    });
    expect(trie.match("POST", "/a/1")?.captures).toEqual({ y: "1" });
  });

  it("says which methods a path has", () => {
    const trie = trieOf(["POST", "/a/b"], ["GET", "/a/{x}"], ["PUT", "/a/**"], ["DELETE", "/b"]);
    expect(trie.methodsOf("/a/b")).toEqual(["GET", "POST", "PUT"]);
    expect(trie.methodsOf("/x")).toEqual([]);
    expect(trie.methodsOf("x")).toEqual([]);
  });

  it("says which routes are nearest", () => {
    const trie = trieOf(
      ["GET", "/users/{id}"],
      ["POST", "/orders/{id}"],
      ["GET", "/users/{id}/keys"],
      ["*", "/x"],
    );
    expect(trie.nearest("GET", "/user/7", 2).map(({ template }) => template)).toEqual([
      "/users/{id}",
      "/users/{id}/keys",
    ]);
    expect(trie.nearest("GET", "/orders/7")[0]).toMatchObject({ method: "POST", value: 1, distance: 0.2 });
    expect(trie.nearest("GET", "/x")[0]?.distance).toBe(0);
  });

  it("agrees with trying each template alone", () => {
    const segment = fc.constantFrom("a", "b", "ab", "{x}", "a{x}", "{x}b", "{x}-{y}");
    const route = fc.tuple(
      fc.constantFrom("GET", "POST", "*"),
      fc.tuple(fc.array(segment, { maxLength: 3 }), fc.constantFrom([], ["**"])),
    );
    const template = (parts: readonly string[]): string => `/${parts.join("/")}`;
    const path = fc
      .array(fc.constantFrom("a", "b", "ab", "aab", "a-b", "", "%61"), { maxLength: 4 })
      .map((parts) => `/${parts.join("/")}`);
    fc.assert(
      fc.property(fc.array(route, { maxLength: 8 }), path, (drawn, path) => {
        const routes = drawn.map(([method, [parts, rest]]): [string, string] => [
          method,
          template([...parts, ...rest]),
        ]);
        const trie = trieOf(...routes);
        const fitting = routes
          .map(([method, text], value) => ({ method, template: parseTemplate(text), value }))
          .filter(({ template }) => capturePath(template, path) !== undefined);
        const best = fitting
          .filter(({ method }) => method === "GET" || method === "*")
          .sort(
            (left, right) =>
              compareTemplates(left.template, right.template) ||
              Number(left.method === "*") - Number(right.method === "*") ||
              left.value - right.value,
          )[0];
        const found = trie.match("GET", path);
        expect(found?.value).toBe(best?.value);
        if (best !== undefined) expect(found?.captures).toEqual(capturePath(best.template, path));
        expect(trie.methodsOf(path)).toEqual([...new Set(fitting.map(({ method }) => method))].sort());
      }),
      { numRuns: 3_000 },
    );
  });
});
