import { decodeLossless, failed, finding, limits, ok, textOf } from "../core/index.ts";
import type { FilePlace, Finding, Place, Result } from "../core/index.ts";

/** One scenario file in memory: its bytes, its text, and how positions in the two relate. */
export interface Source {
  /** Path relative to the project, with "/". */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** The text without its byte order mark. */
  readonly text: string;
  /** Byte offset at which each line starts. */
  readonly lines: readonly number[];
  /** Byte offset of each UTF-16 unit of `text`; null when they are the same. */
  readonly offsets: Uint32Array | null;
  /** How many bytes before each block of bytes only continue a character; null when none does. */
  readonly continued: Uint32Array | null;
  /** Texts of lines that were asked for, by number: many places share one. */
  readonly lineTexts: Map<number, string>;
}

/** Where a node stands: a byte range of a file, or a path into a value given from TypeScript. */
export type Where =
  | { readonly source: Source; readonly start: number; readonly end: number }
  | {
      readonly input: string;
      /** Whether fields are spelled as in files: the value is one of those that other programs write. */
      readonly asInFile?: true;
    };

/** Whether fields are spelled in camelCase where a node stands: in TypeScript, unless the value is a file's. */
export function isCamelCase(where: Where): boolean {
  return "input" in where && where.asInFile !== true;
}

/** Characters of a line that a place keeps; a code frame shows no more. */
export const lineChars = 2_000;

/**
 * Reads the bytes of a scenario file as text. A UTF-8 byte order mark is accepted; other encodings, NUL
 * and files over the limit are findings.
 */
export function readSource(file: string, bytes: Uint8Array): Result<Source> {
  const text = readText(file, bytes, scenarioSize);
  return text.ok ? ok(sourceOf(file, bytes, text.value)) : text;
}

/** How large a file may be, and what is told of one that is larger. */
export interface FileSize {
  readonly what: string;
  readonly bytes: number;
  readonly fix: string;
}

const scenarioSize: FileSize = {
  what: "a scenario file",
  bytes: limits.scenarioFileBytes,
  fix: "Split it with include, or move reply bodies into files of their own.",
};

/** The text of a file, without its byte order mark. */
export function readText(file: string, bytes: Uint8Array, size: FileSize): Result<string> {
  if (bytes.length > size.bytes) {
    return failed([
      finding("over-limit", {
        at: { kind: "input", input: file },
        what: `${file} has ${bytes.length} bytes; ${size.what} may have ${size.bytes}`,
        fix: size.fix,
      }),
    ]);
  }
  const nul = bytes.includes(0);
  const text = nul ? undefined : textOf(bytes.subarray(markOf(bytes)));
  if (text !== undefined) return ok(text);
  const problem = unreadable(file, bytes);
  return problem === undefined ? ok("") : failed([problem]);
}

/** Bytes of a file's byte order mark. */
export function markOf(bytes: Uint8Array): number {
  return startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
}

/** How positions in a file's bytes and in its text relate. */
export function sourceOf(file: string, bytes: Uint8Array, text: string): Source {
  const mark = markOf(bytes);
  const plain = text.length === bytes.length;
  return {
    file,
    bytes,
    text,
    lines: lineStarts(bytes, mark),
    offsets: plain ? null : unitOffsets(text, mark),
    continued: plain ? null : continuedBefore(bytes),
    lineTexts: new Map(),
  };
}

function unreadable(file: string, bytes: Uint8Array): Finding | undefined {
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    return finding("unreadable-text", {
      at: { kind: "input", input: file },
      what: `${file} is UTF-16, not UTF-8`,
      fix: `Save it as UTF-8, for example: iconv -f UTF-16 -t UTF-8 ${file}`,
    });
  }
  const nul = bytes.indexOf(0);
  const bad = textOf(bytes) === undefined ? firstInvalid(bytes) : -1;
  const index = bad >= 0 && (nul < 0 || bad < nul) ? bad : nul;
  if (index < 0) return undefined;
  const before = lineStarts(bytes.subarray(0, index), 0);
  const offset = index - (before.at(-1) as number);
  const byte = `0x${(bytes[index] as number).toString(16).padStart(2, "0")}`;
  const what = index === bad ? `${byte} is not valid UTF-8` : "a NUL character";
  return finding("unreadable-text", {
    at: { kind: "input", input: `${file}:${before.length}` },
    what: `${file}, line ${before.length}, byte ${offset + 1}: ${what}`,
  });
}

/** Index of the first byte that does not belong to valid UTF-8: found by halving, as valid starts are. */
function firstInvalid(bytes: Uint8Array): number {
  let index = 0;
  while (index < bytes.length) {
    const lead = bytes[index] as number;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length > 1 && textOf(bytes.subarray(index, index + length)) === undefined) return index;
    index += length;
  }
  return -1;
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function lineStarts(bytes: Uint8Array, first: number): number[] {
  const starts = [first];
  for (let index = bytes.indexOf(10); index >= 0; index = bytes.indexOf(10, index + 1))
    starts.push(index + 1);
  return starts;
}

function unitOffsets(text: string, first: number): Uint32Array {
  const offsets = new Uint32Array(text.length + 1);
  let byte = first;
  for (let index = 0; index < text.length; index++) {
    offsets[index] = byte;
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair stands for two of the four bytes.
    byte += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit < 0xe000 ? 2 : 3;
  }
  offsets[text.length] = byte;
  return offsets;
}

/** The byte range of a range of UTF-16 units, which is what parsers count in. */
export function whereOf(source: Source, start: number, end: number): Where {
  const from = Math.min(Math.max(start, 0), source.text.length);
  const to = Math.min(Math.max(end, from), source.text.length);
  if (source.offsets === null) return { source, start: from, end: to };
  return { source, start: source.offsets[from] as number, end: source.offsets[to] as number };
}

/** Line of a byte offset, from 1. */
export function lineOf(source: Source, offset: number): number {
  let low = 0;
  let high = source.lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((source.lines[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The place of a node, as findings carry it. */
export function placeOf(where: Where): Place {
  return "input" in where ? { kind: "input", input: where.input } : filePlace(where);
}

function filePlace(where: { source: Source; start: number; end: number }): FilePlace {
  const { source, start, end } = where;
  const line = lineOf(source, start);
  const lineStart = source.lines[line - 1] as number;
  const next = source.lines[line];
  let lineEnd = next === undefined ? source.bytes.length : next - 1;
  if (lineEnd > lineStart && source.bytes[lineEnd - 1] === 13) lineEnd -= 1;
  const column = characters(source, lineStart, Math.min(start, lineEnd)) + 1;
  const marked = characters(source, Math.min(start, lineEnd), Math.min(end, lineEnd));
  return {
    kind: "file",
    file: source.file,
    line,
    column,
    endColumn: column + Math.max(marked, 1),
    text: lineText(source, line, lineStart, lineEnd),
    bytes: { start, end },
  };
}

function lineText(source: Source, line: number, start: number, end: number): string {
  const known = source.lineTexts.get(line);
  if (known !== undefined) return known;
  // The last character may be cut in two, so the bytes are read with what may be wrong at their end.
  const text = decodeLossless(source.bytes.subarray(start, Math.min(end, start + 4 * lineChars)));
  const shown = text.slice(0, lineChars);
  source.lineTexts.set(line, shown);
  return shown;
}

function characters(source: Source, start: number, end: number): number {
  return end - start - (continuedUpTo(source, end) - continuedUpTo(source, start));
}

/** Bytes that are counted together, so that a place in a long line is found without counting the line. */
const block = 1_024;

function continuedBefore(bytes: Uint8Array): Uint32Array {
  const counts = new Uint32Array(Math.floor(bytes.length / block) + 1);
  let count = 0;
  for (let index = 0; index < bytes.length; index++) {
    if (index % block === 0) counts[index / block] = count;
    if (continues(bytes[index])) count += 1;
  }
  return counts;
}

function continuedUpTo({ bytes, continued }: Source, end: number): number {
  if (continued === null) return 0;
  const first = Math.min(Math.floor(end / block), continued.length - 1);
  let count = continued[first] as number;
  for (let index = first * block; index < end; index++) if (continues(bytes[index])) count += 1;
  return count;
}

function continues(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
