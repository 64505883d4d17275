import { fromBase64, privateKeyShape, toBase64, tokenMarks, tokenShapes } from "../core/index.ts";

/** How much of encoded text is looked into; a multiple of four, as base64 goes. */
const encodedCharsMax = 64 * 1024;

const base64Run = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
const hexRun = /[0-9A-Fa-f]{24,}/g;
const percentRun = /(?:%[0-9A-Fa-f]{2}|[A-Za-z0-9._~-]){8,}/g;
const escapeRun = /(?:\\{1,4}u00[0-9A-Fa-f]{2}|[A-Za-z0-9._~-]){8,}/g;

const marks = [...tokenShapes, privateKeyShape].flatMap((shape) => shape.marks);

/**
 * Text in which encoded text that holds a well-known secret is replaced: base64 of both alphabets wherever it begins,
 * hexadecimal digits, URL encoding, escapes of JSON. Base64 of gzip goes always: nobody can read it, and nothing here
 * can look into it.
 */
export function redactEncodings(text: string, redacted: string): string {
  if (text.length < 24) return text;
  let result = text.replace(base64Run, (run) => redactBase64Run(run, redacted));
  if (hexMarks.test(result)) {
    result = result.replace(hexRun, (run) => (holdsSecret(fromHex(run)) ? redacted : run));
  }
  for (const [hint, pattern, code] of [
    ["%", percentRun, /%([0-9A-Fa-f]{2})/g],
    [String.raw`\u00`, escapeRun, /\\{1,4}u00([0-9A-Fa-f]{2})/g],
  ] as const) {
    if (!result.includes(hint)) continue;
    result = result.replace(pattern, (run) =>
      run.includes(hint) && holdsSecret(run.replace(code, (_, hex: string) => fromHex(hex))) ? redacted : run,
    );
  }
  return result;
}

/** The parts between what separates names in a path go first, so that the others of them stay. */
function redactBase64Run(run: string, redacted: string): string {
  const head = run.slice(0, encodedCharsMax).replaceAll("-", "+").replaceAll("_", "/");
  if (!head.includes("H4sI") && !base64Marks.test(head)) return run;
  const parts = run.split(/([/_-])/);
  const clean = parts.map((part) => (part.length >= 24 && isSecretBase64(part) ? redacted : part));
  if (clean.some((part, index) => part !== parts[index])) return clean.join("");
  return isSecretBase64(head) ? redacted : run;
}

function isSecretBase64(text: string): boolean {
  if (text.startsWith("H4sI")) return true;
  return [0, 1, 2, 3].some((from) => {
    const digits = text.slice(from, encodedCharsMax).replace(/=+$/, "");
    // What was cut anywhere is read as far as it goes.
    const bytes = fromBase64(digits.length % 4 === 1 ? digits.slice(0, -1) : digits);
    return (
      bytes !== undefined && holdsSecret(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    );
  });
}

function holdsSecret(text: string): boolean {
  if (!tokenMarks.test(text) && !text.includes("-----BEGIN")) return false;
  return [...tokenShapes, privateKeyShape].some(({ pattern }) => text.search(pattern) >= 0);
}

function fromHex(digits: string): string {
  const pairs = digits.match(/../g) ?? [];
  return pairs.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join("");
}

/** Base64 of every mark, as far as what stands around it does not change it: one quick look before any decoding. */
const base64Marks = new RegExp(
  marks
    .flatMap((mark) =>
      [0, 1, 2].map((before) => {
        const bytes = Uint8Array.from("\0".repeat(before) + mark, (one) => one.charCodeAt(0));
        return toBase64(bytes).slice(Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6));
      }),
    )
    .map((one) => one.replaceAll(/[+/]/g, String.raw`\$&`))
    .join("|"),
);

const hexMarks = new RegExp(
  marks
    .map((mark) => Array.from(mark, (one) => one.charCodeAt(0).toString(16).padStart(2, "0")).join(""))
    .join("|"),
  "i",
);
