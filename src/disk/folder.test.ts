import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Folder, limits, utf8 } from "../core/index.ts";
import { openFolder } from "./folder.ts";

const at = Date.UTC(2025, 0, 15, 10, 30);
let outer = "";
let root = "";

beforeEach(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), "folder-")));
  root = join(outer, "root");
  mkdirSync(join(outer, "away"));
  writeFileSync(join(outer, "away", "secret"), "outside");
  mkdirSync(root);
});

afterEach(() => {
  rmSync(outer, { recursive: true });
});

const text = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString();

describe.each([
  ["with what is open shown", "/proc/self/fd"],
  ["without", "/nowhere"],
])("a folder, %s", (_how, descriptors) => {
  let folder: Folder;
  const open = (path = root, make = true): Folder => openFolder(path, { make }, descriptors);
  const write = (name: string, content = "new"): Promise<void> =>
    folder.write(name, utf8(content), { mtimeMs: at });
  const read = async (name: string): Promise<string | undefined> => text(await folder.read(name, 1_000));
  const fails = async (promise: Promise<unknown>): Promise<string> => {
    const failed = await promise.then(
      () => undefined,
      (error: unknown) => error,
    );
    return failed instanceof Error ? failed.message : "it did not fail";
  };

  beforeEach(() => {
    folder = open();
  });

  test("what is written can be read, is private, and says when it was written", async () => {
    await write("a/b/c.txt");
    expect(await read("a/b/c.txt")).toBe("new");
    const stats = statSync(join(root, "a/b/c.txt"));
    expect([stats.mode & 0o777, stats.mtimeMs]).toEqual([0o600, at]);
    expect(statSync(join(root, "a/b")).mode & 0o777).toBe(0o700);
    const entry = { path: "a/b/c.txt", kind: "file", size: 3, mtimeMs: at };
    expect(await folder.stat("a/b/c.txt")).toEqual(entry);
    expect(readdirSync(join(root, "a/b"))).toEqual(["c.txt"]);
  });

  test("a file keeps its permissions unless others are given", async () => {
    writeFileSync(join(root, "run.sh"), "old");
    chmodSync(join(root, "run.sh"), 0o755);
    await write("run.sh");
    expect(statSync(join(root, "run.sh")).mode & 0o777).toBe(0o755);
    await folder.write("run.sh", utf8("x"), { mtimeMs: at, mode: 0o644 });
    expect(statSync(join(root, "run.sh")).mode & 0o777).toBe(0o644);
    await folder.append("log", utf8("x"), { mtimeMs: at, mode: 0o644 });
    await folder.append("own", utf8("x"), { mtimeMs: at });
    expect([statSync(join(root, "log")).mode & 0o777, statSync(join(root, "own")).mode & 0o777]).toEqual([
      0o644, 0o600,
    ]);
  });

  test("appending makes a file, adds to it, and moves its time", async () => {
    await folder.append("log", utf8("a"), { mtimeMs: at });
    await folder.append("log", utf8("b"), { mtimeMs: at + 1_000 });
    expect(await read("log")).toBe("ab");
    expect(statSync(join(root, "log")).mtimeMs).toBe(at + 1_000);
  });

  test.each([
    ["a.txt", "a.txt"],
    ["/a.txt", "a.txt"],
    ["../a.txt", "a.txt"],
    ["/../../a.txt", "a.txt"],
    ["x/../../../y/a.txt", "y/a.txt"],
    ["./x//a.txt", "x/a.txt"],
    ["/etc/passwd", "etc/passwd"],
    ["a b\\c", "a b\\c"],
  ])("%s is resolved inside it", async (name, place) => {
    await write(name);
    expect(readFileSync(join(root, place), "utf8")).toBe("new");
    expect(await read(name)).toBe("new");
    expect((await folder.stat(name))?.path).toBe(place);
  });

  test("a path that begins with the folder's own means the rest, however it was opened", async () => {
    symlinkSync(root, join(outer, "other-way"));
    folder = open(join(outer, "other-way"));
    expect(folder.root).toBe(root);
    await write(join(outer, "other-way", "a"));
    await write(join(root, "b"));
    await write(`${root}side`);
    await write(join(root, "../c"));
    const all = (await folder.list("/", 100)).filter(({ kind }) => kind === "file").map(({ path }) => path);
    expect(all).toEqual(["a", "b", join(outer, "c").slice(1), `${root}side`.slice(1)]);
    expect((await folder.stat(root))?.kind).toBe("folder");
  });

  describe("links that leave it", () => {
    const away = (): string => join(outer, "away");
    test.each([
      ["to a file", "secret", "link"],
      ["to a folder", ".", "link/secret"],
      ["to nothing", "not-there", "link"],
      ["to nothing in a folder that is there", "not/there", "link/x"],
    ])("%s are neither read nor written through", async (_what, target, name) => {
      for (const [link, place] of [
        [join(away(), target), "absolute"],
        [join("../../away", target), "relative"],
      ] as const) {
        mkdirSync(join(root, place));
        symlinkSync(link, join(root, place, "link"));
        const path = `${place}/${name}`;
        expect(await read(path)).toBeUndefined();
        expect(await folder.stat(path)).toBeUndefined();
        expect(await folder.list(path, 10)).toEqual([]);
        expect(await fails(write(path))).toMatch(/^E(ACCES|NOENT|NOTDIR): .*, open '/);
        expect(await fails(folder.append(path, utf8("x"), { mtimeMs: at }))).toMatch(/^E(ACCES|NOENT): /);
        expect(await fails(folder.makeFolder(`${path}/x`))).toMatch(/^E(ACCES|NOENT|NOTDIR): /);
      }
      expect(readdirSync(away())).toEqual(["secret"]);
      expect(readFileSync(join(away(), "secret"), "utf8")).toBe("outside");
    });

    test("are told in a list, and removed without what they lead to", async () => {
      symlinkSync(away(), join(root, "link"));
      expect((await folder.list("", 10)).map(({ path, kind }) => [path, kind])).toEqual([["link", "link"]]);
      await folder.remove("link/secret");
      await folder.remove("link");
      expect(readdirSync(root)).toEqual([]);
      expect(readdirSync(away())).toEqual(["secret"]);
    });

    test("are not followed out of a folder that is removed", async () => {
      mkdirSync(join(root, "a/b"), { recursive: true });
      symlinkSync(away(), join(root, "a/b/link"));
      await folder.remove("a");
      expect(readdirSync(root)).toEqual([]);
      expect(readdirSync(away())).toEqual(["secret"]);
    });

    test("through a folder beside it whose name only begins like it", async () => {
      mkdirSync(`${root}-beside`);
      symlinkSync(`${root}-beside`, join(root, "link"));
      expect(await fails(write("link/a"))).toBe(
        "EACCES: a symbolic link leads out of the folder, open 'link/a'",
      );
    });
  });

  test("links that stay inside are followed, and stay", async () => {
    await write("real/a", "old");
    symlinkSync("real", join(root, "folder"));
    symlinkSync(join(root, "real/a"), join(root, "file"));
    expect([await read("folder/a"), await read("file")]).toEqual(["old", "old"]);
    await write("file", "first");
    expect(await read("real/a")).toBe("first");
    await write("folder/b");
    expect(await read("real/b")).toBe("new");
    expect(lstatSync(join(root, "file")).isSymbolicLink()).toBe(true);
    expect(await folder.stat("file")).toMatchObject({ path: "file", kind: "file", size: 5 });
    expect((await folder.list("folder", 10)).map(({ path }) => path)).toEqual(["folder/a", "folder/b"]);
  });

  test("links that lead to each other are nothing", async () => {
    symlinkSync("b", join(root, "a"));
    symlinkSync("a", join(root, "b"));
    expect([await read("a"), await folder.stat("a")]).toEqual([undefined, undefined]);
    expect(await fails(write("a"))).toMatch(/^ELOOP: .*, open 'a'$/);
  });

  test("a FIFO, a device and a socket are told, never opened, never replaced", async () => {
    execFileSync("mkfifo", [join(root, "pipe")]);
    symlinkSync("/dev/zero", join(root, "zero"));
    expect([await read("pipe"), await read("zero")]).toEqual([undefined, undefined]);
    expect((await folder.stat("pipe"))?.kind).toBe("other");
    expect(await fails(write("pipe"))).toBe("EINVAL: invalid argument, open 'pipe'");
    expect(await fails(folder.append("pipe", utf8("x"), { mtimeMs: at }))).toBe(
      "EINVAL: invalid argument, open 'pipe'",
    );
    expect(lstatSync(join(root, "pipe")).isFIFO()).toBe(true);
  });

  test("a file with another name outside is replaced, never added to", async () => {
    linkSync(join(outer, "away/secret"), join(root, "shared"));
    expect(await fails(folder.append("shared", utf8("x"), { mtimeMs: at }))).toMatch(/^EMLINK: /);
    await write("shared");
    expect([await read("shared"), readFileSync(join(outer, "away/secret"), "utf8")]).toEqual([
      "new",
      "outside",
    ]);
    expect(statSync(join(outer, "away/secret")).mtimeMs).not.toBe(at);
  });

  test("names that no file can have are nothing, and can't be written", async () => {
    for (const [name, code] of [
      ["a\0b", "EINVAL"],
      ["x".repeat(256), "ENAMETOOLONG"],
      [`${"x/".repeat(limits.pathChars / 2)}y`, "ENAMETOOLONG"],
    ] as const) {
      const found = [await read(name), await folder.stat(name), await folder.list(name, 1)];
      expect(found).toEqual([undefined, undefined, []]);
      expect(await fails(write(name))).toMatch(new RegExp(`^${code}: `));
      expect(await fails(folder.makeFolder(name))).toMatch(new RegExp(`^${code}: `));
    }
    await write("x".repeat(255));
  });

  test("folders are not files, nor files folders", async () => {
    await write("a/b");
    const found = [await read("a"), await read("a/b/c"), await folder.stat("a/b/c")];
    expect(found).toEqual([undefined, undefined, undefined]);
    expect(await folder.list("a/b", 1)).toEqual([]);
    expect(await fails(write("a"))).toBe("EISDIR: illegal operation on a directory, open 'a'");
    expect(await fails(write("/"))).toBe("EISDIR: illegal operation on a directory, open '/'");
    expect(await fails(write("a/b/c"))).toBe("ENOTDIR: not a directory, open 'a/b/c'");
    expect(await fails(folder.makeFolder("a/b"))).toBe("EEXIST: file already exists, mkdir 'a/b'");
  });

  test("a file is read up to a limit", async () => {
    await write("a", "12345");
    expect(text(await folder.read("a", 5))).toBe("12345");
    expect(await fails(folder.read("a", 4))).toBe("EFBIG: file too large, more than 4 bytes, read 'a'");
  });

  test("folders are made, and listed with what is in them", async () => {
    await folder.makeFolder("b/c");
    await folder.makeFolder("b/c");
    await folder.makeFolder("/");
    await write("b/c/x");
    await write("b.txt");
    await write("a");
    const paths = async (name: string, max: number): Promise<string[]> =>
      (await folder.list(name, max)).map(({ path }) => path);
    expect(await paths("", 10)).toEqual(["a", "b", "b/c", "b/c/x", "b.txt"]);
    expect(await paths("b", 10)).toEqual(["b/c", "b/c/x"]);
    expect([(await paths("", 3)).length, (await paths("", 4)).length, await paths("", 0)]).toEqual([
      3,
      4,
      [],
    ]);
    expect(await paths("nothing", 10)).toEqual([]);
  });

  test("a list goes as deep as the limit", async () => {
    const deep = Array.from({ length: limits.folderDepth + 2 }, () => "d");
    await folder.makeFolder(deep.join("/"));
    expect((await folder.list("", 1_000)).length).toBe(limits.folderDepth);
    expect(await fails(folder.remove("d"))).toMatch(/^ENOTEMPTY: /);
    await folder.remove(deep.slice(0, 3).join("/"));
    await folder.remove("d");
    expect(readdirSync(root)).toEqual([]);
  });

  test("what is removed is gone; what is not there, and the folder itself, stay so", async () => {
    await write("a/b/c");
    await folder.remove("a/b/c");
    expect(existsSync(join(root, "a/b"))).toBe(true);
    await folder.remove("a");
    await folder.remove("a");
    await folder.remove("a/b/c");
    await folder.remove("x\0");
    expect(readdirSync(root)).toEqual([]);
    expect(await fails(folder.remove("/x/.."))).toBe("EBUSY: resource busy or locked, rm '/x/..'");
  });

  test("what fails leaves nothing half done", async () => {
    await write("a", "old");
    await expect(folder.write("a", utf8("new"), { mtimeMs: Number.NaN })).rejects.toThrow(/./);
    await expect(folder.write("b", undefined as never, { mtimeMs: at })).rejects.toThrow(/./);
    expect(readdirSync(root)).toEqual(["a"]);
    expect(await read("a")).toBe("old");
  });
});
