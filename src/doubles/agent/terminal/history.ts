import { limits } from "../../../core/index.ts";
import { editorOf, type Editor } from "./editor.ts";

/** Prompts that arrow keys bring back, oldest first. */
export interface History {
  readonly prompts: readonly string[];
  /** Which of them is shown; `prompts.length`: none, but what is being typed. */
  readonly at: number;
  /** What was being typed before the first was brought back. */
  readonly draft: string;
}

/** A history that stands behind its last prompt. */
export function historyOf(prompts: readonly string[]): History {
  const kept = prompts.slice(-limits.typedPrompts);
  return { prompts: kept, at: kept.length, draft: "" };
}

/** Adds a prompt; the same twice in a row is kept once. */
export function remember({ prompts }: History, prompt: string): History {
  return historyOf(prompts.at(-1) === prompt ? prompts : [...prompts, prompt]);
}

/** One prompt back or forth; undefined: there is none. */
export function recall(
  history: History,
  editor: Editor,
  direction: "up" | "down",
): { readonly history: History; readonly editor: Editor } | undefined {
  const { prompts } = history;
  const at = history.at + (direction === "up" ? -1 : 1);
  if (at < 0 || at > prompts.length) return undefined;
  const draft = history.at === prompts.length ? editor.text : history.draft;
  return { history: { prompts, at, draft }, editor: editorOf(prompts[at] ?? draft) };
}
