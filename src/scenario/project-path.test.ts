import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../core/index.ts";
import { contentFields, decodeValue, projectPath, type FileRead } from "./index.ts";

const file = contentFields.file.shape;

function read(path: string, result: FileRead): string | Uint8Array {
  const decoded = decodeValue(file, path, { label: "file", readFile: () => result });
  if (!decoded.ok) return decoded.findings.map((one) => `${one.name}: ${one.what}`).join("; ");
  return decoded.value.type === "file" ? decoded.value.bytes : "another content";
}

describe("a path that a file names", () => {
  const from = (path: string, name: string): string => {
    const source = { file: name, bytes: new Uint8Array(), text: "", lines: [0], offsets: null };
    const where = { source: { ...source, continued: null, lineTexts: new Map() }, start: 0, end: 0 };
    const result = projectPath(path, where);
    return result.ok ? result.path : result.problem.what;
  };

  test.each([
    ["x.json", "backlot.toml", "x.json"],
    ["x.json", "a/b.toml", "a/x.json"],
    ["./c/../x.json", "a/b.toml", "a/x.json"],
    ["../x.json", "a/b.toml", "x.json"],
    ["../../x.json", "a/b.toml", '"../../x.json" leaves the project'],
    ["../../a/x.json", "a/b.toml", '"../../a/x.json" leaves the project'],
    ["/etc/passwd", "b.toml", '"/etc/passwd" is not relative'],
    ["~/x", "b.toml", '"~/x" is not relative'],
    ["C:/x", "b.toml", '"C:/x" has a colon, which means a drive or a stream on Windows'],
    ["a/../c:/x", "b.toml", '"a/../c:/x" has a colon, which means a drive or a stream on Windows'],
    ["https://a.b/x", "b.toml", '"https://a.b/x" is a URL, not a file'],
    [String.raw`a\x`, "b.toml", String.raw`"a\\x" has backslashes`],
    ["", "b.toml", "the path is empty"],
    ["a/..", "b.toml", '"a/.." is a folder'],
    ["a\0b", "b.toml", "a path can't hold a NUL character"],
    ["%2e%2e/x", "b.toml", "%2e%2e/x"],
  ])("%j in %s", (path, name, expected) => {
    expect(from(path, name)).toBe(expected);
  });

  test("never leads out of the project", () => {
    const part = fc.constantFrom("..", ".", "a", "b", "/", "//", "\\", "~", "c:");
    fc.assert(
      fc.property(fc.array(part), fc.array(fc.constantFrom("a", "b")), (parts, folders) => {
        const where = { input: "x" };
        const result = projectPath([...folders, ...parts].join("/"), where);
        if (!result.ok) return;
        expect(result.path).not.toMatch(/^\/|(^|\/)\.\.?(\/|$)|\\|^[a-z]:/i);
      }),
    );
  });
});

describe("a file that a reply names", () => {
  test("is read with the limit, and checked against it", () => {
    const bytes = new Uint8Array([1, 2]);
    expect(read("x", { ok: true, bytes })).toBe(bytes);
    const long = (length: number): FileRead => ({ ok: true, bytes: new Uint8Array(length) });
    expect(read("x", long(limits.replyFileBytes))).toHaveLength(limits.replyFileBytes);
    expect(read("x", long(limits.replyFileBytes + 1))).toBe('over-limit: "x" has more than 67108864 bytes');
  });

  test.each([
    ["not-found", 'file-not-found: there is no file "x"'],
    ["not-a-file", 'file-not-found: "x" is not a file'],
    ["outside", 'bad-path: "x" leads out of the project through a link'],
    ["too-large", 'over-limit: "x" has more than 67108864 bytes'],
    ["unreadable", 'file-not-found: "x" can\'t be read (EACCES)'],
  ] as const)("%s", (reason, expected) => {
    expect(read("x", { ok: false, reason, message: "EACCES" })).toBe(expected);
  });

  test("is only checked for its path when nothing is read", () => {
    expect(decodeValue(file, "a/x", { label: "file" })).toMatchObject({
      ok: true,
      value: { type: "file", path: "a/x", bytes: new Uint8Array() },
    });
    expect(decodeValue(file, "../x", { label: "file" }).findings[0]?.what).toBe(
      'file: "../x" leaves the project',
    );
  });
});
