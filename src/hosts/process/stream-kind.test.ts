import { closeSync, openSync } from "node:fs";
import { expect, test } from "vitest";
import { streamKind } from "./stream-kind.ts";

test.each([
  [import.meta.filename, "file"],
  ["/dev/null", "null"],
  ["/", "other"],
] as const)("%s is %s", (path, kind) => {
  const descriptor = openSync(path, "r");
  expect(streamKind(descriptor)).toBe(kind);
  closeSync(descriptor);
});

test("what is not open is closed", () => {
  expect(streamKind(9_999)).toBe("closed");
});
