import type { PathEntry } from "../tree.ts";
import type { FileDiff } from "./file-diff.ts";
import { quotePath } from "./quote-path.ts";

/** Digits of a SHA in the text of a difference. */
const abbreviated = 7;

/** The whole text of a difference, as `git diff` writes it and GitHub answers for the media type `diff`. */
export function diffText(files: readonly FileDiff[]): string {
  return files
    .flatMap((file) => file.parts ?? [file])
    .map(fileText)
    .join("");
}

function fileText(file: FileDiff): string {
  const { before, after } = file;
  const [one, other] = [before ?? after, after ?? before];
  const lines = [`diff --git ${label("a", one)} ${label("b", other)}`, ...metaLines(file)];
  const [from, to] = [label("a", before), label("b", after)];
  if (file.binary) lines.push(`Binary files ${from} and ${to} differ`);
  else if (file.hunks !== "") lines.push(`--- ${from}${tab(from)}`, `+++ ${to}${tab(to)}`);
  return `${lines.join("\n")}\n${file.hunks}`;
}

function metaLines({ before, after, similarity, binary, hunks }: FileDiff): readonly string[] {
  const lines: string[] = [];
  if (before === undefined) lines.push(`new file mode ${(after as PathEntry).mode}`);
  else if (after === undefined) lines.push(`deleted file mode ${before.mode}`);
  else if (before.mode !== after.mode) lines.push(`old mode ${before.mode}`, `new mode ${after.mode}`);
  if (similarity !== undefined)
    lines.push(
      `similarity index ${similarity}%`,
      `rename from ${quotePath((before as PathEntry).path)}`,
      `rename to ${quotePath((after as PathEntry).path)}`,
    );
  if (before?.sha === after?.sha && hunks === "" && !binary) return lines;
  const mode = before !== undefined && before.mode === after?.mode ? ` ${before.mode}` : "";
  lines.push(`index ${short(before)}..${short(after)}${mode}`);
  return lines;
}

function short(entry: PathEntry | undefined): string {
  return (entry?.sha ?? "0".repeat(40)).slice(0, abbreviated);
}

function label(prefix: string, entry: PathEntry | undefined): string {
  return entry === undefined ? "/dev/null" : quotePath(`${prefix}/${entry.path}`);
}

/** A tab shows where a name with a space ends. */
function tab(name: string): string {
  return name.includes(" ") ? "\t" : "";
}
