import { columnsOf, padTo, wrap } from "./columns.ts";
import type { Style } from "./style.ts";

/** A difference taken apart: the field, what was expected there and what came. */
export interface Difference {
  readonly field: string;
  readonly expected: string;
  readonly got: string;
}

/** How the second half of a difference starts, and what is shown before what follows. */
const halves = [
  [", got ", ""],
  [", but it is ", "nothing, it is "],
] as const;

/**
 * Takes apart a difference written as `FIELD: expected X, got Y`, or `..., but it is missing`: the forms that
 * matchers explain themselves in. A comma inside double quotes does not count. Undefined when the text has
 * another form.
 * @example splitDifference('args[0]: expected "a", got "b"') // { field: "args[0]", expected: '"a"', got: '"b"' }
 */
export function splitDifference(text: string): Difference | undefined {
  const head = /^(.*?): expected /s.exec(text);
  if (head === null) return undefined;
  const rest = text.slice(head[0].length);
  for (const [word, lead] of halves) {
    const at = outsideQuotes(rest, word);
    if (at === -1) continue;
    return {
      field: head[1] as string,
      expected: rest.slice(0, at),
      got: lead + rest.slice(at + word.length),
    };
  }
  return undefined;
}

/** Where a word first stands outside double quotes, or -1. */
function outsideQuotes(text: string, word: string): number {
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '"') quoted = !quoted;
    else if (text[index] === "\\" && quoted) index += 1;
    else if (!quoted && text.startsWith(word, index)) return index;
  }
  return -1;
}

/** Differences under each other, what was expected above what came. */
export function differenceLines(differences: readonly string[], style: Style, indent: string): string[] {
  const parts = differences.map((text) => ({ text, split: splitDifference(text) }));
  const fieldWidth = Math.min(
    24,
    Math.max(0, ...parts.map(({ split }) => (split === undefined ? 0 : columnsOf(style.line(split.field))))),
  );
  const sideBySide = ({ field, expected, got }: Difference): string[] => {
    const label = padTo(style.line(field), fieldWidth);
    const blank = " ".repeat(columnsOf(label));
    return [
      ...valueLines(style, `${indent}${label}  expected `, expected, "good"),
      ...valueLines(style, `${indent}${blank}  got      `, got, "bad"),
    ];
  };
  return parts.flatMap(({ text, split }) =>
    split === undefined ? wrap(style.line(text), style.width, indent, `${indent}  `) : sideBySide(split),
  );
}

function valueLines(style: Style, head: string, value: string, tone: "good" | "bad"): string[] {
  return wrap(style.line(value), style.width, head).map((line) => {
    const body = line.slice(head.length);
    return line.slice(0, head.length) + style.paint(tone, body);
  });
}
