import { describe, expect, test } from "vitest";
import { utf8, type Place } from "../core/index.ts";
import {
  boolean,
  bytes,
  choose,
  code,
  contentFields,
  contentNames,
  contentOf,
  custom,
  decodeFile,
  decodeValue,
  integer,
  json,
  list,
  mapped,
  matcherValue,
  named,
  oneOrMany,
  optional,
  outputContent,
  required,
  string,
  table,
  textMatcher,
  when,
  type Shape,
  type ValueOptions,
} from "./index.ts";

/** What a shape gives for a value from test code, or the findings as lines. */
function read<Out>(shape: Shape<Out>, value: unknown, options: Partial<ValueOptions> = {}): unknown {
  const result = decodeValue(shape, value, { label: "mock()", ...options });
  return result.ok ? result.value : result.findings.map(({ name, what }) => `${name}: ${what}`);
}

const line: Place = { kind: "code", file: "a.test.ts", line: 7, column: 3 };

describe("a value from test code stands at the line that gave it", () => {
  const shape = mapped(table({ name: required(string(), "Its name.") }), ({ name }, { at }) => ({
    name,
    at,
  }));

  test("when it is good", () => {
    expect(read(shape, { name: "x" }, { at: line })).toEqual({ name: "x", at: line });
    expect(read(shape, { name: "x" })).toEqual({ name: "x", at: { kind: "input", input: "mock()" } });
  });

  test("and all that is wrong with it does too", () => {
    const { findings } = decodeValue(shape, { nmae: 5 }, { label: "mock()", at: line });
    expect(findings).toMatchObject([
      { name: "unknown-field", at: line, what: 'unknown field "nmae" in mock()', near: [{ what: "name" }] },
    ]);
    const unread = decodeValue(shape, undefined, { label: "mock()", at: line });
    expect(unread.findings).toMatchObject([{ name: "wrong-type", at: line }]);
  });

  test("what has no place of its own is given none: a list has a method of that name, and stays a list", () => {
    expect(read(string(), "x", { at: line })).toBe("x");
    expect(read(list(string()), ["x"], { at: line })).toEqual(["x"]);
    expect(read(mapped(string(), () => null) as Shape, "x", { at: line })).toBeNull();
  });
});

describe("what only test code can give", () => {
  test("bytes", () => {
    expect(read(bytes(), new Uint8Array([1, 2]))).toEqual(new Uint8Array([1, 2]));
    expect(read(bytes(), "AAE=")).toEqual(['wrong-type: mock() must be bytes, not the string "AAE="']);
  });

  test("a RegExp", () => {
    expect(read(matcherValue(), /v./i)).toEqual({ is: "regex", regex: { source: "v.", flags: "i" } });
    expect(read(matcherValue(), "v.")).toEqual(['wrong-type: mock() must be a RegExp, not the string "v."']);
    expect(read(textMatcher, { regex: expect.stringContaining("x") })).toEqual([
      "wrong-type: regex must be a RegExp, not another matcher",
    ]);
  });

  test("code, or a reference to what was kept before", () => {
    const handler = code("a function");
    const kept = { kind: "function", id: 3 } as const;
    expect(read(handler, () => 1, { allowCode: true, keep: () => kept })).toEqual(kept);
    expect(read(handler, kept, { allowCode: true })).toEqual(kept);
    const module = { kind: "module", url: "file:///a.js", export: "answer" };
    expect(read(handler, module, { allowCode: true })).toEqual(module);
    const wrong = ["wrong-type: mock() must be a function, not a table"];
    for (const value of [{}, { kind: "function", id: "3" }, { ...module, export: 3 }, { ...module, url: [] }])
      expect(read(handler, value, { allowCode: true })).toEqual(wrong);
    expect(read(handler, "run()", { allowCode: true })).toEqual([
      'wrong-type: mock() must be a function, not the string "run()"',
    ]);
  });

  test("but not where only data is accepted", () => {
    expect(read(code("a function"), { kind: "function", id: 3 })).toEqual([
      "code-in-data: mock() is a table, which can't be used here",
    ]);
    expect(read(code("a function"), () => 1)).toEqual([
      "code-in-data: mock() is a function, which can't be used here",
    ]);
  });

  test("is never JSON", () => {
    const shape = table({ body: required(json(), "A body.") });
    const body = { at: new Date(0), list: [1, new Uint8Array(1)], like: /x/, run: () => 1, fine: null };
    const result = decodeValue(shape, { body }, { label: "mock()" });
    expect(result.findings.map(({ what, fix }) => [what, fix])).toEqual([
      [
        "body.at must be a JSON value, not the date 1970-01-01T00:00:00.000Z",
        'Write it in quotes: "1970-01-01T00:00:00.000Z"',
      ],
      ["body.list[1] must be a JSON value, not bytes", "Write a value of the expected type."],
      ["body.like must be a JSON value, not a matcher", "Write a value of the expected type."],
      ["body.run must be a JSON value, not a function", "Write a value of the expected type."],
    ]);
  });
});

describe("the content of a reply", () => {
  const reply = mapped(
    table(contentFields, { rules: [{ rule: "at-most-one", of: contentNames }] }),
    (fields) => ({ content: contentOf(fields) }),
  );

  test("is JSON, text, bytes, a file or nothing", () => {
    const content = { type: "bytes", bytes: new Uint8Array([0, 1]) };
    expect(read(reply, { json: { a: 1 } })).toEqual({ content: { type: "json", value: { a: 1 } } });
    expect(read(reply, { text: "" })).toEqual({ content: { type: "text", text: "" } });
    expect(read(reply, { base64: "AAE=" })).toEqual({ content });
    expect(read(reply, { base64: new Uint8Array([0, 1]) })).toEqual({ content });
    expect(read(reply, {})).toEqual({ content: null });
  });

  test("is refused when it is not what it says", () => {
    expect(read(reply, { base64: "é" })).toEqual(["invalid-value: base64 is not base64"]);
    expect(read(reply, { json: "{" })).toEqual([
      "syntax-error: not valid JSON: the text ends inside an object",
    ]);
    expect(read(reply, { json: 1, text: "x" })).toEqual([
      "conflicting-fields: mock() has json and text, which exclude each other",
    ]);
  });

  test("of a command is a text, bytes or a table", () => {
    expect(read(outputContent, "x")).toEqual({ type: "text", text: "x" });
    expect(read(outputContent, new Uint8Array([1]))).toEqual({ type: "bytes", bytes: new Uint8Array([1]) });
    expect(read(outputContent, { json: [1] })).toEqual({ type: "json", value: [1] });
    const { findings } = decodeValue(outputContent, { text: "x" }, { label: "mock()" });
    expect(findings).toMatchObject([
      {
        name: "unknown-field",
        what: 'unknown field "text" in mock()',
        fix: "Write the text itself, as a string.",
      },
    ]);
  });
});

describe("the correction that was plainly meant is told", () => {
  const shape = table({
    port: optional(
      named("port", "A port.", () => integer(1, 65_535)),
      "The port.",
    ),
    ports: optional(oneOrMany(integer()), "Ports."),
    open: optional(boolean(), "Whether it is open."),
    sizes: optional(
      choose(
        when("boolean", boolean()),
        when(
          ["integer", "list"],
          named("sizes", "Sizes.", () => oneOrMany(integer())),
        ),
      ),
      "Sizes.",
    ),
    title: optional(
      mapped(string(), (text) => text),
      "Its title.",
    ),
  });
  test.each([
    [{ port: "8080" }, "Write port: 8080"],
    [{ ports: "8080" }, "Write ports: 8080"],
    [{ ports: ["8080"] }, "Write 8080"],
    [{ sizes: "5" }, "Write sizes: 5"],
    [{ sizes: "true" }, "Write sizes: true"],
    [{ open: "false" }, "Write open: false"],
    [{ title: 5 }, 'Write title: "5"'],
    [{ title: true }, 'Write title: "true"'],
    [{ port: "eighty" }, "Write an integer from 1 to 65535."],
    [{ open: null }, "Write true or false."],
  ])("%j", (value, fix) => {
    expect(decodeValue(shape, value, { label: "mock()" }).findings).toMatchObject([
      { name: "wrong-type", fix },
    ]);
  });
});

describe("a mapping is told about fields", () => {
  test("where they stand, whether they are written or not", () => {
    const shape = mapped(
      table({ a: optional(integer(), "A."), b: optional(integer(), "B.") }),
      (_, context) => ({
        places: ["a", "b"].map((name) => context.placeOfField(name)),
        paths: ["a", "b"].map((name) => context.ofField(name).path),
        nodes: ["a", "b"].map((name) => context.fieldNode(name)?.kind),
        outer: context.outer("a"),
      }),
    );
    expect(read(shape, { a: 1 })).toEqual({
      places: [
        { kind: "input", input: "mock(): a" },
        { kind: "input", input: "mock()" },
      ],
      paths: ["a", "mock()"],
      nodes: ["integer", undefined],
      outer: undefined,
    });
  });

  test("of the table round it, however many lists are between", () => {
    const inner = mapped(integer(), (value, context) => {
      const unit = context.outer("unit");
      return `${value}${unit?.kind === "string" ? unit.value : "?"}`;
    });
    const shape = table({ unit: optional(string(), "Unit."), sizes: optional(list(list(inner)), "Sizes.") });
    expect(read(shape, { unit: "cm", sizes: [[1], [2]] })).toEqual({ unit: "cm", sizes: [["1cm"], ["2cm"]] });
    expect(read(shape, { sizes: [[1]] })).toEqual({ unit: undefined, sizes: [["1?"]] });
  });

  test("a value that is no text or table is marked whole", () => {
    const shape = mapped(
      custom("anything", () => true),
      (_, context) =>
        context.report("invalid-value", {
          at: context.placeWithin(0, 1),
          what: context.fieldNode("a") ? "a" : "none",
        }),
    );
    const { findings } = decodeValue(list(shape), [5], { label: "mock()" });
    expect(findings).toMatchObject([{ at: { kind: "input", input: "mock(): [0]" }, what: "none" }]);
  });
});

test("a file that need not be there is null without a finding; one that can't be read is told of", () => {
  const shape = mapped(string(), (path, context) => context.optionalFile(path, 3));
  const named = (reply: ReturnType<NonNullable<ValueOptions["readFile"]>>): unknown =>
    read(shape, "a.json", { readFile: () => reply });
  expect(named({ ok: true, bytes: utf8("{}") })).toEqual({ path: "a.json", bytes: utf8("{}") });
  expect(named({ ok: false, reason: "not-found" })).toEqual({ path: "a.json", bytes: null });
  expect(named({ ok: true, bytes: utf8("{ }\n") })).toEqual([expect.stringMatching(/^over-limit: /)]);
  expect(named({ ok: false, reason: "not-a-file" })).toEqual(['file-not-found: "a.json" is not a file']);
  expect(read(shape, "../a.json")).toEqual([expect.stringMatching(/^bad-path: /)]);
});

describe("a file that is no scenario", () => {
  const shape = table({ name: required(string(), "Its name."), count: optional(integer(), "How many.") });

  test.each([
    ["a.toml", 'name = "x"\ncount = 2\n'],
    ["a.yaml", "name: x\ncount: 2\n"],
    ["a.json", '{ "name": "x", "count": 2 }'],
  ])("is read by its ending: %s", async (file, text) => {
    const result = await decodeFile(shape, file, utf8(text));
    expect(result.ok && result.value).toEqual({ name: "x", count: 2 });
  });

  test.each([
    ['name = 1\ncount = "x"\n', ["wrong-type 1", "wrong-type 2"]],
    ['count = 1\nnmae = "x"\n', ["unknown-field 2"]],
    ['count = 1\nname = "x\n', ["syntax-error 2"]],
  ])("tells all that is wrong with %j", async (text, told) => {
    const result = await decodeFile(shape, "a.toml", utf8(text));
    expect(result.ok).toBe(false);
    expect(
      result.findings.map(({ name, at }) => `${name} ${at?.kind === "file" ? at.line : "-"}`).sort(),
    ).toEqual([...told].sort());
  });
});
