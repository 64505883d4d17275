import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readLimited } from "./read-limited.ts";

test("a file is read up to the limit; why it is not is said by the name it was given", () => {
  const folder = mkdtempSync(join(tmpdir(), "limited-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "a");
  writeFileSync(file, "12345");
  expect(readLimited(file, 5, "a")).toMatchObject({ ok: true, bytes: Buffer.from("12345") });
  const wrong = [readLimited(file, 4, "a"), readLimited(folder, 4, "b"), readLimited(`${file}x`, 4, "c")];
  expect([...wrong, readLimited(`${file}/x`, 4, "d")]).toMatchObject([
    { reason: "over-limit", what: '"a" has 5 bytes, more than 4' },
    { reason: "no-file", what: '"b" is no file' },
    { reason: "missing", what: 'there is no file "c"' },
    { ok: false },
  ]);
});
