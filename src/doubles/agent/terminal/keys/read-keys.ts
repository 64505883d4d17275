import { limits, utf8 } from "../../../../core/index.ts";
import type { Key, KeyName } from "./key.ts";
import { altKeys, controlKeys, keyOfApplication, keyOfSequence } from "./sequences.ts";

/** What of a terminal's bytes is not read yet. */
export interface Reading {
  /** Bytes of a character or sequence that goes on in what comes next. */
  readonly pending: readonly number[];
  /** Between the marks that terminals put around pasted text. */
  readonly isPasting: boolean;
  /** The last of the pasted bytes was a carriage return, which a line feed belongs to. */
  readonly afterReturn: boolean;
}

/** Nothing was read yet. */
export const startReading: Reading = { pending: [], isPasting: false, afterReturn: false };

const escape = 0x1b;
const pasteStart = "200~";
const pasteEnd = utf8("\u001B[201~");

/** What the first bytes come to, and how many they are; null: more are needed to say. */
type Read = {
  readonly used: number;
  readonly text?: string;
  readonly key?: KeyName;
  readonly pasting?: boolean;
} | null;

/**
 * Reads keys of what a terminal sends. How the bytes were cut into pieces makes no difference, but for the Escape key
 * alone, which only time tells from the beginning of a sequence: see `restOf`.
 */
export function readKeys(
  before: Reading,
  bytes: Uint8Array,
): { readonly reading: Reading; readonly keys: readonly Key[] } {
  const keys: Key[] = [];
  const pending = [...before.pending];
  let { isPasting, afterReturn } = before;
  let text = "";
  const close = (): void => {
    if (text !== "") keys.push({ kind: "text", text, pasted: isPasting });
    text = "";
  };
  for (const byte of bytes) {
    pending.push(byte);
    for (;;) {
      const read: Read = pending.length === 0 ? null : isPasting ? readPasted(pending) : readTyped(pending);
      if (read === null) break;
      pending.splice(0, read.used);
      const isPairEnd = isPasting && afterReturn && read.text === "\n";
      if (read.text !== undefined && !isPairEnd) text += read.text === "\r" ? "\n" : read.text;
      afterReturn = isPasting && read.text === "\r";
      if (read.key === undefined && read.pasting === undefined) continue;
      close();
      if (read.key !== undefined) keys.push({ kind: read.key });
      isPasting = read.pasting ?? isPasting;
    }
  }
  close();
  return { reading: { pending, isPasting, afterReturn }, keys };
}

/** Whether what was read last may be the Escape key. */
export function mayBeEscape({ pending, isPasting }: Reading): boolean {
  return !isPasting && pending.length === 1 && pending[0] === escape;
}

/** What is read when nothing more comes for a while: the Escape key, if it may be that. */
export function restOf(reading: Reading): { readonly reading: Reading; readonly keys: readonly Key[] } {
  return mayBeEscape(reading)
    ? { reading: { ...reading, pending: [] }, keys: [{ kind: "escape" }] }
    : { reading, keys: [] };
}

function readTyped(bytes: readonly number[]): Read {
  const first = bytes[0] ?? 0;
  if (first === escape) return readEscape(bytes);
  if (first < 0x20 || first === 0x7f) {
    const key = controlKeys[first];
    return key === undefined ? { used: 1 } : { used: 1, key };
  }
  return readCharacter(bytes);
}

function readPasted(bytes: readonly number[]): Read {
  const first = bytes[0] ?? 0;
  if (first === escape) {
    if (bytes.every((byte, index) => byte === pasteEnd[index]))
      return bytes.length === pasteEnd.length ? { used: pasteEnd.length, pasting: false } : null;
    // What else a pasted text holds of sequences loses its Escape, so that it is only text.
    return { used: 1 };
  }
  if (first === 0x09) return { used: 1, text: "    " };
  if (first === 0x0a || first === 0x0d) return { used: 1, text: String.fromCharCode(first) };
  return first < 0x20 || first === 0x7f ? { used: 1 } : readCharacter(bytes);
}

function readEscape(bytes: readonly number[]): Read {
  const second = bytes[1];
  if (second === undefined) return null;
  if (second === 0x5b) return readSequence(bytes);
  if (second === 0x4f) {
    const third = bytes[2];
    return third === undefined ? null : withKey(3, keyOfApplication(String.fromCharCode(third)));
  }
  const alt = altKeys[second];
  if (alt !== undefined) return { used: 2, key: alt };
  // A key with Alt that means nothing; what is no such key comes after an Escape of its own.
  return second >= 0x20 && second < 0x7f ? { used: 2 } : { used: 1, key: "escape" };
}

function readSequence(bytes: readonly number[]): Read {
  const last = bytes.at(-1) ?? 0;
  if (bytes.length === 2) return null;
  if (last >= 0x40 && last <= 0x7e) {
    const text = String.fromCharCode(...bytes.slice(2));
    if (text === pasteStart) return { used: bytes.length, pasting: true };
    return withKey(bytes.length, keyOfSequence(text));
  }
  // A sequence that is broken off, or longer than any, is none; the byte that breaks it off is read for itself.
  if (last < 0x20 || last > 0x7e) return { used: bytes.length - 1 };
  return bytes.length < limits.keySequenceBytes ? null : { used: bytes.length };
}

function withKey(used: number, key: KeyName | undefined): Read {
  return key === undefined ? { used } : { used, key };
}

const replacement = "\uFFFD";

/** One character of UTF-8; what is none becomes U+FFFD. */
function readCharacter(bytes: readonly number[]): Read {
  const first = bytes[0] ?? 0;
  if (first < 0x80) return { used: 1, text: String.fromCharCode(first) };
  const length =
    first >= 0xc2 && first < 0xe0
      ? 2
      : first >= 0xe0 && first < 0xf0
        ? 3
        : first >= 0xf0 && first < 0xf5
          ? 4
          : 1;
  if (length === 1) return { used: 1, text: replacement };
  const broken = bytes.slice(1, length).findIndex((byte) => byte < 0x80 || byte > 0xbf);
  if (broken !== -1) return { used: broken + 1, text: replacement };
  if (bytes.length < length) return null;
  const code = bytes
    .slice(1, length)
    .reduce((sum, byte) => (sum << 6) | (byte & 0x3f), first & (0xff >> (length + 1)));
  const isCharacter =
    code >= [0, 0, 0x80, 0x800, 0x10000][length]! && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return { used: length, text: isCharacter ? String.fromCodePoint(code) : replacement };
}
