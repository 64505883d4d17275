/**
 * Bytes and text. A program's arguments, output and bodies are bytes; where a string is wanted, the
 * lossless form keeps invalid UTF-8 as lone surrogates U+DC80..U+DCFF (the rule of PEP 383), so that
 * text can be matched and printed and still turns back into the same bytes.
 */

const encoder = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of a string. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * Writes the UTF-8 bytes of a string into `target`, as far as whole characters find room there.
 * @returns characters (UTF-16 units) that were read, and bytes that were written
 */
export function utf8Into(
  text: string,
  target: Uint8Array,
): { readonly read: number; readonly written: number } {
  return encoder.encodeInto(text, target);
}

/** The text of UTF-8 bytes, or undefined when they are not valid UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Text of any bytes, without loss: an invalid byte b becomes the lone surrogate U+DC00 + b.
 * @example decodeLossless(new Uint8Array([0x61, 0xff])) // "a\udcff"
 */
export function decodeLossless(bytes: Uint8Array): string {
  const whole = textOf(bytes);
  if (whole !== undefined) return whole;
  const parts: string[] = [];
  const units = new Uint16Array(Math.min(bytes.length, unitsAtOnce) + 1);
  let count = 0;
  for (let index = 0; index < bytes.length;) {
    const length = sequenceLength(bytes, index);
    const code = length === 0 ? 0xdc00 + (bytes[index] as number) : codePoint(bytes, index, length);
    index += Math.max(length, 1);
    if (code > 0xffff) units[count++] = 0xd7c0 + (code >> 10);
    units[count++] = code > 0xffff ? 0xdc00 | (code & 0x3ff) : code;
    if (count < unitsAtOnce && index < bytes.length) continue;
    parts.push(String.fromCharCode(...units.subarray(0, count)));
    count = 0;
  }
  return parts.join("");
}

/** As many as may be arguments of one call. */
const unitsAtOnce = 8192;

/** Bytes of the character that begins here; 0 when none does. */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const lead = bytes[index] as number;
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  if (index + length > bytes.length) return 0;
  for (let at = 1; at < length; at++) if (((bytes[index + at] as number) & 0xc0) !== 0x80) return 0;
  const code = length < 3 ? 0 : codePoint(bytes, index, length);
  // Longer than needed, half of a pair, or past the end of Unicode.
  if (length === 3 && (code < 0x800 || (code >= 0xd800 && code < 0xe000))) return 0;
  return length === 4 && (code < 0x10000 || code > 0x10ffff) ? 0 : length;
}

function codePoint(bytes: Uint8Array, index: number, length: number): number {
  const lead = bytes[index] as number;
  let code = length === 1 ? lead : lead & (0xff >> (length + 1));
  for (let at = 1; at < length; at++) code = (code << 6) | ((bytes[index + at] as number) & 0x3f);
  return code;
}

/** The bytes of a text made by decodeLossless; other text is UTF-8. */
export function encodeLossless(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return utf8(text);
  const bytes = new Uint8Array(text.length * 3);
  let count = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x80) bytes[count++] = code;
    else if (code >= 0xdc80 && code <= 0xdcff) bytes[count++] = code - 0xdc00;
    else {
      const pair = code >= 0xd800 && code < 0xdc00 && (text.codePointAt(index) as number) > 0xffff;
      count += utf8Into(text.slice(index, index + (pair ? 2 : 1)), bytes.subarray(count)).written;
      if (pair) index += 1;
    }
  }
  return bytes.slice(0, count);
}

/** One array of all bytes, in order. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Whether two byte arrays hold the same bytes. */
export function bytesEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

const sextets = new Map(Array.from(alphabet, (character, index) => [character.charCodeAt(0), index]));

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  // A multiple of three, so that only the last part is padded.
  for (let from = 0; from < bytes.length; from += 6144)
    parts.push(base64Part(bytes.subarray(from, from + 6144)));
  return parts.join("");
}

function base64Part(bytes: Uint8Array): string {
  const units = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(0x3d);
  for (let index = 0, at = 0; index < bytes.length; index += 3) {
    const [a, b, c] = [bytes[index] as number, bytes[index + 1] ?? 0, bytes[index + 2] ?? 0];
    const word = (a << 16) | (b << 8) | c;
    for (let shift = 18; shift >= Math.max(0, 18 - 6 * (bytes.length - index)); shift -= 6)
      units[at++] = alphabet.charCodeAt((word >> shift) & 63);
  }
  return String.fromCharCode(...units);
}

/** The bytes of standard base64 (padding optional, white space ignored), or undefined if it is not base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  const clean = text.replaceAll(/\s/g, "").replace(/={0,2}$/, "");
  if (/[^A-Za-z0-9+/]/.test(clean) || clean.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let word = 0;
  let bits = 0;
  let offset = 0;
  for (let index = 0; index < clean.length; index++) {
    word = ((word << 6) | (sextets.get(clean.charCodeAt(index)) as number)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[offset++] = (word >> bits) & 0xff;
  }
  return bytes;
}

/** Data that is text when it can be, base64 when it can't: how bytes stand in JSON. */
export type TextOrBase64 = string | { readonly base64: string };

/** Bytes as they stand in JSON. @example toJsonBytes(utf8("hi")) // "hi" */
export function toJsonBytes(bytes: Uint8Array): TextOrBase64 {
  return textOf(bytes) ?? { base64: toBase64(bytes) };
}

/** The bytes of what toJsonBytes made. */
export function fromJsonBytes(value: TextOrBase64): Uint8Array {
  return typeof value === "string" ? utf8(value) : (fromBase64(value.base64) ?? new Uint8Array());
}
