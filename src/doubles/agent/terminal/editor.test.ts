import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { edit, editorOf, emptyEditor, insert, moveLine, type Editor } from "./editor.ts";
import type { EditingKey } from "./keys/key.ts";

/** A text in which "|" is the cursor. */
const at = (text: string): Editor => ({ text: text.replace("|", ""), cursor: text.indexOf("|") });
const show = ({ text, cursor }: Editor): string => `${text.slice(0, cursor)}|${text.slice(cursor)}`;

test.each<[string, EditingKey, string]>([
  ["ab|c", "left", "a|bc"],
  ["|abc", "left", "|abc"],
  ["ab|c", "right", "abc|"],
  ["abc|", "right", "abc|"],
  ["one two|", "word-left", "one |two"],
  ["one \n|two", "word-left", "|one \ntwo"],
  ["|one two", "word-right", "one| two"],
  ["one| two", "word-right", "one two|"],
  ["a\nbc|d", "home", "a\n|bcd"],
  ["a|\nb", "home", "|a\nb"],
  ["a|b\nc", "end", "ab|\nc"],
  ["a\nb|c", "end", "a\nbc|"],
  ["ab|c", "backspace", "a|c"],
  ["|abc", "backspace", "|abc"],
  ["a|bc", "delete", "a|c"],
  ["abc|", "delete", "abc|"],
  ["one two|!", "erase-word", "one |!"],
  ["a\nbc|d", "erase-to-start", "a\n|d"],
  ["a|bc\nd", "erase-to-end", "a|\nd"],
  // Characters of several units, and those that stand on others, are one.
  ["👩|", "left", "|👩"],
  ["|👩x", "delete", "|x"],
  ["e\u0301|", "backspace", "|"],
  ["|e\u0301x", "right", "e\u0301|x"],
  ["\uDC00|", "left", "|\uDC00"],
])("%j and %s: %j", (before, key, after) => {
  expect(show(edit(at(before), key))).toBe(after);
});

describe("a line up or down", () => {
  test.each<[string, "up" | "down", string | undefined]>([
    ["abc\nd|", "up", "a|bc\nd"],
    ["a\nbcd|", "up", "a|\nbcd"],
    ["a|b", "up", undefined],
    ["ab|c\nd", "down", "abc\nd|"],
    ["a|\nb\nc", "down", "a\nb|\nc"],
    ["abc\nd|", "down", undefined],
    ["👩\na|", "up", "|👩\na"],
    ["|\n\n", "down", "\n|\n"],
  ])("%j, %s: %j", (before, direction, after) => {
    const moved = moveLine(at(before), direction);
    expect(moved === undefined ? undefined : show(moved)).toBe(after);
  });
});

test("text goes where the cursor is", () => {
  expect(show(insert(at("a|d"), "bc"))).toBe("abc|d");
  expect(show(editorOf("abc"))).toBe("abc|");
});

test("limits.typedPromptChars: what is more than that is dropped", () => {
  const full = insert(emptyEditor, "a".repeat(limits.typedPromptChars));
  expect(full.text).toHaveLength(limits.typedPromptChars);
  expect(insert(full, "b")).toEqual(full);
  expect(insert({ text: full.text.slice(1), cursor: 0 }, "bc").text.slice(0, 2)).toBe("ba");
});

test("whatever the keys, the cursor stands between characters", () => {
  const keys = fc.constantFrom<EditingKey>(
    ...(["left", "right", "word-left", "word-right", "home", "end", "backspace", "delete"] as const),
    ...(["erase-word", "erase-to-start", "erase-to-end"] as const),
  );
  const step = fc.oneof(
    keys,
    fc.constantFrom("up", "down"),
    fc.record({ text: fc.string({ unit: "grapheme" }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let editor = emptyEditor;
      for (const one of steps) {
        if (typeof one === "object") editor = insert(editor, one.text);
        else if (one === "up" || one === "down") editor = moveLine(editor, one) ?? editor;
        else editor = edit(editor, one);
        expect(editor.cursor).toBeGreaterThanOrEqual(0);
        expect(editor.cursor).toBeLessThanOrEqual(editor.text.length);
        expect(editor.text.slice(editor.cursor)).not.toMatch(/^[\uDC00-\uDFFF]/);
      }
    }),
  );
});
