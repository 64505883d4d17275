import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { assetsPort } from "./index.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assets-port-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("gives the bytes of a packed file, and looks for it only then", () => {
  let asked = 0;
  const assets = assetsPort(() => {
    asked += 1;
    return folder;
  });
  expect(asked).toBe(0);
  writeFileSync(join(folder, "github-schemas.br"), brotliCompressSync('{"a":"\u00e9"}'));
  expect(new TextDecoder().decode(assets.read("github-schemas"))).toBe('{"a":"\u00e9"}');
  expect(asked).toBe(1);
});

test("says which file an installation that is not whole lacks", () => {
  expect(() => assetsPort(() => folder).read("github-schemas")).toThrow(/ENOENT.*github-schemas\.br/);
});
