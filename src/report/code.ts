import type { CodeEntry } from "../core/index.ts";
import { wrap } from "./columns.ts";
import { joinLines } from "./inert.ts";
import { styleOf, type StyleOptions } from "./style.ts";

/** Renders what the registry holds of a kind of finding, for `backlot explain CODE`. */
export function renderCode(
  entry: CodeEntry & { readonly name?: string },
  options: StyleOptions = {},
): string {
  const style = styleOf(options);
  const name = entry.name === undefined ? "" : ` ${entry.name}`;
  const lines = [
    style.paint("strong", `${entry.code}${name} (${entry.severity})`),
    ...wrap(entry.title, style.width),
    "",
    ...wrap(entry.why, style.width, "why: "),
    ...wrap(entry.fix, style.width, "fix: "),
  ];
  return joinLines(lines);
}
