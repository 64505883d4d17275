/** One text as its lines, numbered so that equal lines of both texts have the same number. */
export interface Side {
  /** Lines with their line feeds; only the last may lack one. */
  readonly lines: readonly string[];
  readonly ids: readonly number[];
  /** Which lines are removed (old side) or added (new side). */
  readonly changed: Uint8Array;
}

/** The lines of a text, each with its line feed. */
function splitLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at);
    const next = end < 0 ? text.length : end + 1;
    lines.push(text.slice(at, next));
    at = next;
  }
  return lines;
}

/** Both texts as sides of which no line is changed yet. */
export function sidesOf(before: string, after: string): readonly [Side, Side] {
  const numbers = new Map<string, number>();
  const side = (text: string): Side => {
    const lines = splitLines(text);
    const ids = lines.map((line) => {
      const known = numbers.get(line);
      if (known === undefined) numbers.set(line, numbers.size);
      return known ?? numbers.size - 1;
    });
    return { lines, ids, changed: new Uint8Array(lines.length) };
  };
  return [side(before), side(after)];
}

/** Lines `oldStart` to `oldEnd` (without it) became lines `newStart` to `newEnd`. */
export interface Edit {
  readonly oldStart: number;
  readonly oldEnd: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** The edits that the marks of both sides come to, from the first line to the last. */
export function editsOf(before: Side, after: Side): readonly Edit[] {
  const edits: Edit[] = [];
  let [old, now] = [0, 0];
  while (old < before.lines.length || now < after.lines.length) {
    const [oldStart, newStart] = [old, now];
    while (before.changed[old] === 1) old += 1;
    while (after.changed[now] === 1) now += 1;
    if (old > oldStart || now > newStart) edits.push({ oldStart, oldEnd: old, newStart, newEnd: now });
    old += 1;
    now += 1;
  }
  return edits;
}
