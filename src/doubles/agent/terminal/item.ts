import type { JsonObject } from "../../../core/index.ts";
import type { ToolUse } from "../conversation/events.ts";
import type { Line } from "./screen/line.ts";
import { cut, wrap } from "./screen/wrap.ts";

/** A part of a conversation as it is printed. */
export type Item =
  | {
      readonly kind: "header";
      readonly version: string;
      readonly user: string;
      readonly model: string;
      readonly directory: string;
    }
  | { readonly kind: "prompt"; readonly text: string }
  | { readonly kind: "answer"; readonly text: string }
  | { readonly kind: "tool"; readonly label: string }
  /** Belongs to what stands above it. */
  | { readonly kind: "result"; readonly text: string; readonly isError: boolean }
  | { readonly kind: "plain"; readonly text: string };

/** Rows of a tool's result that are shown. */
const resultRows = 3;

/** The rows that an item takes on a screen of so many columns. */
export function itemLines(item: Item, columns: number): Line[] {
  const lines = (text: string, first: string, rest: string): Line[] =>
    wrap(text, columns, { first, rest }).map((row) => ({ text: row }));
  switch (item.kind) {
    case "header":
      return [
        { text: "" },
        ...wrap(`Claude Code v${item.version}`, columns).map((text): Line => ({ text, style: "bold" })),
        ...wrap(`Welcome back ${item.user}!`, columns).map((text) => ({ text })),
        ...[item.model, item.directory]
          .flatMap((text) => wrap(text, columns))
          .map((text): Line => ({ text, style: "dim" })),
      ];
    case "prompt":
      return [{ text: "" }, ...lines(item.text, "❯ ", "  ")];
    case "answer":
      return [{ text: "" }, ...lines(item.text, "● ", "  ")];
    case "tool":
      return [{ text: "" }, { text: cut(`● ${item.label}`, columns), style: "bold" }];
    case "result": {
      const style = item.isError ? "error" : "dim";
      return lines(shortened(item.text), "  ⎿  ", "     ").map(({ text }) => ({ text, style }));
    }
    case "plain":
    default:
      return [{ text: "" }, ...lines(item.text, "", "")];
  }
}

function shortened(text: string): string {
  const rows = text.trimEnd().split(/\r?\n/);
  if (rows.length <= resultRows + 1) return rows.join("\n");
  return [...rows.slice(0, resultRows), `… +${rows.length - resultRows} lines`].join("\n");
}

/** A tool that is called, as it is shown: "Bash(ls)". Edit goes by the name Update. */
export function toolLabel({ name, input }: ToolUse, directory: string): string {
  const path = textAt(input, "file_path") ?? textAt(input, "path");
  const about =
    textAt(input, "command") ??
    (path === undefined ? undefined : within(directory, path)) ??
    textAt(input, "pattern");
  const title = name === "Edit" ? "Update" : name;
  return about === undefined ? title : `${title}(${about})`;
}

/** What a tool's result says to a person. */
export function resultText(content: string): string {
  const text = content.replace(/^<tool_use_error>([\s\S]*)<\/tool_use_error>$/, "$1");
  return text.trim() === "" ? "(No content)" : text;
}

/** A path as it is called from a folder. */
export function within(directory: string, path: string): string {
  const folder = directory.endsWith("/") ? directory : `${directory}/`;
  return path.startsWith(folder) ? path.slice(folder.length) : path;
}

/** A text of a tool's input. */
export function textAt(input: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(input, name) ? input[name] : undefined;
  return typeof value === "string" ? value : undefined;
}
