import { limits } from "../../../core/index.ts";
import { emptyEditor } from "./editor.ts";
import { remember } from "./history.ts";
import type { Item } from "./item.ts";
import { helpText, readSlashCommand } from "./slash-commands.ts";
import { inOrder, only, type Effect, type Step, type TerminalState } from "./state.ts";

const print = (item: Item): Effect => ({ kind: "print", item });

/** What is typed is sent: it is answered at once, or waits until what is answered now is over. */
export function send(state: TerminalState): Step {
  const line = state.editor.text.trim();
  if (line === "") return only(state);
  const sent = { ...state, editor: emptyEditor, history: remember(state.history, line) };
  if (!state.isBusy) return take(sent, line);
  // Whoever sends more than this gets the line back instead of losing it.
  if (state.waiting.length >= limits.typedPrompts) return only(state);
  return only({ ...sent, waiting: [...state.waiting, line] });
}

/** Takes the line that waited longest, until one takes time or none is left. */
export function takeWaiting(state: TerminalState): Step {
  const [line, ...waiting] = state.waiting;
  if (state.isBusy || line === undefined) return only(state);
  return inOrder({ ...state, waiting }, [(at) => take(at, line), takeWaiting]);
}

/** Does what a line says: a command of the terminal, or a prompt. */
export function take(state: TerminalState, line: string): Step {
  const { session, mode } = state;
  const said = print({ kind: "prompt", text: line });
  const command = readSlashCommand(line, session.profile);
  if (command === null)
    return { state: { ...state, isBusy: true }, effects: [said, { kind: "converse", prompt: line, mode }] };
  switch (command.kind) {
    case "help":
      return { state, effects: [said, print({ kind: "plain", text: helpText })] };
    case "unknown":
      return { state, effects: [said, print({ kind: "result", text: command.text, isError: false })] };
    case "clear":
      return { state, effects: [{ kind: "clear" }, print(headerOf(state)), said] };
    case "exit":
    default:
      return { state: { ...state, waiting: [] }, effects: [said, ...leave(state, 0)] };
  }
}

/** The program ends; newer versions say how to come back. */
export function leave({ session, phase }: TerminalState, code: number): Effect[] {
  if (phase !== "talking") return [{ kind: "exit", code }];
  const bye: Item =
    session.profile === "classic"
      ? { kind: "result", text: "Goodbye!", isError: false }
      : { kind: "plain", text: `Resume this session with:\nclaude --resume ${session.sessionId}` };
  return [print(bye), { kind: "exit", code }];
}

/** Who and where the session is. */
export function headerOf({ session }: TerminalState): Item {
  const { version, user, model, directory } = session;
  return { kind: "header", version, user, model, directory };
}
