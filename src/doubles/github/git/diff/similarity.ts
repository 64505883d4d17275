import type { GitObject } from "../object.ts";
import { contentBytes } from "../object.ts";

/** A whole resemblance; git counts in these parts. */
export const fullScore = 60_000;

/** What a content consists of: bytes by line, or by 64 bytes where lines are longer. */
export interface Content {
  readonly size: number;
  readonly chunks: ReadonlyMap<string, number>;
}

const contents = new WeakMap<GitObject, Content>();

/** Cuts a blob into the pieces that are counted. */
export function contentOf(blob: GitObject): Content {
  const kept = contents.get(blob);
  if (kept !== undefined) return kept;
  const bytes = contentBytes(blob);
  const made = { size: bytes.length, chunks: chunksOf(bytes) };
  contents.set(blob, made);
  return made;
}

function chunksOf(bytes: Uint8Array): ReadonlyMap<string, number> {
  const chunks = new Map<string, number>();
  // In text a carriage return before a line feed counts for nothing.
  const text = !isBinary(bytes);
  let piece = "";
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (text && byte === 13 && bytes[at + 1] === 10) continue;
    piece += String.fromCharCode(byte);
    if (piece.length < 64 && byte !== 10) continue;
    chunks.set(piece, (chunks.get(piece) ?? 0) + piece.length);
    piece = "";
  }
  if (piece !== "") chunks.set(piece, (chunks.get(piece) ?? 0) + piece.length);
  return chunks;
}

/** Whether git takes a content for binary: a NUL in its first 8000 bytes. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, 8_000).includes(0);
}

/** How much of the larger content, which is not empty, the other one has, in parts of `fullScore`. */
export function similarity(before: Content, after: Content): number {
  const larger = Math.max(before.size, after.size);
  let copied = 0;
  for (const [piece, bytes] of before.chunks) copied += Math.min(bytes, after.chunks.get(piece) ?? 0);
  return Math.floor((copied * fullScore) / larger);
}

/** Whether sizes alone rule out that a score is reached. */
export function tooUnequal(before: Content, after: Content, least: number): boolean {
  const [smaller, larger] = [Math.min(before.size, after.size), Math.max(before.size, after.size)];
  return smaller === 0 || larger * (fullScore - least) < (larger - smaller) * fullScore;
}
