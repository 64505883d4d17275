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
  let text = "";
  let index = 0;
  while (index < bytes.length) {
    const length = sequenceLength(bytes, index);
    const part = length === 0 ? undefined : textOf(bytes.subarray(index, index + length));
    if (part === undefined) {
      text += String.fromCharCode(0xdc00 + (bytes[index] as number));
      index += 1;
    } else {
      text += part;
      index += length;
    }
  }
  return text;
}

function sequenceLength(bytes: Uint8Array, index: number): number {
  const lead = bytes[index] as number;
  const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  return index + length <= bytes.length ? length : 0;
}

/** The bytes of a text made by decodeLossless; other text is UTF-8. */
export function encodeLossless(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return utf8(text);
  const parts: Uint8Array[] = [];
  let plain = "";
  for (const character of text) {
    const code = character.length === 1 ? character.charCodeAt(0) : 0;
    if (code >= 0xdc80 && code <= 0xdcff) {
      if (plain !== "") parts.push(utf8(plain));
      plain = "";
      parts.push(new Uint8Array([code - 0xdc00]));
    } else plain += character;
  }
  if (plain !== "") parts.push(utf8(plain));
  return concatBytes(parts);
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

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [a, b, c] = [bytes[index] as number, bytes[index + 1] ?? 0, bytes[index + 2] ?? 0];
    const word = (a << 16) | (b << 8) | c;
    text += alphabet.charAt(word >> 18) + alphabet.charAt((word >> 12) & 63);
    text += index + 1 < bytes.length ? alphabet.charAt((word >> 6) & 63) : "=";
    text += index + 2 < bytes.length ? alphabet.charAt(word & 63) : "=";
  }
  return text;
}

/** The bytes of standard base64 (padding optional, white space ignored), or undefined if it is not base64. */
export function fromBase64(text: string): Uint8Array | undefined {
  const clean = text.replaceAll(/\s/g, "").replace(/={0,2}$/, "");
  if (/[^A-Za-z0-9+/]/.test(clean) || clean.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((clean.length * 3) / 4));
  let word = 0;
  let bits = 0;
  let offset = 0;
  for (const character of clean) {
    word = ((word << 6) | alphabet.indexOf(character)) & 0xffffff;
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
