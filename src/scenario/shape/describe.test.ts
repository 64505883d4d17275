import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8, type Json } from "../../core/index.ts";
import { newProblems } from "../problems.ts";
import { parseFile } from "../read/parse-file.ts";
import { readSource } from "../source.ts";
import * as build from "./build.ts";
import { newDecoder } from "./context.ts";
import { assignment, describeShape, orList, tomlValue } from "./describe.ts";
import { toJson } from "./json-value.ts";
import type { AnyShape } from "./shape.ts";

/** The value that a line `it = ...` of a file gives. */
async function written(file: string, text: string): Promise<Json | undefined> {
  const { tree, problems } = await parseFile(file, utf8(text));
  expect(problems.found).toEqual([]);
  const value = tree?.entries.find(({ key }) => key === "it")?.value;
  const decoder = newDecoder(newProblems(), { root: "it", allowCode: false, readFile: null });
  return value === undefined ? undefined : toJson(value, decoder);
}

describe("what a shape accepts is told in words", () => {
  const ports = build.integer(1, 65_535);
  const shapes: [string, AnyShape][] = [
    ["a string", build.string()],
    ["an integer", build.integer()],
    ["an integer, 1 or more", build.integer(1)],
    ["an integer from 1 to 65535", ports],
    ["true or false", build.boolean()],
    ['"a", 2 or true', build.literal("a", 2, true)],
    ["bytes", build.bytes()],
    ["a RegExp", build.matcherValue()],
    ["a function", build.code("a function")],
    ["a list", build.list(ports)],
    ["a string, or a list of them", build.oneOrMany(build.string())],
    ["a table", build.record(build.string())],
    ["true or false", build.mapped(build.boolean(), (value) => !value)],
    ["a string", build.named("title", "A title.", () => build.string())],
    [
      "an integer, a string or a list of them",
      build.choose(
        build.when("integer", build.integer()),
        build.when(
          ["string", "list"],
          build.mapped(build.oneOrMany(build.string()), (all) => all),
        ),
        build.when("bytes", build.bytes()),
      ),
    ],
  ];
  test.each(shapes)("%s", (words, shape) => {
    expect(describeShape(shape)).toBe(words);
  });

  test("each alternative once", () => {
    expect(orList([])).toBe("");
    expect(orList(["a table", "a table"])).toBe("a table");
    expect(orList(["a", "b", "a", "c"])).toBe("a, b or c");
  });
});

describe("a value in a fix can be copied into the file", () => {
  const place = (file: string) => {
    const source = readSource(file, utf8("x"));
    if (!source.ok) throw new Error("not readable");
    return { source: source.value, start: 0, end: 1 };
  };

  test("in the format of the file, and as TypeScript for test code", () => {
    const value = { "a b": ['say "x"', 'it\'s "x"', 1, {}] };
    expect(assignment(place("a.toml"), "it", value)).toBe(
      String.raw`it = { "a b" = ['say "x"', "it's \"x\"", 1, {}] }`,
    );
    const json = JSON.stringify(value);
    expect(assignment(place("a.yaml"), "it", value)).toBe(`it: ${json}`);
    expect(assignment(place("a.json"), "it", value)).toBe(`"it": ${json}`);
    expect(assignment({ input: "here" }, "it", value)).toBe(`it: ${json}`);
    expect(tomlValue(null)).toBe("'null'");
  });

  test("and reads back as the same value, whatever it is", async () => {
    // TOML has no null, and no way to write these keys that the reader accepts.
    const forbidden = new Set(["__proto__", "constructor", "prototype"]);
    const key = fc.string({ unit: "grapheme" }).filter((name) => !forbidden.has(name));
    const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^["'\\\u007f\n\ta-c]*$/));
    const leaf = fc.oneof(text, fc.integer(), fc.boolean());
    const { value: json } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        leaf,
        fc.array(tie("value")),
        fc.dictionary(key, tie("value"), { noNullPrototype: true }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        for (const file of ["a.toml", "a.yaml"]) {
          expect(await written(file, assignment(place(file), "it", value))).toEqual(value);
        }
        expect(await written("a.json", `{${assignment(place("a.json"), "it", value)}}`)).toEqual(value);
      }),
    );
  });
});
