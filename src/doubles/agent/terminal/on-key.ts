import { edit, emptyEditor, insert, moveLine } from "./editor.ts";
import { recall } from "./history.ts";
import type { EditingKey, Key } from "./keys/key.ts";
import { leave, send } from "./lines-sent.ts";
import { nextMode } from "./modes.ts";
import { interrupt } from "./on-conversation.ts";
import { isInDialog, onDialogKey } from "./on-dialog-key.ts";
import { inOrder, only, type Step, type TerminalState } from "./state.ts";

/** What a key does. */
export function onKey(before: TerminalState, key: Key): Step {
  if (key.kind === "ctrl-c" || key.kind === "ctrl-d") return onEndingKey(before, key.kind);
  const state: TerminalState = before.armed === null ? before : { ...before, armed: null };
  if (key.kind === "redraw") return { state, effects: [{ kind: "redraw" }] };
  if (!isInDialog(state)) return onPromptKey(state, key);
  if (key.kind !== "text") return onDialogKey(state, key);
  return key.pasted ? only(state) : onDialogText(state, key.text);
}

/** Characters go to the dialog until one of them answers it; the others are for what comes after. */
function onDialogText(state: TerminalState, text: string): Step {
  const [first] = text;
  if (first === undefined) return only(state);
  const one: Key = { kind: "text", text: first, pasted: false };
  const rest: Key = { kind: "text", text: text.slice(first.length), pasted: false };
  return inOrder(state, [
    (at) => onDialogKey(at, one),
    (at) => (rest.text === "" ? only(at) : onKey(at, rest)),
  ]);
}

/** Ctrl-C and Ctrl-D: once they clear, delete or stop; twice in a row they end the program. */
function onEndingKey(state: TerminalState, key: "ctrl-c" | "ctrl-d"): Step {
  const name = key === "ctrl-c" ? "Ctrl-C" : "Ctrl-D";
  if (state.armed === name) return { state, effects: leave(state, 0) };
  const armed: TerminalState = { ...state, armed: name, showsKeys: false };
  if (state.phase === "trust") return only(armed);
  if (name === "Ctrl-C") return state.isBusy ? interrupt(armed) : only({ ...armed, editor: emptyEditor });
  if (state.editor.text === "" || isInDialog(state)) return only(armed);
  return only({ ...state, armed: null, editor: edit(state.editor, "delete") });
}

function onPromptKey(state: TerminalState, key: Key): Step {
  const { editor } = state;
  if (key.kind === "text") return onText(state, key);
  if (key.kind === "up" || key.kind === "down") return onArrow(state, key.kind);
  const act = promptKeys[key.kind];
  return act === undefined ? only({ ...state, editor: edit(editor, key.kind as EditingKey) }) : act(state);
}

/** Keys that do more than change the line. */
const promptKeys: Readonly<Partial<Record<Key["kind"], (state: TerminalState) => Step>>> = {
  enter: (state) => {
    const { editor } = state;
    return editor.text[editor.cursor - 1] === "\\"
      ? only({ ...state, editor: insert(edit(editor, "backspace"), "\n") })
      : send({ ...state, showsKeys: false });
  },
  newline: (state) => only({ ...state, editor: insert(state.editor, "\n") }),
  escape: (state) => (state.isBusy ? interrupt(state) : only({ ...state, showsKeys: false })),
  "shift-tab": (state) => {
    const { session, mode } = state;
    return only({ ...state, mode: nextMode(mode, session.permissionMode, session.profile) });
  },
};

/** Goes to the line above or below; where there is none, to the prompt before or after. */
function onArrow(state: TerminalState, direction: "up" | "down"): Step {
  const moved = moveLine(state.editor, direction);
  if (moved !== undefined) return only({ ...state, editor: moved });
  return only({ ...state, ...recall(state.history, state.editor, direction) });
}

/** Characters are typed. A question mark where nothing else stands shows the keys, or hides them again. */
function onText(state: TerminalState, { text, pasted }: Extract<Key, { kind: "text" }>): Step {
  const isEmpty = state.editor.text === "";
  const rest = isEmpty && !pasted ? text.replace(/^\?+/, "") : text;
  const toggled = (text.length - rest.length) % 2 === 1 ? !state.showsKeys : state.showsKeys;
  return only({ ...state, showsKeys: rest === "" && toggled, editor: insert(state.editor, rest) });
}
