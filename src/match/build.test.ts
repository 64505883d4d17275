import { expect, it } from "vitest";
import { match } from "./index.ts";

it("builds what a scenario file would say, as data that crosses threads", () => {
  const built = [
    match.equals({ contains: "x" }),
    match.contains("x"),
    match.startsWith("x"),
    match.endsWith("x"),
    match.glob("x*"),
    match.regex("^x", "i"),
    match.regex(/^x/s),
    match.any(),
    match.is("number"),
    match.oneOf("a", match.contains("b")),
    match.includes("x"),
    match.json({ a: match.any() }),
    match.not("x"),
  ];
  expect(structuredClone(built)).toEqual([
    { equals: { contains: "x" } },
    { contains: "x" },
    { startsWith: "x" },
    { endsWith: "x" },
    { glob: "x*" },
    { regex: { source: "^x", flags: "i" } },
    { regex: { source: "^x", flags: "s" } },
    { any: true },
    { is: "number" },
    { oneOf: ["a", { contains: "b" }] },
    { includes: "x" },
    { json: { a: { any: true } } },
    { not: "x" },
  ]);
});
