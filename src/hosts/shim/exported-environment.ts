import { decodeLossless, encodeLossless } from "../../core/index.ts";

/**
 * Reads what `export -p` prints. POSIX leaves the quoting to the shell: dash writes 'it'"'"'s', ash the
 * same, bash "it's" with backslashes or $'...' for control characters, older bash declares with -x.
 * Names without a value were exported but never set.
 */
export function readExports(text: string): Record<string, string> {
  const env: [string, string][] = [];
  let at = 0;
  while (at < text.length) {
    const start =
      /(?:export|declare -[a-zA-Z]+|typeset -[a-zA-Z]+)(?: -[a-zA-Z]+)? ([A-Za-z_][A-Za-z0-9_]*)(=?)/y;
    start.lastIndex = at;
    const match = start.exec(text);
    if (match === null) {
      const next = text.indexOf("\n", at);
      at = next < 0 ? text.length : next + 1;
      continue;
    }
    const word = readWord(text, start.lastIndex);
    // Bytes that were escaped one by one may be a character together.
    if (match[2] === "=") env.push([match[1] as string, decodeLossless(encodeLossless(word.value))]);
    at = word.end + 1;
  }
  return Object.fromEntries(env);
}

interface Word {
  readonly value: string;
  /** Index after its last character. */
  readonly end: number;
}

function readWord(text: string, from: number): Word {
  let value = "";
  let at = from;
  while (at < text.length && text[at] !== "\n") {
    const part = readPart(text, at);
    value += part.value;
    at = part.end;
  }
  return { value, end: at };
}

function readPart(text: string, at: number): Word {
  const mark = text[at];
  if (mark === "'") {
    const end = closing(text, at + 1, "'");
    return { value: text.slice(at + 1, end), end: end + 1 };
  }
  if (mark === '"')
    return readEscaped(text, at + 1, '"', (code) => ('"\\$`'.includes(code) ? code : `\\${code}`));
  if (mark === "$" && text[at + 1] === "'") return readEscaped(text, at + 2, "'", unescape);
  if (mark === "\\") return { value: text[at + 1] ?? "", end: at + 2 };
  return { value: mark ?? "", end: at + 1 };
}

function closing(text: string, from: number, mark: string): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end;
}

function readEscaped(text: string, from: number, mark: string, decode: (code: string) => string): Word {
  let value = "";
  let at = from;
  while (at < text.length && text[at] !== mark) {
    if (text[at] !== "\\") {
      value += text[at];
      at += 1;
      continue;
    }
    const octal = mark === "'" ? /[0-7]{1,3}/y : undefined;
    if (octal !== undefined) octal.lastIndex = at + 1;
    const code = octal?.exec(text)?.[0] ?? text[at + 1] ?? "";
    value += decode(code);
    at += 1 + code.length;
  }
  return { value, end: at + 1 };
}

const controls: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  e: "\u001b",
  E: "\u001b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function unescape(code: string): string {
  if (!/^[0-7]/.test(code)) return controls[code] ?? code;
  const byte = Number.parseInt(code, 8);
  return byte < 0x80 ? String.fromCharCode(byte) : String.fromCharCode(0xdc00 + byte);
}
