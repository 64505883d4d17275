import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { utf8 } from "../core/index.ts";
import { openSpillFile } from "./spill-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "spill-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("what was appended is read at once, before and after it reached the disk", async () => {
  const path = join(folder, "journal");
  const spill = openSpillFile(path);
  expect(existsSync(path)).toBe(false);
  const parts = Array.from({ length: 50 }, (_, index) => utf8(`${index}`.repeat(1_000)));
  const offsets = parts.map((part) => spill.append(part));
  const readAll = () =>
    offsets.map((offset, index) => spill.read(offset, (parts[index] as Uint8Array).length));
  expect(readAll()).toEqual(parts);
  const whole = Buffer.concat(parts);
  await vi.waitFor(() => expect(readFileSync(path).equals(whole)).toBe(true));
  expect(readAll()).toEqual(parts);
  spill.close();
});

test("the caller may use its memory again", async () => {
  const path = join(folder, "journal");
  const spill = openSpillFile(path);
  const memory = utf8("first");
  const first = spill.append(memory);
  memory.set(utf8("SECON"));
  spill.append(memory);
  expect(Buffer.from(spill.read(first, 5)).toString()).toBe("first");
  spill.close();
  await vi.waitFor(() => expect(readFileSync(path, "utf8")).toBe("firstSECON"));
});

test("a file that can't be made is a finding", () => {
  const path = join(folder, "taken");
  writeFileSync(path, "");
  const spill = openSpillFile(path);
  expect(() => spill.append(utf8("x"))).toThrow(expect.objectContaining({ code: "BKL5012" }));
  spill.close();
});
