import { quote } from "../../core/index.ts";
import { readEscape } from "./escape.ts";
import { Untranslatable, type Flags, type PatternReader } from "./reader.ts";
import { listedCharacter, type CharacterSet } from "./set.ts";

/** Classes of ASCII that have a name, as they stand in a set. */
const named: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  ascii: String.raw`\x00-\x7f`,
  blank: String.raw`\t `,
  cntrl: String.raw`\x00-\x1f\x7f`,
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: String.raw`!-\/:-@\[-\x60{-~`,
  space: String.raw`\t\n\v\f\r `,
  upper: "A-Z",
  word: "0-9A-Za-z_",
  xdigit: "0-9A-Fa-f",
};

const notClosed = "a class [...] is not closed";

/** Reads a class after its opening bracket. @throws Untranslatable */
export function readClass(reader: PatternReader, flags: Flags): CharacterSet & { readonly negated: boolean } {
  const negated = reader.takeText("^");
  let listed = "";
  const allBut: string[] = [];
  const add = (set: CharacterSet, inverse: boolean): void => {
    if (!inverse) {
      listed += set.listed;
      allBut.push(...set.allBut);
    } else if (set.allBut.length === 0) allBut.push(set.listed);
    else if (set.allBut.length === 1 && set.listed === "") listed += set.allBut.join("");
    else throw new Untranslatable("a class in a class says what it is not twice");
  };
  // Where they can't be anything else, both stand for themselves.
  while (reader.takeText("-")) listed += String.raw`\-`;
  if (listed === "" && reader.takeText("]")) listed += String.raw`\]`;
  for (;;) {
    if (flags.x) reader.skipSpace(flags);
    if (reader.isAtEnd) throw new Untranslatable(notClosed);
    if (reader.takeText("]")) return { listed, allBut, negated };
    if (reader.takeText("[:")) add(...readNamed(reader));
    else if (reader.takeText("[")) {
      const inner = readClass(reader, flags);
      add(inner, inner.negated);
    } else {
      const item = readItem(reader);
      if (typeof item === "string") listed += readRange(reader, item, flags);
      else add(item.set, item.negated);
    }
  }
}

function readNamed(reader: PatternReader): [set: CharacterSet, negated: boolean] {
  const written = reader.takeUntil("]", "a class [:...:]");
  const match = /^(\^?)([a-z]+):$/.exec(written);
  const listed = named[match?.[2] ?? ""];
  if (match === null || listed === undefined)
    throw new Untranslatable(`there is no class ${quote(`[:${written}]`, 40)}`);
  return [{ listed, allBut: [] }, match[1] === "^"];
}

type Item = string | { readonly set: CharacterSet; readonly negated: boolean };

function readItem(reader: PatternReader): Item {
  for (const operator of ["&&", "--", "~~"]) {
    if (reader.takeText(operator))
      throw new Untranslatable(`JavaScript's classes have no ${operator} without a grammar of its own`);
  }
  const one = reader.take();
  if (one !== "\\") return one;
  const escape = readEscape(reader);
  if (escape.kind === "literal") return escape.character;
  if (escape.kind === "set") return { set: { listed: escape.listed, allBut: [] }, negated: escape.negated };
  throw new Untranslatable("what stands for a place can't stand in a class");
}

function readRange(reader: PatternReader, first: string, flags: Flags): string {
  reader.skipSpace(flags);
  if (reader.peek() !== "-" || reader.peek(1) === "]" || reader.peek(1) === "-")
    return listedCharacter(first);
  reader.take();
  reader.skipSpace(flags);
  if (reader.isAtEnd) throw new Untranslatable(notClosed);
  const last = readItem(reader);
  if (typeof last !== "string") throw new Untranslatable("a range in a class has no last character");
  if ((first.codePointAt(0) as number) > (last.codePointAt(0) as number))
    throw new Untranslatable(`the range ${quote(`${first}-${last}`, 40)} is the wrong way round`);
  return `${listedCharacter(first)}-${listedCharacter(last)}`;
}
