import type { PermissionAnswer, PermissionRequest } from "../../conversation/events.ts";
import { textAt, within } from "../item.ts";
import type { Dialog } from "./dialog.ts";

/** Rows of a file or command that are shown before somebody decides on it. */
const previewRows = 10;

/** Tools whose "always" is a permission mode of its own. */
export const editTools: readonly string[] = ["Edit", "MultiEdit", "NotebookEdit", "Write"];

/** Asks whether a tool may run. */
export function permissionDialog({ call }: PermissionRequest, directory: string): Dialog<PermissionAnswer> {
  const always = editTools.includes(call.name)
    ? "Yes, allow all edits during this session (shift+tab)"
    : `Yes, and don't ask again for ${call.name} in this session`;
  return {
    ...subjectOf(call, directory),
    options: [
      { text: "Yes", answer: "once" },
      { text: always, answer: "always" },
      { text: "No", answer: "no" },
    ],
    isNumbered: true,
    hint: "Esc to cancel",
  };
}

type Subject = Pick<Dialog<PermissionAnswer>, "title" | "about" | "question">;

function subjectOf({ name, input }: PermissionRequest["call"], directory: string): Subject {
  const text = (field: string): string => textAt(input, field) ?? "";
  const path = within(directory, text("file_path"));
  if (name === "Bash") {
    return {
      title: "Bash command",
      about: [preview(text("command")), ...described(text("description"))],
      question: "Do you want to proceed?",
    };
  }
  if (name === "Write") {
    return {
      title: `Create file ${path}`,
      about: [preview(text("content"))],
      question: `Do you want to create ${path}?`,
    };
  }
  if (name === "Edit") {
    const change = [...signed("- ", text("old_string")), ...signed("+ ", text("new_string"))];
    return {
      title: `Edit file ${path}`,
      about: [preview(change.join("\n"))],
      question: `Do you want to make this edit to ${path}?`,
    };
  }
  return {
    title: "Tool use",
    about: [name, preview(JSON.stringify(input))],
    question: "Do you want to proceed?",
  };
}

function described(text: string): string[] {
  return text === "" ? [] : [text];
}

function signed(sign: string, text: string): string[] {
  return text === "" ? [] : text.split("\n").map((row) => sign + row);
}

/** The first rows of a text, none of them longer than a screen has room for. */
function preview(text: string): string {
  const rows = text.split("\n").map((row) => (row.length > 2_000 ? `${row.slice(0, 2_000)}…` : row));
  const shown = rows.slice(0, previewRows);
  return [...shown, ...(rows.length > previewRows ? [`… +${rows.length - previewRows} lines`] : [])].join(
    "\n",
  );
}
