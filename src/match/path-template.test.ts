import { describe, expect, it } from "vitest";
import {
  capturePath,
  compareTemplates,
  decodeSegment,
  parseTemplate,
  templateDistance,
} from "./path-template.ts";

const capture = (template: string, path: string) => capturePath(parseTemplate(template), path);

describe("capturePath", () => {
  it.each<[string, string, Record<string, string> | undefined]>([
    ["/", "/", {}],
    ["/", "", undefined],
    ["/a", "/a", {}],
    ["/a", "/a/", undefined],
    ["/a/", "/a/", {}],
    ["/a", "/A", undefined],
    ["/a%20b", "/a b", {}],
    ["/users/{id}", "/users/7", { id: "7" }],
    ["/users/{id}", "/users/", undefined],
    ["/users/{id}", "/users/a%2Fb", { id: "a/b" }],
    ["/users/{id}", "/users/100%", { id: "100%" }],
    ["/users/{id}", "/users/%ff%41", { id: "\udcffA" }],
    ["/users/{id}", "/users/%zz%e4", { id: "%zz\udce4" }],
    ["/jobs/{id}:cancel", "/jobs/a:b:cancel", { id: "a:b" }],
    ["/jobs/{id}:cancel", "/jobs/:cancel", undefined],
    ["/jobs/{id}:cancel", "/jobs/7%3Acancel", { id: "7" }],
    ["/{file}.{ext}", "/a.tar.gz", { file: "a", ext: "tar.gz" }],
    ["/{file}.{ext}", "/.gz", undefined],
    ["/{file}.{ext}", "/a.", undefined],
    ["/{base}...{head}", "/main...dev", { base: "main", head: "dev" }],
    ["/v{major}.{minor}/x", "/v1.2/x", { major: "1", minor: "2" }],
    ["/{a}{b}", "/xyz", { a: "x", b: "yz" }],
    ["/{a}aa{b}", "/aaaa", { a: "a", b: "a" }],
    ["/**", "/", { "**": "" }],
    ["/**", "/a/b%20c", { "**": "a/b c" }],
    ["/a/**", "/a", { "**": "" }],
    ["/a/**", "/a/", { "**": "" }],
    ["/a/**", "/ab", undefined],
    ["/{a}/**", "/x/y/z", { a: "x", "**": "y/z" }],
    ["/a**", "/a**", {}],
    ["/{}", "/{}", {}],
    ["/{a", "/{a", {}],
    ["/{__proto__}", "/x", Object.fromEntries([["__proto__", "x"]])],
    ["*", "*", undefined],
  ])("%s takes %s: %j", (template, path, captures) => {
    expect(capture(template, path)).toEqual(captures);
  });
});

describe("decodeSegment", () => {
  it("keeps what is not a valid escape and loses no byte", () => {
    expect(decodeSegment("a%C3%A9%")).toBe("aé%");
    expect(decodeSegment("é%ff")).toBe("é\udcff");
  });
});

describe("templateDistance", () => {
  it("counts wrong, missing and additional segments", () => {
    const distance = (template: string, path: string): number =>
      templateDistance(parseTemplate(template), path);
    expect(distance("/users/{id}", "/users/7")).toBe(0);
    const graded = ["/user/7", "/users/7/x", "/invoices/7", "/invoices/7/x", "nonsense"].map((path) =>
      distance("/users/{id}", path),
    );
    expect(graded).toEqual(graded.toSorted((left, right) => left - right));
    expect(distance("/x/{id}:cancel", "/x/7:cancle")).toBeLessThan(distance("/x/{id}:cancel", "/x/7"));
    expect(distance("/a/**", "/b/c/d")).toBeGreaterThan(0);
    expect(distance("/{id}", "/")).toBeGreaterThan(0);
  });
});

describe("compareTemplates", () => {
  it("puts what says more of the path first", () => {
    const sorted = [
      "/a/b/c",
      "/a/b",
      "/a/b/**",
      "/a/long-{x}",
      "/a/x-{x}",
      "/a/y-{x}",
      "/a/{x}",
      "/a/**",
      "/{x}",
      "/**",
    ];
    const shuffled = sorted.toReversed().map(parseTemplate);
    expect(shuffled.sort(compareTemplates).map(({ template }) => template)).toEqual(sorted);
    expect(compareTemplates(parseTemplate("/{a}-x"), parseTemplate("/{b}-x"))).toBe(0);
  });
});
