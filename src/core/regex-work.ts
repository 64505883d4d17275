/**
 * How much work a regular expression may be at the most. JavaScript's engine tries one way after the other,
 * so the work is bounded by the number of ways: a repetition of something that is itself certain has as
 * many as the text is long, and ways in a row multiply. Where a repetition holds a choice (`(a+)+`,
 * `(a|a)*`) the number is exponential, and there is no bound worth the name.
 */
export interface WorkBound {
  /** How many ways there are, as factor * (length + 1) ** degree. */
  readonly factor: number;
  readonly degree: number;
  /** Steps along one way at the most. */
  readonly length: number;
  /** Whether it must start where the text starts. */
  readonly anchored: boolean;
}

/** The work bound of a pattern, or undefined when it has none that is worth knowing. */
export function workBound(source: string, flags: string): WorkBound | undefined {
  // Sets of strings and nested classes are another grammar.
  if (flags.includes("v")) return undefined;
  const reader: Reader = { source, unicode: flags.includes("u"), at: 0 };
  const found = readAlternatives(reader);
  if (found === undefined || reader.at < source.length) return undefined;
  const anchored = source.startsWith("^") && !flags.includes("m") && !found.choice;
  return { factor: found.factor, degree: found.degree, length: found.length, anchored };
}

/** Steps at the most on a text of a length. */
export function boundedSteps(bound: WorkBound, textLength: number): number {
  const ways = bound.factor * (textLength + 1) ** bound.degree;
  return bound.length * ways * (bound.anchored ? 1 : textLength + 1);
}

interface Reader {
  readonly source: string;
  readonly unicode: boolean;
  at: number;
}

interface Part {
  readonly factor: number;
  readonly degree: number;
  readonly length: number;
  /** Whether it may match without taking a character. */
  readonly empty: boolean;
  /** Whether it has alternatives at its top. */
  readonly choice: boolean;
}

const nothing: Part = { factor: 1, degree: 0, length: 0, empty: true, choice: false };
const character: Part = { factor: 1, degree: 0, length: 1, empty: false, choice: false };
const assertion: Part = { ...character, empty: true };

function readAlternatives(reader: Reader): Part | undefined {
  let whole = readSequence(reader);
  while (whole !== undefined && reader.source[reader.at] === "|") {
    reader.at++;
    const next = readSequence(reader);
    if (next === undefined) return undefined;
    whole = {
      factor: whole.factor + next.factor,
      degree: Math.max(whole.degree, next.degree),
      length: whole.length + next.length,
      empty: whole.empty || next.empty,
      choice: true,
    };
  }
  return whole;
}

function readSequence(reader: Reader): Part | undefined {
  let whole = nothing;
  while (reader.at < reader.source.length && !"|)".includes(reader.source[reader.at] as string)) {
    const atom = readAtom(reader);
    const part = atom === undefined ? undefined : readQuantifier(reader, atom);
    if (part === undefined) return undefined;
    whole = {
      factor: whole.factor * part.factor,
      degree: whole.degree + part.degree,
      length: whole.length + part.length,
      empty: whole.empty && part.empty,
      choice: false,
    };
  }
  return whole;
}

function readAtom(reader: Reader): Part | undefined {
  const { source } = reader;
  const one = source[reader.at] as string;
  if (one === "(") return readGroup(reader);
  if (one === "\\") return readEscape(reader);
  if (one !== "[") {
    reader.at++;
    return one === "^" || one === "$" ? assertion : character;
  }
  const end = /\[(?:[^\]\\]|\\[^])*\]/y;
  end.lastIndex = reader.at;
  if (!end.test(source)) return undefined;
  reader.at = end.lastIndex;
  return character;
}

function readEscape(reader: Reader): Part | undefined {
  const next = reader.source[reader.at + 1];
  // A back reference takes what a group took, character by character; \k may be one.
  if (next === undefined || /[1-9k]/.test(next)) return undefined;
  reader.at += 2;
  if (next === "b" || next === "B") return assertion;
  if (reader.unicode && /[pPu]/.test(next) && reader.source[reader.at] === "{") {
    reader.at = reader.source.indexOf("}", reader.at) + 1;
  }
  return character;
}

function readGroup(reader: Reader): Part | undefined {
  const start = /\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/y;
  start.lastIndex = reader.at;
  const opened = start.exec(reader.source)?.[0] ?? "";
  reader.at += opened.length;
  // Anything else after (? is a newer grammar.
  if (reader.source[reader.at] === "?") return undefined;
  const inner = readAlternatives(reader);
  if (inner === undefined || reader.source[reader.at] !== ")") return undefined;
  reader.at++;
  const looks = /^\(\?<?[=!]/.test(opened);
  return { ...inner, empty: looks || inner.empty, choice: false };
}

function readQuantifier(reader: Reader, atom: Part): Part | undefined {
  const found = /(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/y;
  found.lastIndex = reader.at;
  const match = found.exec(reader.source);
  if (match === null) return atom;
  reader.at += match[0].length;
  const [text, least, comma, most] = match;
  if (text.startsWith("{")) {
    const min = Number(least);
    return repeat(
      atom,
      min,
      comma === undefined ? min : most === "" ? Number.POSITIVE_INFINITY : Number(most),
    );
  }
  return repeat(atom, text.startsWith("+") ? 1 : 0, text.startsWith("?") ? 1 : Number.POSITIVE_INFINITY);
}

function repeat(atom: Part, min: number, max: number): Part | undefined {
  const certain = atom.factor === 1 && atom.degree === 0;
  const empty = atom.empty || min === 0;
  if (max <= 1) return { ...atom, factor: atom.factor + (min === max ? 0 : 1), empty };
  if (!certain || atom.empty) return undefined;
  if (max === Number.POSITIVE_INFINITY) {
    return { ...atom, degree: 1, length: atom.length * Math.max(1, min), empty };
  }
  return { ...atom, factor: max - min + 1, length: atom.length * max, empty };
}
