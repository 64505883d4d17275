import type { Item } from "./item.ts";
import { headerOf, take } from "./lines-sent.ts";
import { inOrder, only, type Effect, type Step, type TerminalState } from "./state.ts";

/** Earlier prompts that are shown when a session is resumed. */
const earlierShown = 20;

/** The screen appears: whoever has not trusted the folder is asked first. */
export function start(state: TerminalState): Step {
  return state.session.trusted ? begin(state) : only({ ...state, phase: "trust" });
}

/** The conversation begins, with what was said in it before. */
export function begin(before: TerminalState): Step {
  const state: TerminalState = { ...before, phase: "talking", selected: 0 };
  const { firstPrompt } = state.session;
  const shown = [headerOf(state), ...earlier(state.session.earlierPrompts)];
  return inOrder(state, [
    (at) => ({ state: at, effects: shown.map((item): Effect => ({ kind: "print", item })) }),
    (at) =>
      firstPrompt === undefined || firstPrompt.trim() === "" ? only(at) : take(at, firstPrompt.trim()),
  ]);
}

function earlier(prompts: readonly string[]): Item[] {
  if (prompts.length === 0) return [];
  const hidden = prompts.length - earlierShown;
  const count = prompts.length === 1 ? "1 earlier prompt" : `${prompts.length} earlier prompts`;
  return [
    { kind: "plain", text: hidden > 0 ? `${count}; the last ${earlierShown}:` : `${count}:` },
    ...prompts.slice(-earlierShown).map((text): Item => ({ kind: "prompt", text })),
  ];
}
