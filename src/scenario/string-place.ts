import { whereOf, type Where } from "./source.ts";
import type { StringNode } from "./tree.ts";

/**
 * Where ranges of a string's value stand in its file. Quotes and escapes are followed as far as they can
 * be; where the two can't be told apart, the whole string is meant.
 */
export function stringPlaces(node: StringNode): (start: number, end: number) => Where {
  const { where } = node;
  if ("input" in where) return () => where;
  const { source } = where;
  const first = unitAt(where.start, source.offsets);
  const raw = source.text.slice(first, unitAt(where.end, source.offsets));
  let map: number[] | undefined;
  let aligned = false;
  return (start, end) => {
    if (!aligned) map = alignText(raw, node.value);
    aligned = true;
    const from = map?.[start];
    const to = map?.[end];
    if (from === undefined || to === undefined) return where;
    return whereOf(source, first + from, first + Math.max(to, from + 1));
  };
}

function unitAt(byte: number, offsets: Uint32Array | null): number {
  if (offsets === null) return byte;
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] as number) < byte) low = middle + 1;
    else high = middle;
  }
  return low;
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
  e: "\u001b",
  "0": "\0",
};

/**
 * For each unit of a value the unit of the raw text it came from, with one more for the end; undefined
 * when raw text and value don't correspond in a way that is understood.
 */
function alignText(raw: string, value: string): number[] | undefined {
  let index = opening(raw);
  const map: number[] = [];
  while (map.length < value.length) {
    index += foldedAt(raw, index);
    const step = stepAt(raw, index, value, map.length);
    if (step === undefined) return undefined;
    for (let unit = 0; unit < step.units; unit++) map.push(index);
    index += step.length;
  }
  map.push(index);
  return map;
}

/** Where the value of a quoted text begins: after its quotes, and after a line end that follows three. */
function opening(raw: string): number {
  const quotes = /^("""|'''|"|')/.exec(raw)?.[0] ?? "";
  if (quotes.length < 3) return quotes.length;
  return quotes.length + (/^\r?\n/.exec(raw.slice(3))?.[0].length ?? 0);
}

/** Units of a backslash at a line's end and the white space it swallows, as often as they follow each other. */
function foldedAt(raw: string, index: number): number {
  if (raw[index] !== "\\" || !raw.startsWith('"')) return 0;
  const fold = /(?:\\[ \t]*\r?\n\s*)*/y;
  fold.lastIndex = index;
  fold.test(raw);
  return fold.lastIndex - index;
}

/** How much raw text stands for how much of the value. */
interface Step {
  readonly length: number;
  readonly units: number;
}

function stepAt(raw: string, index: number, value: string, done: number): Step | undefined {
  const unit = value[done] as string;
  const one = raw[index];
  if (one === "\\" && raw.startsWith('"')) return escapeAt(raw, index, value, done);
  if (one === "'" && raw[index + 1] === "'" && unit === "'" && /^'(?!'')/.test(raw)) {
    return { length: 2, units: 1 };
  }
  if (one === unit) return { length: 1, units: 1 };
  if (one === "\r" && raw[index + 1] === "\n" && unit === "\n") return { length: 2, units: 1 };
  return undefined;
}

function escapeAt(raw: string, index: number, value: string, done: number): Step | undefined {
  const letter = raw[index + 1] as string;
  const digits = { u: 4, U: 8, x: 2 }[letter];
  if (digits === undefined) {
    return (escapes[letter] ?? letter) === value[done] ? { length: 2, units: 1 } : undefined;
  }
  const code = Number.parseInt(raw.slice(index + 2, index + 2 + digits), 16);
  // The file's parser has read this escape before, so it names a character.
  const text = String.fromCodePoint(code);
  return value.startsWith(text, done) ? { length: 2 + digits, units: text.length } : undefined;
}
