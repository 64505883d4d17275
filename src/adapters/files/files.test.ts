import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { limits, utf8 } from "../../core/index.ts";
import { filesPort } from "./index.ts";

let outer = "";
let root = "";

beforeEach(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), "files-port-")));
  root = join(outer, "world");
  mkdirSync(root);
  writeFileSync(join(outer, "secret"), "outside");
});

afterEach(() => {
  rmSync(outer, { recursive: true });
});

test("what is written can be read, is private and goes again", async () => {
  const files = filesPort(root);
  const path = await files.write("repos/demo/README.md", utf8("# demo"));
  expect(path).toBe(join(root, "repos/demo/README.md"));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(root, "repos")).mode & 0o777).toBe(0o700);
  expect(Buffer.from(await files.read("repos/demo/README.md")).toString()).toBe("# demo");
  await files.write("repos/demo/README.md", utf8("new"));
  expect(readFileSync(path, "utf8")).toBe("new");
  await files.remove("repos");
  await expect(files.read("repos/demo/README.md")).rejects.toMatchObject({ code: "BKL1018" });
  await files.remove("repos");
});

test("a folder is made once and found again", async () => {
  const files = filesPort(root);
  const path = await files.folder("a/b");
  expect(await files.folder("a/b")).toBe(path);
  expect(statSync(path).isDirectory()).toBe(true);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test("a path is registered before anything of it exists, once for each top name", async () => {
  const seen: string[] = [];
  const files = filesPort(root, (path) => {
    expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
    seen.push(path);
  });
  await files.write("a/one", utf8("1"));
  await files.folder("a/two");
  await files.folder("b");
  expect(seen).toEqual([join(root, "a"), join(root, "b")]);
});

test.each([
  "",
  "..",
  "../secret",
  "a/../../secret",
  "/etc/passwd",
  "a//b",
  "./a",
  "a/.",
  "a\\b",
  "a\0b",
  "a/",
])("the name %j is refused by every method", async (name) => {
  const files = filesPort(root);
  const tries = [
    () => files.read(name),
    () => files.write(name, utf8("x")),
    () => files.folder(name),
    () => files.remove(name),
  ];
  for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: "BKL1017" });
  expect(readFileSync(join(outer, "secret"), "utf8")).toBe("outside");
});

test("a symbolic link that leads out is refused and not touched", async () => {
  const files = filesPort(root);
  symlinkSync(outer, join(root, "way-out"));
  symlinkSync(join(outer, "secret"), join(root, "link"));
  for (const name of ["way-out/secret", "way-out/new", "link"]) {
    await expect(files.read(name)).rejects.toMatchObject({ code: "BKL1017" });
    await expect(files.write(name, utf8("x"))).rejects.toMatchObject({ code: "BKL1017" });
  }
  expect(readFileSync(join(outer, "secret"), "utf8")).toBe("outside");
});

test("removing a folder removes links in it and leaves what they lead to", async () => {
  const files = filesPort(root);
  await files.folder("a");
  symlinkSync(outer, join(root, "a/way-out"));
  await files.remove("a");
  expect(readFileSync(join(outer, "secret"), "utf8")).toBe("outside");
});

test("a file that is too large is not read", async () => {
  const files = filesPort(root);
  const path = await files.write("big", utf8(""));
  truncateSync(path, limits.replyFileBytes + 1);
  await expect(files.read("big")).rejects.toMatchObject({
    message: expect.stringContaining("over-limit") as string,
  });
});
