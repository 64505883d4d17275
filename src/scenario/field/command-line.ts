import { quote } from "../../core/index.ts";
import type { Matcher } from "../../core/index.ts";
import type { MapContext } from "../shape/context.ts";

/** A command line as a pattern: the command's name, its arguments, and whether more may follow. */
export interface CommandLine {
  /** As written. */
  readonly text: string;
  readonly command: string;
  readonly items: readonly Matcher[];
  readonly rest: boolean;
}

/** One word of a command line. `parts` are literal texts with a `*` between each two. */
interface Word {
  readonly parts: readonly string[];
  /** `**`, unquoted. */
  readonly rest: boolean;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a `run` line: split like a shell line (blanks, quotes, backslash), but nothing expands. An
 * unquoted `*` is one word or part of one, `**` as the last word is the rest.
 * @example readCommandLine("kubectl apply -f *", context)?.command // "kubectl"
 */
export function readCommandLine(text: string, context: MapContext): CommandLine | undefined {
  const words = splitWords(text, context);
  const first = words?.[0];
  if (words === undefined) return undefined;
  if (first === undefined) {
    return context.report("invalid-value", {
      what: `${context.path} is empty`,
      fix: 'Write the command line, for example: "git push **"',
    });
  }
  const early = words.slice(0, -1).find((word) => word.rest);
  if (early !== undefined) {
    return context.report("bad-pattern", {
      at: context.placeWithin(early.start, early.end),
      what: `${context.path}: ** must be the last word`,
      why: "** stands for all words that follow, so nothing can follow it.",
      fix: "Move it to the end, or write * for one word.",
    });
  }
  if (first.parts.length > 1 || first.rest) {
    return context.report("bad-pattern", {
      at: context.placeWithin(first.start, first.end),
      what: `${context.path}: the command's name can't be a pattern`,
      why: "A command of that name is put on the program's PATH, so it must be known.",
      fix: "Write the name out; one entry for each command.",
    });
  }
  const command = first.parts[0] as string;
  const problem = commandNameProblem(command);
  if (problem !== undefined) {
    const what = `${context.path}: ${problem.what}`;
    return context.report("invalid-value", {
      ...problem,
      at: context.placeWithin(first.start, first.end),
      what,
    });
  }
  const rest = words.at(-1)?.rest === true;
  return { text, command, items: words.slice(1, rest ? -1 : undefined).map(wordMatcher), rest };
}

function wordMatcher(word: Word): Matcher {
  const [only, ...more] = word.parts;
  if (more.length === 0) return { is: "equals", value: only as string };
  if (word.parts.every((part) => part === "") && more.length === 1) return { is: "any" };
  // In a glob only * and ? are special, and a glob has no escapes: what is literal there goes as a regex.
  if (!word.parts.some((part) => /[*?]/.test(part))) return { is: "glob", pattern: word.parts.join("*") };
  const source = word.parts.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join(".*");
  return { is: "regex", regex: { source: `^${source}$`, flags: "s" } };
}

/** What is wrong with a name, as a finding says it. */
interface NameProblem {
  readonly what: string;
  readonly why: string;
  readonly fix: string;
}

/** Why a command can't have this name, or undefined. */
export function commandNameProblem(name: string): NameProblem | undefined {
  const why = "A command is found by its name on the program's PATH, where its double is put first.";
  if (name === "")
    return { what: "the command's name is empty", why, fix: "Write the name, for example: git" };
  if (name === "." || name === "..") {
    return { what: `a command can't be named ${name}`, why, fix: "Write its name." };
  }
  if (!/[/\\\0]/.test(name)) return undefined;
  const base = name.split(/[/\\\0]/).at(-1) ?? "";
  return {
    what: `a command is named without a path: ${quote(name, 60)}`,
    why,
    fix: base === "" ? "Write its name alone." : `Write ${base}.`,
  };
}

function splitWords(text: string, context: MapContext): Word[] | undefined {
  const words: Word[] = [];
  let at = 0;
  while (at < text.length) {
    if (/[ \t\r\n]/.test(text[at] as string)) at += 1;
    // A line that is continued before a word begins begins no word.
    else if (text.startsWith("\\\n", at)) at += 2;
    else {
      const word = readWord(text, at, context);
      if (word === undefined) return undefined;
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

function readWord(text: string, start: number, context: MapContext): Word | undefined {
  const parts = [""];
  const add = (more: string): void => {
    parts[parts.length - 1] += more;
  };
  let at = start;
  while (at < text.length && !/[ \t\r\n]/.test(text[at] as string)) {
    const one = text[at] as string;
    if (one === "'" || one === '"') {
      const quoted = readQuoted(text, at);
      if (quoted === undefined) {
        return context.report("bad-pattern", {
          at: context.placeWithin(at, text.length),
          what: `${context.path}: the quote ${one} is not closed`,
          fix: `Close it, or write \\${one} for the character itself.`,
        });
      }
      add(quoted.text);
      at = quoted.end;
    } else if (one === "\\") {
      if (at + 1 >= text.length) {
        return context.report("bad-pattern", {
          at: context.placeWithin(at, at + 1),
          what: `${context.path} ends with a backslash`,
          fix: "Write \\\\ for the character itself.",
        });
      }
      add(text[at + 1] === "\n" ? "" : (text[at + 1] as string));
      at += 2;
    } else {
      if (one === "*") parts.push("");
      else add(one);
      at += 1;
    }
  }
  return { parts, rest: text.slice(start, at) === "**", start, end: at };
}

/** A quoted part, as a shell reads it: in double quotes a backslash escapes `"`, `\`, `$` and a backquote. */
function readQuoted(
  text: string,
  start: number,
): { readonly text: string; readonly end: number } | undefined {
  const quote = text[start];
  let result = "";
  for (let at = start + 1; at < text.length; at++) {
    const one = text[at] as string;
    if (one === quote) return { text: result, end: at + 1 };
    if (one === "\\" && quote === '"' && /["\\$`\n]/.test(text[at + 1] ?? "")) {
      at += 1;
      result += text[at] === "\n" ? "" : (text[at] as string);
    } else result += one;
  }
  return undefined;
}
