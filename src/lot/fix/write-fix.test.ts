import { lstatSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { utf8 } from "../../core/index.ts";
import { writeFix } from "./write-fix.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "backlot-fix-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const change = (file: string) => ({ file, before: utf8("old"), after: utf8("new") });

test("a repaired file keeps its rights, and a link stays a link", () => {
  writeFileSync(join(root, "real.toml"), "old", { mode: 0o640 });
  symlinkSync("real.toml", join(root, "backlot.toml"));
  writeFix({ root, files: [change("backlot.toml")] });
  expect(readFileSync(join(root, "real.toml"), "utf8")).toBe("new");
  expect(statSync(join(root, "real.toml")).mode & 0o777).toBe(0o640);
  expect(lstatSync(join(root, "backlot.toml")).isSymbolicLink()).toBe(true);
});

test.each(["newer", "ol", "elder"])("a file that was changed meanwhile, to %j, is left alone", (now) => {
  writeFileSync(join(root, "backlot.toml"), now);
  expect(() => writeFix({ root, files: [change("backlot.toml")] })).toThrow(
    /was changed while its repairs were made/,
  );
  expect(readFileSync(join(root, "backlot.toml"), "utf8")).toBe(now);
});

test("a file outside the project is not written through a link", () => {
  const outside = mkdtempSync(join(tmpdir(), "backlot-fix-"));
  try {
    writeFileSync(join(outside, "theirs.toml"), "old");
    symlinkSync(join(outside, "theirs.toml"), join(root, "backlot.toml"));
    expect(() => writeFix({ root, files: [change("backlot.toml")] })).toThrow(/bad-path/);
    expect(readFileSync(join(outside, "theirs.toml"), "utf8")).toBe("old");
  } finally {
    rmSync(outside, { recursive: true });
  }
});
