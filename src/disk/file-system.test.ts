import { writeFileSync } from "node:fs";

import { expect, test } from "vitest";

import { BacklotError, finding } from "../core/index.ts";
import { whileWriting } from "./file-system.ts";

function failureOf(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

test("a bare failure of the disk is told as a finding that names the file", () => {
  const error = failureOf(() => writeFileSync("/nowhere/file", "x"));
  const told = whileWriting("/folder", error) as BacklotError;
  expect(told.findings).toMatchObject([{ name: "cannot-write" }]);
  expect(told.message).toContain("/nowhere/file");
  const withoutPath = Object.assign(new Error("EFBIG: file too large, write"), { code: "EFBIG" });
  expect((whileWriting("/folder", withoutPath) as BacklotError).message).toContain("/folder");
});

test("findings and faults of our own stay what they are", () => {
  const known = new BacklotError([finding("no-shell", { what: "x" })]);
  expect(whileWriting("/folder", known)).toBe(known);
  expect(whileWriting("/folder", new TypeError("x"))).toBeInstanceOf(TypeError);
});
