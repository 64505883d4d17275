import type { PermissionMode } from "../../../dialogue/index.ts";
import type { PermissionAnswer, PermissionRequest } from "../conversation/events.ts";
import type { ProfileName } from "../profile.ts";
import { emptyEditor, type Editor } from "./editor.ts";
import { historyOf, type History } from "./history.ts";
import type { Item } from "./item.ts";
import type { Size } from "./screen/line.ts";

/** What a terminal's conversation is told of its session. */
export interface TerminalSession {
  readonly profile: ProfileName;
  readonly version: string;
  readonly user: string;
  readonly model: string;
  readonly directory: string;
  readonly sessionId: string;
  readonly permissionMode: PermissionMode;
  readonly trusted: boolean;
  /** What the user said before, when a session is resumed. */
  readonly earlierPrompts: readonly string[];
  /** Submitted as soon as the conversation begins. */
  readonly firstPrompt?: string | undefined;
}

/** Everything that the screen shows and keys act on. */
export interface TerminalState {
  readonly session: TerminalSession;
  readonly size: Size;
  readonly phase: "starting" | "trust" | "talking";
  readonly mode: PermissionMode;
  readonly editor: Editor;
  readonly history: History;
  /** An answer is on its way. */
  readonly isBusy: boolean;
  /** Lines that were sent while another was answered, oldest first. */
  readonly waiting: readonly string[];
  /** Tools that somebody is asked about; the first is on the screen. */
  readonly asked: readonly PermissionRequest[];
  /** Names of tools that were granted for good. */
  readonly granted: readonly string[];
  /** The option of the dialog that Enter chooses. */
  readonly selected: number;
  /** The keys that there are are shown below the prompt. */
  readonly showsKeys: boolean;
  /** The key that ends the program when it is pressed once more. */
  readonly armed: "Ctrl-C" | "Ctrl-D" | null;
}

/** What happens besides the change of a state, in order. */
export type Effect =
  | { readonly kind: "print"; readonly item: Item }
  /** The screen is drawn from nothing. */
  | { readonly kind: "redraw" }
  /** A prompt is answered, in a mode. */
  | { readonly kind: "converse"; readonly prompt: string; readonly mode: PermissionMode }
  /** Answers the request that waits longest. */
  | { readonly kind: "grant"; readonly answer: PermissionAnswer }
  /** Nobody wants the rest of the answer. */
  | { readonly kind: "interrupt" }
  /** Another session begins, on an empty screen. */
  | { readonly kind: "clear" }
  | { readonly kind: "exit"; readonly code: number };

/** A state and what goes with it. */
export interface Step {
  readonly state: TerminalState;
  readonly effects: readonly Effect[];
}

/** Before anything was shown. */
export function startTerminal(session: TerminalSession): TerminalState {
  return {
    session,
    size: { columns: 80, rows: 24 },
    phase: "starting",
    mode: session.permissionMode,
    editor: emptyEditor,
    history: historyOf(session.earlierPrompts),
    isBusy: false,
    waiting: [],
    asked: [],
    granted: [],
    selected: 0,
    showsKeys: false,
    armed: null,
  };
}

/** A state in which nothing goes with what changes. */
export function only(state: TerminalState): Step {
  return { state, effects: [] };
}

/** Takes several steps as one. */
export function inOrder(state: TerminalState, steps: readonly ((state: TerminalState) => Step)[]): Step {
  let at = state;
  const effects: Effect[] = [];
  for (const one of steps) {
    const next = one(at);
    at = next.state;
    effects.push(...next.effects);
  }
  return { state: at, effects };
}
