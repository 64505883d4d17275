import { dialogFrame } from "./dialogs/dialog.ts";
import { permissionDialog } from "./dialogs/permission.ts";
import { trustDialog } from "./dialogs/trust.ts";
import { modeText } from "./modes.ts";
import type { Frame, Line, Size } from "./screen/line.ts";
import { fitted } from "./screen/paint.ts";
import { layOut } from "./screen/lay-out.ts";
import { cut, wrap } from "./screen/wrap.ts";
import { keysText } from "./slash-commands.ts";
import type { TerminalState } from "./state.ts";

/** What stands below all that was printed: the prompt, or the dialog that is open. */
export function frameOf(state: TerminalState): Frame {
  return fitted(wholeFrame(state), state.size.rows);
}

function wholeFrame(state: TerminalState): Frame {
  const { session, size, asked, selected } = state;
  const { directory, profile } = session;
  const [request] = asked;
  if (state.phase === "trust")
    return withArmed(state, dialogFrame(trustDialog(directory, profile), selected, size));
  if (request !== undefined)
    return withArmed(state, dialogFrame(permissionDialog(request, directory), selected, size));
  return promptFrame(state);
}

function withArmed({ armed, size }: TerminalState, { lines, cursor }: Frame): Frame {
  if (armed === null) return { lines, cursor };
  return { lines: [...lines, ...armedLines(armed, size)], cursor };
}

function armedLines(armed: string, { columns }: Size): Line[] {
  return dimRows(`Press ${armed} again to exit`, columns);
}

function dimRows(text: string, columns: number): Line[] {
  return wrap(text, columns, { first: "  ", rest: "  " }).map((row) => ({ text: row, style: "dim" }));
}

function promptFrame(state: TerminalState): Frame {
  const { size, editor, isBusy, waiting, session, mode, armed, showsKeys } = state;
  const { columns } = size;
  const rule: Line = { text: "─".repeat(columns), style: "dim" };
  const dim = (text: string): Line => ({ text: cut(text, columns), style: "dim" });
  const above: Line[] = [
    ...(isBusy ? [{ text: "" }, dim("✻ Working… (esc to interrupt)")] : []),
    ...waiting.map((line) => dim(`  ❯ ${line.slice(0, columns)}`)),
    { text: "" },
    rule,
  ];
  const { rows, cursor } = layOut(editor, size);
  const below = dimRows(showsKeys ? keysText : modeText(mode, session.profile, editor.text === ""), columns);
  return {
    lines: [
      ...above,
      ...rows.map((text) => ({ text })),
      rule,
      ...(armed === null ? below : armedLines(armed, size)),
    ],
    cursor: { row: above.length + cursor.row, column: cursor.column },
  };
}
