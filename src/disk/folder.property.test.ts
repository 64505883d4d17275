import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memoryFolders } from "../../tests/samples/folders.ts";
import { type Folder, utf8 } from "../core/index.ts";
import { openFolder } from "./folder.ts";

const mtimeMs = Date.UTC(2025, 0, 15);
let outer = "";
let root = "";

beforeEach(() => {
  outer = realpathSync(mkdtempSync(join(tmpdir(), "folder-")));
  root = join(outer, "root");
  mkdirSync(join(outer, "away/deep"), { recursive: true });
  writeFileSync(join(outer, "away/secret"), "outside");
});

afterEach(() => {
  rmSync(outer, { recursive: true });
});

function outside(): unknown[] {
  return readdirSync(outer, { recursive: true, encoding: "utf8" })
    .toSorted()
    .filter((name) => name !== "root" && !name.startsWith("root/"))
    .map((name) => {
      const stats = lstatSync(join(outer, name));
      return [name, stats.mode, stats.mtimeMs, stats.isFile() ? readFileSync(join(outer, name), "utf8") : ""];
    });
}

interface Step {
  readonly act: "read" | "write" | "append" | "makeFolder" | "stat" | "list" | "remove";
  readonly path: string;
}

/** What came of a step, in a form that can be compared; an error by its code. */
async function take(folder: Folder, { act, path }: Step): Promise<unknown> {
  const at = { mtimeMs };
  try {
    if (act === "write" || act === "append") return await folder[act](path, utf8(act), at);
    if (act === "read") {
      const bytes = await folder.read(path, 1_000);
      return bytes && Buffer.from(bytes).toString();
    }
    const known = ({ path: one, kind, size }: { path: string; kind: string; size: number }): unknown => [
      one,
      kind,
      kind === "file" ? size : 0,
    ];
    if (act === "list") return (await folder.list(path, 100)).map(known);
    if (act !== "stat") return await folder[act](path);
    const entry = await folder.stat(path);
    return entry && known(entry);
  } catch (error) {
    return /^[A-Z]+(?=: )/.exec((error as Error).message)?.[0] ?? error;
  }
}

const act = fc.constantFrom("read", "write", "append", "makeFolder", "stat", "list", "remove");

describe.each([
  ["with what is open shown", "/proc/self/fd"],
  ["without", "/nowhere"],
])("a folder, %s", (_how, descriptors) => {
  test("is left by nothing, whatever links stand in it", async () => {
    const name = fc.constantFrom(
      "a",
      "b",
      "file",
      "folder",
      "up",
      "new",
      "inner",
      "self",
      "..",
      ".",
      "",
      "\0",
    );
    const path = fc
      .tuple(fc.constantFrom("", "/", "OUTER/", "OUTER/root/"), fc.array(name, { maxLength: 4 }))
      .map(([start, names]) => `${start}${names.join("/")}`);
    const before = outside();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ act, path }), { maxLength: 12 }), async (steps) => {
        rmSync(root, { recursive: true, force: true });
        const folder = openFolder(root, { make: true }, descriptors);
        for (const [link, target] of [
          ["file", join(outer, "away/secret")],
          ["folder", join(outer, "away")],
          ["up", "../away"],
          ["new", join(outer, "away/new")],
          ["inner", "a"],
          ["self", "self"],
        ] as const)
          symlinkSync(target, join(root, link));
        for (const step of steps) {
          const outcome = await take(folder, { ...step, path: step.path.replace("OUTER", outer) });
          expect(outcome).not.toBe("outside");
          expect(outcome).not.toBeInstanceOf(Error);
        }
        expect(outside()).toEqual(before);
      }),
      { numRuns: 50 },
    );
  });

  test("behaves as the one in memory that tests use", async () => {
    const name = fc.constantFrom("a", "b", "c.txt", "..", ".", "");
    const path = fc
      .tuple(fc.constantFrom("", "/", "ROOT/"), fc.array(name, { maxLength: 4 }))
      .map(([start, names]) => `${start}${names.join("/")}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ act, path }), { maxLength: 15 }), async (steps) => {
        rmSync(root, { recursive: true, force: true });
        const real = openFolder(root, { make: true }, descriptors);
        const memory = await memoryFolders().open(root, { make: true });
        for (const step of steps) {
          const placed = { ...step, path: step.path.replace("ROOT", root) };
          expect([step, await take(memory, placed)]).toEqual([step, await take(real, placed)]);
        }
      }),
      { numRuns: 50 },
    );
  });
});

// Reason: only where the system shows what is open can a folder be held on to while a link takes its place.
test.skipIf(process.platform !== "linux")(
  "a link that takes a folder's place in between gains nothing",
  async () => {
    const folder = openFolder(root, { make: true });
    const swapped = join(root, "swapped");
    const before = outside();
    mkdirSync(swapped);
    // Bytes whose length is asked for while the file is written, when its folder was checked and opened.
    const bytes = utf8("x");
    Object.defineProperty(bytes, "length", {
      get: () => {
        if (lstatSync(swapped).isDirectory()) {
          renameSync(swapped, join(root, "moved"));
          symlinkSync(join(outer, "away"), swapped);
        }
        return 1;
      },
    });
    await folder.write("swapped/secret", bytes, { mtimeMs });
    expect(readlinkSync(swapped)).toBe(join(outer, "away"));
    expect(readFileSync(join(root, "moved/secret"), "utf8")).toBe("x");
    expect(outside()).toEqual(before);
  },
);
