/** One command of a script. */
export interface Step {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly text: string;
  /** The comment above it: what this part of the script is about. */
  readonly phase: string;
  /** `!` before the command: it must fail, or must not be there. */
  readonly negated: boolean;
  /** `[git]`, `[!git]`: runs only where that program is, or is not. */
  readonly condition: string | undefined;
  readonly words: readonly Word[];
  /** `&name` at the end: goes on in the background. */
  readonly background: string | undefined;
}

/** A word in parts; quoted parts stay as they are, others have their variables filled in. */
export type Word = readonly { readonly text: string; readonly quoted: boolean }[];

/** Reads the lines of a script. Lines starting with # begin a phase; blank lines mean nothing. */
export function parseScript(script: string): Step[] {
  const steps: Step[] = [];
  let phase = "";
  for (const [index, text] of script.split("\n").entries()) {
    const trimmed = text.trim();
    if (trimmed.startsWith("#")) phase = trimmed.slice(1).trim();
    else if (trimmed !== "") steps.push(parseStep(trimmed, index + 1, phase));
  }
  return steps;
}

function parseStep(text: string, line: number, phase: string): Step {
  const words = splitWords(text, line);
  const condition = /^\[(.+)\]$/.exec(plain(words[0]))?.[1];
  if (condition !== undefined) words.shift();
  const negated = plain(words[0]) === "!";
  if (negated) words.shift();
  const background = /^&([a-z][a-z0-9-]*)$/.exec(plain(words.at(-1)))?.[1];
  if (background !== undefined) words.pop();
  if (words.length === 0) throw new Error(`line ${line}: no command in: ${text}`);
  return { line, text, phase, negated, condition, words, background };
}

/** The text of a word of which no part is quoted. */
function plain(word: Word | undefined): string {
  return word?.length === 1 && word[0]?.quoted === false ? word[0].text : "";
}

/** Splits at blanks. 'Single quotes' hold a text together, '' inside them is one quote, # ends the line. */
function splitWords(text: string, line: number): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(/#.*|(?:[^\s'#][^\s']*|'(?:[^']|'')*')+|\s+|./gs)) {
    const [found] = match;
    if (found.startsWith("#")) break;
    if (found.trim() === "") continue;
    if (found === "'") throw new Error(`line ${line}: a quote is not closed`);
    const parts = [...found.matchAll(/'((?:[^']|'')*)'|[^']+/g)];
    words.push(
      parts.map(([part, inner]) =>
        inner === undefined
          ? { text: part, quoted: false }
          : { text: inner.replaceAll("''", "'"), quoted: true },
      ),
    );
  }
  return words;
}

/** A word with $NAME and ${NAME} filled in where it is not quoted; an unknown variable is a mistake. */
export function expand(word: Word, env: Readonly<Record<string, string>>): string {
  return word
    .map(({ text, quoted }) => {
      if (quoted) return text;
      return text.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
        const name = braced ?? bare ?? "";
        const value = env[name];
        if (value === undefined) throw new Error(`the variable ${name} is not set`);
        return value;
      });
    })
    .join("");
}
