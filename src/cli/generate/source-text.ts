import { decodeLossless, encodeLossless, toBase64 } from "../../core/index.ts";

/** Source text of a value: on one line, or broken over lines that are indented by so many blanks. */
export type Source = (indent: number) => string;

/** Columns that a line of generated source has at most, where it can be broken. */
export const columnsMax = 110;

/** What would be invisible, or change what a reader sees: it stands as an escape. */
const unseen = /[\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff]/g;

/** Half of a pair, which stands for a byte that is no text. */
const lone = /\p{Surrogate}/u;

function escaped(text: string): string {
  return text.replaceAll(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A string literal. @example stringSource('a "b"\n') // "\"a \\\"b\\\"\\n\"" */
export function stringSource(text: string): string {
  return escaped(JSON.stringify(text));
}

/** Text for a comment that goes to the end of its line. */
export function commentText(text: string): string {
  return escaped(JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("\\\\", "\\"));
}

/** A name in front of a property's value. `__proto__` would be no property. */
export function keySource(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : stringSource(name);
}

/** Text with marks, each of which stands for a constant of the generated file. */
export interface MarkedText {
  /** Lossless text. */
  readonly text: string;
  /** The constant's name by its mark. */
  readonly marks: ReadonlyMap<string, string>;
}

/**
 * A program's bytes: a string, where marks are a template with constants in it, and where they are no text
 * `{ base64: "…" }`. Text of several lines is broken after each.
 */
export function contentSource({ text: given, marks }: MarkedText): Source {
  // Halves of pairs that stand for no bytes reach a program as replacement characters.
  const text = decodeLossless(encodeLossless(given));
  const parts = partsOf(text, marks);
  if (lone.test(text)) {
    const base64 = parts.length > 1 || "name" in (parts[0] ?? {}) ? joinedSource(parts) : base64Source(text);
    return () => `{ base64: ${base64} }`;
  }
  const lines = text.split(/(?<=\n)/).map((line) => textSource(partsOf(line, marks)));
  return (indent) => {
    const whole = textSource(parts);
    if (lines.length < 2 || whole.length < 60) return whole;
    return lines.map((line) => `\n${" ".repeat(indent + 2)}${line}`).join(" +");
  };
}

type Part = { readonly text: string } | { readonly name: string };

function partsOf(text: string, marks: MarkedText["marks"]): readonly Part[] {
  if (marks.size === 0) return [{ text }];
  return text
    .split(new RegExp(`(${[...marks.keys()].join("|")})`))
    .filter((part) => part !== "")
    .map((part) => {
      const name = marks.get(part);
      return name === undefined ? { text: part } : { name };
    });
}

function textSource(parts: readonly Part[]): string {
  if (parts.every((part) => "text" in part)) return stringSource(parts.map((part) => part.text).join(""));
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && "name" in first) return first.name;
  const inside = parts.map((part) => ("name" in part ? `\${${part.name}}` : templateText(part.text)));
  return `\`${inside.join("")}\``;
}

function templateText(text: string): string {
  const plain = stringSource(text).slice(1, -1).replaceAll('\\"', '"');
  return plain.replaceAll("`", "\\`").replaceAll("${", "\\${");
}

function base64Source(text: string): string {
  return `"${toBase64(encodeLossless(text))}"`;
}

function joinedSource(parts: readonly Part[]): string {
  const buffers = parts.map((part) =>
    "name" in part ? `Buffer.from(${part.name})` : `Buffer.from(${base64Source(part.text)}, "base64")`,
  );
  return `Buffer.concat([${buffers.join(", ")}]).toString("base64")`;
}

/** `[a, b]`, or an item a line. */
export function listSource(items: readonly Source[]): Source {
  return enclosed("[", "]", items);
}

/** A value of several lines begins below its name. */
function property(name: string, value: string): string {
  return `${keySource(name)}:${value.startsWith("\n") ? "" : " "}${value}`;
}

/** `{ a: 1, b: 2 }`, or a property a line. */
export function objectSource(properties: readonly (readonly [name: string, value: Source])[]): Source {
  const items = properties.map(
    ([name, value]): Source =>
      (indent) =>
        property(name, value(indent)),
  );
  return enclosed("{ ", " }", items);
}

/** The same, always a property a line. */
export function objectLines(properties: readonly (readonly [name: string, value: Source])[]): Source {
  return (indent) => {
    const pad = " ".repeat(indent + 2);
    const lines = properties.map(([name, value]) => `${pad}${property(name, value(indent + 2))},\n`);
    return `{\n${lines.join("")}${" ".repeat(indent)}}`;
  };
}

/** `name(a, b)`, or an argument a line. */
export function callSource(name: string, items: readonly Source[]): Source {
  return enclosed(`${name}(`, ")", items);
}

function enclosed(open: string, close: string, items: readonly Source[]): Source {
  return (indent) => {
    if (items.length === 0) return open.trimEnd() + close.trimStart();
    const inside = items.map((item) => item(indent + 2));
    const line = `${open}${inside.join(", ")}${close}`;
    if (!line.includes("\n") && indent + line.length <= columnsMax) return line;
    const pad = " ".repeat(indent + 2);
    return `${open.trimEnd()}\n${inside.map((one) => `${pad}${one.trimStart()},\n`).join("")}${" ".repeat(indent)}${close.trimStart()}`;
  };
}
