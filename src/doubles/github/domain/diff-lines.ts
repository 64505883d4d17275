import type { FileDiff } from "../git/index.ts";

/** Which version of a file a line stands in: LEFT before, RIGHT after. */
export type Side = "LEFT" | "RIGHT";

/** One line of a difference. */
export interface DiffLine {
  /** Lines below the first "@@"; the other "@@" lines count as well. */
  readonly position: number;
  readonly kind: "+" | "-" | " ";
  /** Its number before and after; null: it is not there. */
  readonly left: number | null;
  readonly right: number | null;
  /** Its hunk from "@@" to this line. */
  readonly hunk: string;
}

const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** The lines of a file's difference, context included. */
export function diffLinesOf({ hunks }: Pick<FileDiff, "hunks">): readonly DiffLine[] {
  const found: DiffLine[] = [];
  let [left, right, position] = [0, 0, -1];
  let hunk: string[] = [];
  for (const line of hunks.replace(/\n$/, "").split("\n")) {
    position += 1;
    const start = header.exec(line);
    if (start !== null) {
      [left, right] = [Number(start[1]), Number(start[2])];
      hunk = [line];
      continue;
    }
    hunk.push(line);
    const kind = line[0];
    if (kind !== "+" && kind !== "-" && kind !== " ") continue;
    found.push({
      position,
      kind,
      left: kind === "+" ? null : left,
      right: kind === "-" ? null : right,
      hunk: hunk.join("\n"),
    });
    if (kind !== "+") left += 1;
    if (kind !== "-") right += 1;
  }
  return found;
}

/** The line of a number on one side; undefined: the difference does not show it. */
export function lineAt(lines: readonly DiffLine[], line: number, side: Side): DiffLine | undefined {
  return lines.find(({ left, right }) => (side === "LEFT" ? left : right) === line);
}

/** The number that a line of the old version has in the new one; null: it was changed or is gone. */
export function followLine(lines: readonly DiffLine[], line: number): number | null {
  let shift = 0;
  for (const { kind, left, right } of lines) {
    if (left === line) return kind === " " ? right : null;
    if (left !== null && left > line) break;
    if (kind === "+") shift += 1;
    if (kind === "-") shift -= 1;
  }
  return line + shift;
}
