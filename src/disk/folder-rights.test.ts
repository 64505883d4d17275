import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { utf8 } from "../core/index.ts";
import { openFolder } from "./folder.ts";

const written = { mtimeMs: Date.UTC(2025, 0, 15) };
const nobody = 65_534;
let root = "";

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "folder-")));
  mkdirSync(join(root, "closed"));
  writeFileSync(join(root, "closed/a"), "kept");
  writeFileSync(join(root, "secret"), "x");
  if (process.getuid?.() === 0)
    for (const one of ["", "closed", "closed/a", "secret"]) chownSync(join(root, one), nobody, nobody);
  chmodSync(join(root, "secret"), 0o000);
});

afterEach(() => {
  chmodSync(join(root, "closed"), 0o700);
  rmSync(root, { recursive: true });
});

/** Rights hold for everybody but root. */
async function withoutPrivileges<Out>(use: () => Promise<Out>): Promise<Out> {
  if (process.getuid?.() !== 0) return use();
  process.seteuid?.(nobody);
  try {
    return await use();
  } finally {
    process.seteuid?.(0);
  }
}

// Reason: Windows has other rights.
test.skipIf(process.platform === "win32")("a folder that can't be written stays as it was", async () => {
  chmodSync(join(root, "closed"), 0o500);
  await withoutPrivileges(async () => {
    const folder = openFolder(root, { make: true });
    const refused = /^EACCES: permission denied, (open|rm) 'closed/;
    await expect(folder.write("closed/a", utf8("new"), written)).rejects.toThrow(refused);
    await expect(folder.write("closed/b/c", utf8("new"), written)).rejects.toThrow(refused);
    await expect(folder.append("closed/b", utf8("new"), written)).rejects.toThrow(refused);
    await expect(folder.makeFolder("closed/b")).rejects.toThrow(refused);
    await expect(folder.remove("closed/a")).rejects.toThrow(refused);
    expect(() => openFolder(join(root, "closed/x"), { make: true })).toThrow(/^EACCES: /);
    expect(await folder.read("closed/a", 9)).toEqual(utf8("kept"));
  });
  expect([readdirSync(join(root, "closed")), readFileSync(join(root, "closed/a"), "utf8")]).toEqual([
    ["a"],
    "kept",
  ]);
});

// Reason: as above.
test.skipIf(process.platform === "win32")(
  "what can't be read is an error, and passed over in a list",
  async () => {
    chmodSync(join(root, "closed"), 0o000);
    await withoutPrivileges(async () => {
      const folder = openFolder(root, { make: true });
      await expect(folder.read("secret", 9)).rejects.toThrow("EACCES: permission denied, open 'secret'");
      await expect(folder.read("closed/a", 9)).rejects.toThrow("EACCES: permission denied, open 'closed/a'");
      await expect(folder.stat("closed/a")).rejects.toThrow("EACCES: permission denied, open 'closed/a'");
      await expect(folder.list("closed", 9)).rejects.toThrow("EACCES: permission denied, open 'closed'");
      expect((await folder.list("", 9)).map(({ path }) => path)).toEqual(["closed", "secret"]);
    });
  },
);
