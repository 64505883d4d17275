import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "../../../core/index.ts";
import { readHistory } from "./history.ts";

const nothing = { prompts: [], lines: 0, skipped: 0, ended: true, lastUuid: null, title: undefined };

/** A line that a user typed. */
const typed = (content: unknown, more: object = {}): object => ({
  type: "user",
  uuid: "u",
  message: { role: "user", content },
  ...more,
});

function historyOf(...lines: readonly object[]): ReturnType<typeof readHistory> {
  return readHistory(utf8(lines.map((line) => `${JSON.stringify(line)}\n`).join("")));
}

test("an empty file has nothing", () => {
  expect(readHistory(new Uint8Array())).toEqual(nothing);
});

test("a conversation is what the user typed and where it ended", () => {
  const history = historyOf(
    { type: "queue-operation", operation: "dequeue" },
    typed("first", { uuid: "1" }),
    { type: "assistant", uuid: "2", message: { role: "assistant", content: [{ type: "text", text: "Hi" }] } },
    { type: "summary", summary: "Greetings", leafUuid: "2" },
    { type: "unheard-of", uuid: "3" },
    typed([{ type: "text", text: "second" }, { type: "image" }, { type: "text", text: "third" }]),
    { type: "custom-title", customTitle: "Mine" },
    { type: "last-prompt", leafUuid: "9" },
  );
  expect(history).toEqual({
    ...nothing,
    prompts: ["first", "second\nthird"],
    lines: 8,
    lastUuid: "u",
    title: "Mine",
  });
});

test.each([
  ["a tool's result", typed([{ type: "tool_result", content: "x" }])],
  ["text beside a tool's result", typed([{ type: "text", text: "x" }, { type: "tool_result" }])],
  ["a tool's result told as text", typed("x", { toolUseResult: "y" })],
  ["a note of the CLI's own", typed("x", { isMeta: true })],
  ["a subagent's prompt", typed("x", { isSidechain: true })],
  ["the summary of a compaction", typed("x", { isCompactSummary: true })],
  ["a line without an id", typed("x", { uuid: 1 })],
  ["a picture", typed([{ type: "image" }])],
  ["an answer", typed("x", { type: "assistant" })],
  ["a message that is none", { type: "user", uuid: "u", message: "x" }],
  ["no message", { type: "user", uuid: "u" }],
  ["content that is none", typed(7)],
])("%s is no prompt", (_name, line) => {
  expect(historyOf(line)).toMatchObject({ prompts: [], lines: 1, skipped: 0 });
});

test("a text block without text is as one that says nothing", () => {
  expect(historyOf(typed([{ type: "text" }, "x", null])).prompts).toEqual([""]);
});

test("titles that are none are no titles", () => {
  expect(historyOf({ type: "summary", summary: 1 }, { type: "custom-title" }).title).toBeUndefined();
});

const hello = JSON.stringify(typed("hello"));

test.each([
  ["carriage returns", `${hello}\r\n${hello}\r\n`, { prompts: ["hello", "hello"], lines: 2 }],
  ["a byte order mark", `\uFEFF${hello}\n`, { prompts: ["hello"], lines: 1 }],
  ["blank lines", `\n \n${hello}\n\t\n\n`, { prompts: ["hello"], lines: 1 }],
  ["no end", hello, { prompts: ["hello"], lines: 1, ended: false }],
  [
    "a cut line",
    `${hello}\n${hello.slice(0, -1)}`,
    { prompts: ["hello"], lines: 2, skipped: 1, ended: false },
  ],
  ["no objects", `[]\n1\n"x"\nnull\n`, { prompts: [], lines: 4, skipped: 4, lastUuid: null }],
  ["zeros", `${"\0".repeat(9)}\n${hello}\n`, { prompts: ["hello"], lines: 2, skipped: 1 }],
  ["a key that means more", `{"__proto__":{"type":"user"}}\n`, { prompts: [], lines: 1, lastUuid: null }],
])("a file with %s", (_name, text, expected) => {
  expect(readHistory(utf8(text))).toEqual({ ...nothing, lastUuid: "u", ...expected });
});

test("bytes that are no UTF-8 are kept as they are", () => {
  const bytes = utf8(JSON.stringify(typed("a?")));
  bytes[bytes.indexOf(0x3f)] = 0xff;
  expect(readHistory(bytes).prompts).toEqual(["a\udcff"]);
});

/** Any text, halves of pairs among it. */
const anyText = fc
  .array(fc.nat({ max: 0xffff }), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));

test("prompts come back as they were typed, whatever stands between them", () => {
  const noise = fc.oneof(
    anyText.filter((text) => !text.includes('"uuid"')),
    fc.jsonValue().map((value) => JSON.stringify({ value })),
  );
  const prompts = fc.array(fc.tuple(anyText, noise));
  fc.assert(
    fc.property(prompts, (pairs) => {
      const text = pairs
        .map(([prompt, between]) => `${between}\n${JSON.stringify(typed(prompt))}\n`)
        .join("");
      expect(readHistory(utf8(text)).prompts).toEqual(pairs.map(([prompt]) => prompt));
    }),
    { numRuns: 50 },
  );
});
