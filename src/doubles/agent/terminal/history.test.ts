import { expect, test } from "vitest";
import { limits } from "../../../core/index.ts";
import { editorOf } from "./editor.ts";
import { historyOf, recall, remember } from "./history.ts";

test("goes back to the first prompt, and forth to what was being typed", () => {
  let history = remember(remember(historyOf(["one"]), "two"), "two");
  expect(history.prompts).toEqual(["one", "two"]);
  let editor = editorOf("draft");
  const seen: string[] = [];
  for (const direction of ["up", "up", "up", "down", "down", "down"] as const) {
    const found = recall(history, editor, direction);
    if (found === undefined) seen.push("-");
    else {
      ({ history, editor } = found);
      seen.push(editor.text);
    }
  }
  expect(seen).toEqual(["two", "one", "-", "two", "draft", "-"]);
});

test("limits.typedPrompts: the oldest is forgotten", () => {
  const full = historyOf(Array.from({ length: limits.typedPrompts }, (_, index) => String(index)));
  expect([full.prompts.length, full.prompts[0]]).toEqual([limits.typedPrompts, "0"]);
  const more = remember(full, "more");
  expect([more.prompts.length, more.prompts[0], more.at]).toEqual([
    limits.typedPrompts,
    "1",
    limits.typedPrompts,
  ]);
});
