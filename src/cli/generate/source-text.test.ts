import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeLossless, fromBase64 } from "../../core/index.ts";
import { commentText, contentSource, keySource, listSource, objectSource } from "./source-text.ts";

const marks = new Map([["/\0cwd\0", "cwd"]]);
const cwd = "/where it/r\u00fcns";

/** What source text stands for, where it is a constant of a module. */
async function valueOf(source: string): Promise<unknown> {
  const module = `const cwd = ${JSON.stringify(cwd)};\nexport const value = ${source};\n`;
  const url = `data:text/javascript;base64,${Buffer.from(module).toString("base64")}`;
  return ((await import(url)) as { readonly value: unknown }).value;
}

/** Text of a value as a generated test compares it. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return decodeLossless(fromBase64((value as { base64: string }).base64) as Uint8Array);
}

const special = fc.constantFrom(
  '"',
  "'",
  "`",
  "\\",
  "${cwd}",
  "\n",
  "\r\n",
  "\t",
  "\0",
  "\u0007",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\u00a0",
  "\udcff",
  "ü",
  "🎬",
  "*/",
  "//",
  "</script>",
  "/\0cwd\0",
  "__proto__",
);
const content = fc
  .array(fc.oneof(special, fc.string({ unit: "binary", maxLength: 8 })), { maxLength: 12 })
  .map((parts) => decodeLossless(Buffer.from(parts.join("").replaceAll("\udcff", "\u{10ffff}"))))
  .map((text) => text.replaceAll("\u{10ffff}", "\udcff"));

describe("the source of a program's bytes", () => {
  test.each([
    ["plain", '"plain"'],
    ["a\nb", String.raw`"a\nb"`],
    ["\u202e\u2028\u00a0", String.raw`"\u202e\u2028\u00a0"`],
    ["/\0cwd\0", "cwd"],
    ["in /\0cwd\0/a `${b}`", "`in ${cwd}/a \\`\\${b}\\``"],
    ["a\ud800b\udc00", String.raw`"a\ufffdb\ufffd"`],
    ["a\udcff", '{ base64: "Yf8=" }'],
    [
      "\udcff/\0cwd\0",
      '{ base64: Buffer.concat([Buffer.from("/w==", "base64"), Buffer.from(cwd)]).toString("base64") }',
    ],
    [`${"x".repeat(60)}\ny\n`, `\n    "${"x".repeat(60)}\\n" +\n    "y\\n"`],
  ])("of %j", (text, source) => {
    expect(contentSource({ text, marks })(2)).toBe(source);
  });

  test("stands for the same bytes, and shows nothing that is not seen", async () => {
    await fc.assert(
      fc.asyncProperty(content, async (text) => {
        const source = objectSource([["value", contentSource({ text, marks })]])(0);
        // eslint-disable-next-line no-control-regex
        expect(source).not.toMatch(/[\0-\t\v-\u001f\u007f-\u009f\u2028-\u202f\ufeff]|\p{Surrogate}/u);
        const { value } = (await valueOf(source)) as { readonly value: unknown };
        expect(textOf(value)).toBe(text.replaceAll("/\0cwd\0", cwd));
      }),
      { numRuns: 200 },
    );
  });
});

test("lists and objects are broken where they are long", () => {
  const long = (): string => `"${"x".repeat(60)}"`;
  expect(listSource([() => "1", () => "2"])(0)).toBe("[1, 2]");
  expect(listSource([])(0)).toBe("[]");
  expect(listSource([long, long])(2)).toBe(`[\n    ${long()},\n    ${long()},\n  ]`);
  expect(objectSource([["a-b", () => "1"]])(0)).toBe('{ "a-b": 1 }');
});

test("a property of any name is one", async () => {
  const names = ["a", "a-b", "__proto__", "constructor", 'q"', ""];
  const value = await valueOf(`{ ${names.map((name) => `${keySource(name)}: 1`).join(", ")} }`);
  expect(Object.keys(value as object)).toEqual(names);
});

test("a comment never ends before its line", () => {
  expect(commentText('a "b"\nc\r\u2028d\\n')).toBe(String.raw`a "b"\nc\r\u2028d\n`);
});
