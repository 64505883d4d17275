import { quote } from "../../core/index.ts";
import { Untranslatable, type PatternReader } from "./reader.ts";
import { wordCharacters } from "./set.ts";

/** What a backslash and what follows it stand for. */
export type Escape =
  | { readonly kind: "literal"; readonly character: string }
  | { readonly kind: "set"; readonly listed: string; readonly negated: boolean }
  | { readonly kind: "assertion"; readonly text: string }
  /** What a group took. */
  | { readonly kind: "reference"; readonly text: string };

const sets: Readonly<Record<string, string>> = {
  d: String.raw`\p{Nd}`,
  w: wordCharacters,
  s: String.raw`\p{White_Space}`,
};

const controls: Readonly<Record<string, string>> = {
  a: "\u0007",
  f: "\f",
  t: "\t",
  n: "\n",
  r: "\r",
  v: "\v",
};

const before = `(?<=[${wordCharacters}])`;
const notBefore = `(?<![${wordCharacters}])`;
const after = `(?=[${wordCharacters}])`;
const notAfter = `(?![${wordCharacters}])`;

const assertions: Readonly<Record<string, string>> = {
  A: "^",
  z: "$",
  "<": notBefore + after,
  ">": before + notAfter,
  b: `(?:${before}${notAfter}|${notBefore}${after})`,
  B: `(?:${before}${after}|${notBefore}${notAfter})`,
};

const boundaries: Readonly<Record<string, string>> = {
  start: notBefore + after,
  end: before + notAfter,
  "start-half": notBefore,
  "end-half": notAfter,
};

/** Reads what follows a backslash. @throws Untranslatable */
export function readEscape(reader: PatternReader): Escape {
  if (reader.isAtEnd) throw new Untranslatable("a backslash stands at the end");
  const one = reader.take();
  const lower = one.toLowerCase();
  if (Object.hasOwn(controls, one)) return { kind: "literal", character: controls[one] as string };
  if (Object.hasOwn(sets, lower))
    return { kind: "set", listed: sets[lower] as string, negated: lower !== one };
  if (lower === "p") return readProperty(reader, one === "P");
  if (one === "x" || one === "u" || one === "U") return readCode(reader, one);
  if (one === "b" && reader.peek() === "{") {
    reader.take();
    const name = reader.takeUntil("}", String.raw`\b{`);
    const text = boundaries[name];
    if (text === undefined) throw new Untranslatable(`there is no boundary ${quote(name, 40)}`);
    return { kind: "assertion", text };
  }
  if (Object.hasOwn(assertions, one)) return { kind: "assertion", text: assertions[one] as string };
  if (/^[1-9]$/.test(one)) return { kind: "reference", text: `\\${one}` };
  if (/^[A-Za-z0-9]$/.test(one)) {
    throw new Untranslatable(`${quote(`\\${one}`, 10)} has no meaning in Rust's regular expressions`);
  }
  return { kind: "literal", character: one };
}

const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function readCode(reader: PatternReader, letter: string): Escape {
  let text = "";
  if (reader.peek() === "{") {
    reader.take();
    text = reader.takeUntil("}", `\\${letter}{`);
  } else {
    for (let count = 0; count < (digits[letter] as number); count++) text += reader.take();
  }
  const code = /^[0-9A-Fa-f]{1,8}$/.test(text) ? Number.parseInt(text, 16) : Number.NaN;
  if (!(code <= 0x10_ff_ff) || (code >= 0xd800 && code < 0xe000)) {
    throw new Untranslatable(`${quote(text, 20)} is not the number of a character`);
  }
  return { kind: "literal", character: String.fromCodePoint(code) };
}

/** Reads a property of Unicode. Rust takes the name of a script alone, JavaScript does not. */
function readProperty(reader: PatternReader, capital: boolean): Escape {
  const braces = reader.peek() === "{";
  if (braces) reader.take();
  const written = braces ? reader.takeUntil("}", String.raw`\p{`) : reader.take();
  const inverse = written.startsWith("^");
  const name = inverse ? written.slice(1) : written;
  const capitalized = name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
  const listed = [name, capitalized, `Script=${name}`, `Script=${capitalized}`]
    .map((one) => `\\p{${one}}`)
    .find((one) => /^\\p\{[\w=]+\}$/.test(one) && compiles(one));
  if (listed === undefined)
    throw new Untranslatable(`JavaScript knows no property of characters ${quote(written, 40)}`);
  return { kind: "set", listed, negated: capital !== inverse };
}

function compiles(source: string): boolean {
  try {
    RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}
