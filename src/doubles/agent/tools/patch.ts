import type { JsonObject } from "../../../core/index.ts";

/** Lines that are told around what differs. */
const contextLines = 3;

/**
 * How two texts differ, as `structuredPatch` of the CLI's reports: one hunk from the first line that differs to the last.
 * @example patchOf("a\n", "b\n") // [{ oldStart: 1, oldLines: 1, newStart: 1, newLines: 1, lines: ["-a", "+b"] }]
 */
export function patchOf(before: string, after: string): JsonObject[] {
  if (before === after) return [];
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const shorter = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < shorter && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
  const start = Math.max(0, head - contextLines);
  const [oldEnd, newEnd] = [old.length - tail, fresh.length - tail];
  const last = old.slice(oldEnd, oldEnd + contextLines);
  const lines = [
    ...old.slice(start, head).map((line) => ` ${line}`),
    ...old.slice(head, oldEnd).map((line) => `-${line}`),
    ...fresh.slice(head, newEnd).map((line) => `+${line}`),
    ...last.map((line) => ` ${line}`),
  ];
  return [
    {
      oldStart: start + 1,
      oldLines: oldEnd + last.length - start,
      newStart: start + 1,
      newLines: newEnd + last.length - start,
      lines,
    },
  ];
}

/** Lines of a text; the end of its last one begins none, but lets it differ from one without an end. */
function linesOf(text: string): string[] {
  const lines = text.split("\n");
  const last = lines.pop() as string;
  return last === "" ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}
