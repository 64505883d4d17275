import { describe, expect, test } from "vitest";
import { contractOf, document } from "./testing-convo.ts";

const answers = { responses: { 200: { description: "" } } };
const at = (...servers: readonly object[]) =>
  contractOf(
    document({
      servers: [...servers],
      paths: { "/": { get: answers }, "/a": { get: answers }, "/items": { get: answers } },
    }),
    "api.json",
  );

describe("the paths of a document's servers", () => {
  test.each<[server: object, bases: readonly string[]]>([
    [{ url: "https://a.test/v1/" }, ["/v1"]],
    [{ url: "/v1?x=1" }, ["/v1"]],
    [{ url: "https://a.test" }, []],
    [{ url: "v1" }, []],
    [{ url: "/{base}/v1" }, ["/{base}/v1"]],
    [{ url: "/{base}/v1", variables: { other: { default: "a" } } }, ["/{base}/v1"]],
    [
      { url: "https://{host}/{base}", variables: { host: { default: "a.test" }, base: { default: "v2" } } },
      ["/v2"],
    ],
  ])("%j", (server, bases) => {
    expect(at(server).basePaths).toEqual(bases);
  });

  test("are told once, the longest first", () => {
    expect(at({ url: "/a" }, { url: "https://a.test/a" }, { url: "/a/b" }).basePaths).toEqual(["/a/b", "/a"]);
  });
});

describe("a request means an operation", () => {
  const contract = at({ url: "/v1" });

  test("with a server's path and without, and the root with the path alone", () => {
    for (const path of ["/a", "/v1/a"])
      expect(contract.find("GET", path)).toMatchObject({ kind: "operation" });
    expect(contract.find("GET", "/v1")).toMatchObject({ kind: "operation", operation: { template: "/" } });
  });

  test("or a method that its path lacks, or nothing, with what is near", () => {
    expect(contract.find("PUT", "/v1/a")).toMatchObject({
      kind: "method-absent",
      template: "/a",
      methods: ["GET"],
    });
    const found = contract.find("GET", "/v1/item");
    expect(found.kind).toBe("path-absent");
    if (found.kind === "path-absent")
      expect(found.nearest.map(({ template }) => template)).toContain("/items");
  });
});
