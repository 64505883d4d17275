import type { Json, JsonObject } from "../../core/index.ts";

/** A text of each format that has a form of its own; the same every time. */
const formatTexts: Readonly<Record<string, string>> = {
  "date-time": "2025-01-15T10:30:00Z",
  date: "2025-01-15",
  time: "10:30:00Z",
  duration: "P1D",
  email: "user@example.com",
  "idn-email": "user@example.com",
  hostname: "example.com",
  "idn-hostname": "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  url: "https://example.com/",
  iri: "https://example.com/",
  "uri-reference": "/",
  "uri-template": "/{id}",
  uuid: "123e4567-e89b-42d3-a456-426614174000",
  "json-pointer": "",
  "relative-json-pointer": "0",
  regex: ".*",
  byte: "dGV4dA==",
};

/** A text that a schema may allow: of its format, its pattern, its length. */
export function sampleText(schema: JsonObject): string {
  const format = schema["format"];
  const pattern = schema["pattern"];
  const known =
    typeof format === "string" && Object.hasOwn(formatTexts, format) ? formatTexts[format] : undefined;
  const start = known ?? (typeof pattern === "string" ? sampleOfPattern(pattern) : undefined) ?? "text";
  return fitted(start, countOf(schema["minLength"]) ?? 0, countOf(schema["maxLength"]) ?? Infinity);
}

/** Texts longer than this are not made. */
const charsMax = 10_000;

function fitted(text: string, min: number, max: number): string {
  const long = text.padEnd(Math.min(min, charsMax), text === "" ? "x" : text);
  return long.slice(0, max);
}

function countOf(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/**
 * The shortest text of a simple pattern: literals, classes, groups with alternatives, quantifiers. What it can't read
 * gives undefined; a text that does not fit is found by the validator.
 * @example sampleOfPattern("^(agt|usr)_[0-9a-f]{4}$") // "agt_0000"
 */
export function sampleOfPattern(pattern: string): string | undefined {
  const reader = { pattern, at: 0, left: charsMax };
  const text = readChoice(reader);
  return text === undefined || reader.at < pattern.length ? undefined : text;
}

interface Reader {
  readonly pattern: string;
  at: number;
  /** Characters that may still be made. */
  left: number;
}

function readChoice(reader: Reader): string | undefined {
  const first = readSequence(reader);
  while (reader.pattern[reader.at] === "|") {
    reader.at += 1;
    if (readSequence(reader) === undefined) return undefined;
  }
  return first;
}

function readSequence(reader: Reader): string | undefined {
  let text = "";
  while (reader.at < reader.pattern.length && !"|)".includes(reader.pattern[reader.at] as string)) {
    const atom = readAtom(reader);
    if (atom === undefined) return undefined;
    text += atom.repeat(readLeast(reader, atom.length));
  }
  return text;
}

function readAtom(reader: Reader): string | undefined {
  const { pattern } = reader;
  const one = pattern[reader.at++] as string;
  switch (one) {
    case "^":
    case "$":
      return "";
    case ".":
      return "x";
    case "(":
      return readGroup(reader);
    case "[":
      return readClass(reader);
    case "\\":
      return escaped(pattern[reader.at++]);
    default:
      return "*+?{}]".includes(one) ? undefined : one;
  }
}

function readGroup(reader: Reader): string | undefined {
  const opened = /\?(?::|<[A-Za-z]\w*>)/y;
  opened.lastIndex = reader.at;
  if (opened.test(reader.pattern)) reader.at = opened.lastIndex;
  // Looking ahead or back asks for more than one text can promise.
  else if (reader.pattern[reader.at] === "?") return undefined;
  const inner = readChoice(reader);
  if (reader.pattern[reader.at] !== ")") return undefined;
  reader.at += 1;
  return inner;
}

function readClass(reader: Reader): string | undefined {
  const body = /(?:[^\]\\]|\\.)*\]/y;
  body.lastIndex = reader.at;
  const found = body.exec(reader.pattern)?.[0];
  if (found === undefined) return undefined;
  reader.at = body.lastIndex;
  // The engine itself says which of some plain characters is one of the class.
  try {
    const set = new RegExp(`^[${found}$`, "u");
    return Array.from("a0A_-. /x1Z:@#]*+?()[{}|^$!%&'\"=,;<>~`\\").find((character) => set.test(character));
  } catch {
    return undefined;
  }
}

function escaped(letter: string | undefined): string | undefined {
  if (letter === undefined) return undefined;
  const classes: Readonly<Record<string, string>> = {
    d: "0",
    w: "a",
    s: " ",
    D: "a",
    W: "-",
    S: "a",
    n: "\n",
    t: "\t",
  };
  return classes[letter] ?? (/[A-Za-z0-9]/.test(letter) ? undefined : letter);
}

/** How often the atom before is to be repeated at the least. */
function readLeast(reader: Reader, length: number): number {
  const quantifier = /(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/y;
  quantifier.lastIndex = reader.at;
  const found = quantifier.exec(reader.pattern);
  if (found === null) return 1;
  reader.at = quantifier.lastIndex;
  const [text, least] = found;
  const wanted = least === undefined ? (text.startsWith("+") ? 1 : 0) : Number(least);
  const made = Math.min(wanted, Math.floor(reader.left / Math.max(1, length)));
  reader.left -= made * length;
  return made;
}
