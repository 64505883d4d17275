import { quote } from "../../core/index.ts";
import type { RegexData } from "../../core/index.ts";
import { readClass } from "./character-class.ts";
import { readEscape } from "./escape.ts";
import { noFlags, PatternReader, Untranslatable, type Flags } from "./reader.ts";
import { literalCharacter, setText } from "./set.ts";

/** A part of the pattern that comes out. */
interface Piece {
  readonly text: string;
  /** Whether case is ignored here, where that makes a difference. */
  readonly ignoresCase?: boolean;
}

/** A translated pattern, or why there is none. */
export type Translation =
  | { readonly ok: true; readonly regex: RegexData }
  | { readonly ok: false; readonly reason: string };

/**
 * A regular expression of Rust, which claudeless reads, as one of JavaScript that takes exactly the same texts. Flags
 * in the pattern, `(?ims)`, have no counterpart in JavaScript: what they change is written out, but for `i`, which is
 * a flag of the whole where it holds for the whole. What JavaScript has beyond Rust, look-around and back references,
 * is taken as it is.
 * @example translateRegex("(?i)fix") // { ok: true, regex: { source: "fix", flags: "iu" } }
 */
export function translateRegex(source: string): Translation {
  const reader = new PatternReader(source);
  try {
    const pieces = readAlternatives(reader, noFlags);
    if (!reader.isAtEnd) throw new Untranslatable("a ) closes nothing");
    const regex = joined(pieces);
    RegExp(regex.source, regex.flags);
    return { ok: true, regex };
  } catch (error) {
    if (error instanceof Untranslatable) return { ok: false, reason: error.message };
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: message.charAt(0).toLowerCase() + message.slice(1) };
  }
}

/** The pieces as one pattern; where case is ignored in parts of it only, each of these says so itself. */
function joined(pieces: readonly Piece[]): RegexData {
  const kinds = new Set(pieces.flatMap(({ ignoresCase }) => ignoresCase ?? []));
  const whole = pieces.map(({ text }) => text).join("");
  if (kinds.size < 2) return { source: whole, flags: kinds.has(true) ? "iu" : "u" };
  if (!hasFlagGroups())
    throw new Untranslatable(
      "(?i) holds for a part of the pattern only, which this version of Node can't do",
    );
  const parts = pieces.map(({ text, ignoresCase }) => (ignoresCase === true ? `(?i:${text})` : text));
  return { source: parts.join(""), flags: "u" };
}

/** Whether the running JavaScript has groups with flags of their own: Node since 23. */
function hasFlagGroups(): boolean {
  try {
    RegExp("(?i:a)", "u");
    return true;
  } catch {
    return false;
  }
}

/** Reads up to the end of a group, or of the pattern. */
function readAlternatives(reader: PatternReader, outer: Flags): Piece[] {
  const pieces: Piece[] = [];
  let flags = outer;
  for (;;) {
    reader.skipSpace(flags);
    if (reader.isAtEnd || reader.peek() === ")") return pieces;
    if (reader.takeText("|")) {
      pieces.push({ text: "|" });
      continue;
    }
    const changed = readFlags(reader, flags);
    if (changed !== undefined) {
      flags = changed;
      continue;
    }
    pieces.push(...readAtom(reader, flags), ...readRepetition(reader, flags));
  }
}

/** Takes `(?flags)`, which changes the flags for the rest of the group. */
function readFlags(reader: PatternReader, flags: Flags): Flags | undefined {
  let length = 2;
  while (/^[A-Za-z-]$/.test(reader.peek(length))) length += 1;
  const opens = reader.peek() === "(" && reader.peek(1) === "?";
  if (!opens || reader.peek(length) !== ")") return undefined;
  let text = "";
  for (let count = 0; count <= length; count++) text += reader.take();
  return flagsOf(text.slice(2, -1), flags);
}

function flagsOf(text: string, before: Flags): Flags {
  const [on = "", off = "", ...more] = text.split("-");
  if (on + off === "" || more.length > 0 || (text.includes("-") && off === ""))
    throw new Untranslatable(`(?${text}) names no flag`);
  const flags: Record<string, boolean> = { ...before };
  for (const [letters, value] of [
    [on, true],
    [off, false],
  ] as const) {
    for (const letter of letters) {
      if (letter === "u" && value) continue;
      if (!Object.hasOwn(noFlags, letter))
        throw new Untranslatable(`the flag ${value ? "" : "-"}${letter} has no counterpart in JavaScript`);
      flags[letter] = value;
    }
  }
  return flags as unknown as Flags;
}

function readAtom(reader: PatternReader, flags: Flags): Piece[] {
  const one = reader.take();
  if (one === "(") return readGroup(reader, flags);
  if (one === "[") {
    const set = readClass(reader, flags);
    return [{ text: setText(set, set.negated), ignoresCase: flags.i }];
  }
  if (one === ".") return [{ text: flags.s ? "[^]" : String.raw`[^\n]` }];
  if (one === "^") return [{ text: flags.m ? String.raw`(?<![^\n])` : "^" }];
  if (one === "$") return [{ text: flags.m ? String.raw`(?![^\n])` : "$" }];
  if ("*+?{".includes(one)) throw new Untranslatable(`${one} repeats nothing`);
  return [one === "\\" ? escaped(reader, flags) : literal(one, flags)];
}

function escaped(reader: PatternReader, flags: Flags): Piece {
  const escape = readEscape(reader);
  if (escape.kind === "literal") return literal(escape.character, flags);
  if (escape.kind === "assertion") return { text: escape.text };
  if (escape.kind === "reference") return { text: escape.text, ignoresCase: flags.i };
  return { text: setText({ listed: escape.listed, allBut: [] }, escape.negated), ignoresCase: flags.i };
}

function literal(character: string, { i }: Flags): Piece {
  const text = literalCharacter(character);
  return character.toLowerCase() === character.toUpperCase() ? { text } : { text, ignoresCase: i };
}

const looks = ["?=", "?!", "?<=", "?<!"];

function readGroup(reader: PatternReader, outer: Flags): Piece[] {
  let opened = "(";
  let flags = outer;
  const look = looks.find((one) => reader.takeText(one));
  if (look !== undefined) opened += look;
  else if (reader.takeText("?P<") || reader.takeText("?<"))
    opened += `?<${reader.takeUntil(">", "a group's name")}>`;
  else if (reader.takeText("?")) {
    const text = /^[A-Za-z:-]$/.test(reader.peek())
      ? reader.takeUntil(":", "a group's flags")
      : reader.peek();
    if (!/^[A-Za-z-]*$/.test(text))
      throw new Untranslatable(`a group can't begin with ${quote(`(?${text}`, 20)}`);
    if (text !== "") flags = flagsOf(text, outer);
    opened += "?:";
  }
  const inner = readAlternatives(reader, flags);
  if (!reader.takeText(")")) throw new Untranslatable("a ( is not closed");
  return [{ text: opened }, ...inner, { text: ")" }];
}

function readRepetition(reader: PatternReader, flags: Flags): Piece[] {
  reader.skipSpace(flags);
  const one = reader.peek();
  if (one === "" || !"*+?{".includes(one)) return [];
  reader.take();
  let text = one;
  if (one === "{") {
    const counts = reader.takeUntil("}", "a repetition {...}");
    if (!/^(?:\d{1,6}(?:,\d{0,6})?|,\d{1,6})$/.test(counts))
      throw new Untranslatable(`{${counts}} does not say how often; a brace that stands for itself is \\{`);
    text = `{${counts.startsWith(",") ? "0" : ""}${counts}}`;
  }
  const lazy = reader.takeText("?") !== flags.U;
  reader.skipSpace(flags);
  const next = reader.peek();
  if (next !== "" && "*+?{".includes(next))
    throw new Untranslatable(
      `${quote(text + next, 20)}: a repetition can't be repeated; put it in (?:...) first`,
    );
  return [{ text: lazy ? `${text}?` : text }];
}
