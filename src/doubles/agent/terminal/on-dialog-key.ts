import type { PermissionAnswer, PermissionRequest } from "../conversation/events.ts";
import { begin } from "./begin.ts";
import { optionOf, type Dialog } from "./dialogs/dialog.ts";
import { editTools, permissionDialog } from "./dialogs/permission.ts";
import { distrustText, leftByEscape, trustDialog, type TrustAnswer } from "./dialogs/trust.ts";
import type { Key } from "./keys/key.ts";
import { answerGranted, interrupt } from "./on-conversation.ts";
import { only, type Effect, type Step, type TerminalState } from "./state.ts";

/** Whether keys go to a dialog. */
export function isInDialog({ phase, asked }: TerminalState): boolean {
  return phase === "trust" || asked.length > 0;
}

/** What a key does in the dialog that is open. @param key of text, one character */
export function onDialogKey(state: TerminalState, key: Key): Step {
  const [request] = state.asked;
  if (state.phase === "trust") return onTrustKey(state, key);
  return request === undefined ? only(state) : onPermissionKey(state, key, request);
}

function onTrustKey(state: TerminalState, key: Key): Step {
  const { directory, profile } = state.session;
  const choice = chosen(trustDialog(directory, profile), state, key);
  if ("selected" in choice) return only({ ...state, selected: choice.selected });
  const { answer = leftByEscape[profile] } = choice;
  return decideTrust(state, answer);
}

function decideTrust(state: TerminalState, answer: TrustAnswer): Step {
  if (answer.trusts) return begin(state);
  const text = distrustText[state.session.profile];
  const said: Effect[] = text === "" ? [] : [{ kind: "print", item: { kind: "plain", text } }];
  return { state, effects: [...said, { kind: "exit", code: answer.code }] };
}

function onPermissionKey(state: TerminalState, key: Key, request: PermissionRequest): Step {
  const isEdit = editTools.includes(request.call.name);
  if (key.kind === "shift-tab" && isEdit) return decidePermission(state, "always", request);
  const choice = chosen(permissionDialog(request, state.session.directory), state, key);
  if ("selected" in choice) return only({ ...state, selected: choice.selected });
  return decidePermission(state, choice.answer ?? "no", request);
}

function decidePermission(state: TerminalState, answer: PermissionAnswer, { call }: PermissionRequest): Step {
  if (answer === "no") return interrupt(state);
  const rest: TerminalState = { ...state, asked: state.asked.slice(1), selected: 0 };
  const granting: Effect = { kind: "grant", answer };
  const next = answerGranted(answer === "once" ? rest : grantedFor(rest, call.name));
  return { state: next.state, effects: [granting, ...next.effects] };
}

/** A tool is granted for good; one that edits files grants all that do. */
function grantedFor(state: TerminalState, tool: string): TerminalState {
  return editTools.includes(tool)
    ? { ...state, mode: "accept-edits" }
    : { ...state, granted: [...state.granted, tool] };
}

/** Another option is selected, or one is chosen; no answer: the dialog is left by Escape. */
type Choice<Answer> = { readonly selected: number } | { readonly answer: Answer | undefined };

function chosen<Answer>(dialog: Dialog<Answer>, { selected }: TerminalState, key: Key): Choice<Answer> {
  const { length } = dialog.options;
  if (key.kind === "up") return { selected: (selected + length - 1) % length };
  if (key.kind === "down") return { selected: (selected + 1) % length };
  if (key.kind === "enter") return { answer: dialog.options[selected]?.answer };
  if (key.kind === "escape") return { answer: undefined };
  const answer = key.kind === "text" ? optionOf(dialog, key.text) : undefined;
  return answer === undefined ? { selected } : { answer };
}
