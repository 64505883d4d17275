import { limits } from "../../../../core/index.ts";

/** Where a stream of a command goes to or comes from. */
export type Redirect =
  | { readonly stream: 0 | 1 | 2; readonly how: "read" | "write" | "append"; readonly target: string }
  /** One output joins the other. */
  | { readonly stream: 1 | 2; readonly how: "join" };

/** One command of a line. */
export interface SimpleCommand {
  readonly words: readonly string[];
  readonly redirects: readonly Redirect[];
}

/** Commands whose outputs are the next one's input, and on what they run. */
export interface Pipeline {
  readonly commands: readonly SimpleCommand[];
  /** What stands before it. */
  readonly after: "&&" | "||" | ";";
}

/** A command line that was understood, or what in it a simulation does not do. */
export type ParsedLine =
  | { readonly ok: true; readonly pipelines: readonly Pipeline[] }
  | { readonly ok: false; readonly what: string };

type Token = { readonly word: string } | { readonly operator: string };

/**
 * Reads a command line: words with quotes, "&&", "||", ";", "|" and redirections. Whatever a shell would replace or run
 * besides (variables, globs, substitutions, groups, the background) is not understood, as half of it would be wrong.
 * @example parseLine("echo 'a b' | wc -c")
 */
export function parseLine(line: string): ParsedLine {
  if (line.length > limits.agentCommandChars)
    return { ok: false, what: `more than ${limits.agentCommandChars} characters` };
  const tokens = tokensOf(line);
  return typeof tokens === "string" ? { ok: false, what: tokens } : pipelinesOf(tokens);
}

const operator = /^(?:2>&1|1>&2|>&2|&>|2>>|2>|>>|>|<|&&|\|\||\||;;?|&|\n)/;
const replaced = /[$`(){}*?[\]~]/;

function tokensOf(line: string): Token[] | string {
  const tokens: Token[] = [];
  let at = 0;
  while (at < line.length) {
    const blank = /^(?:[ \t]|\\\n)+|^#.*/.exec(line.slice(at))?.[0];
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    const found = operator.exec(line.slice(at, at + 4))?.[0];
    if (found === undefined) {
      const word = wordAt(line, at);
      if (typeof word === "string") return word;
      tokens.push({ word: word.text });
      at = word.end;
    } else {
      tokens.push({ operator: found });
      at += found.length;
    }
  }
  if (tokens.length > limits.agentWords) return `more than ${limits.agentWords} words`;
  return tokens;
}

function wordAt(line: string, start: number): { readonly text: string; readonly end: number } | string {
  let text = "";
  let at = start;
  while (at < line.length && !/[ \t\n;&|<>]/.test(line[at] as string)) {
    const character = line[at] as string;
    if (character === "'") {
      const end = line.indexOf("'", at + 1);
      if (end === -1) return "a quote that does not end";
      text += line.slice(at + 1, end);
      at = end + 1;
    } else if (character === '"') {
      const quoted = quotedAt(line, at + 1);
      if (typeof quoted === "string") return quoted;
      text += quoted.text;
      at = quoted.end;
    } else if (character === "\\") {
      text += line[at + 1] === "\n" ? "" : (line[at + 1] ?? "");
      at += 2;
    } else if (replaced.test(character)) return `"${character}" without quotes`;
    else {
      text += character;
      at++;
    }
  }
  return { text, end: at };
}

/** What stands between double quotes. */
function quotedAt(line: string, start: number): { readonly text: string; readonly end: number } | string {
  let text = "";
  for (let at = start; at < line.length; at++) {
    const character = line[at] as string;
    if (character === '"') return { text, end: at + 1 };
    if (character === "$" || character === "`") return `"${character}", which stands for something else`;
    if (character === "\\" && /["\\$`\n]/.test(line[at + 1] ?? "")) {
      at++;
      if (line[at] !== "\n") text += line[at] as string;
    } else text += character;
  }
  return "a quote that does not end";
}

function pipelinesOf(tokens: readonly Token[]): ParsedLine {
  const pipelines: Pipeline[] = [];
  let commands: SimpleCommand[] = [];
  let after: Pipeline["after"] = ";";
  let words: string[] = [];
  let redirects: Redirect[] = [];
  let count = 0;
  for (let at = 0; at <= tokens.length; at++) {
    const token = tokens[at] ?? { operator: "end" };
    if ("word" in token) {
      words.push(token.word);
      continue;
    }
    const redirect = redirectOf(token.operator, tokens[at + 1]);
    if (typeof redirect === "string") return { ok: false, what: redirect };
    if (redirect !== undefined) {
      redirects.push(redirect);
      if (redirect.how !== "join") at++;
      continue;
    }
    const isEmpty = words.length === 0;
    const mayBeEmpty = commands.length === 0 && ["\n", ";", "end"].includes(token.operator) && after === ";";
    if (isEmpty && (redirects.length > 0 || !mayBeEmpty))
      return { ok: false, what: `"${token.operator}" without a command before it` };
    if (!isEmpty) commands.push({ words, redirects });
    [words, redirects] = [[], []];
    if (++count > limits.agentCommands)
      return { ok: false, what: `more than ${limits.agentCommands} commands` };
    if (token.operator === "|") continue;
    if (commands.length > 0) pipelines.push({ commands, after });
    commands = [];
    const next = endOf(token.operator);
    if (next === undefined) return { ok: false, what: `"${token.operator}"` };
    after = next;
  }
  return { ok: true, pipelines };
}

function redirectOf(operator: string, next: Token | undefined): Redirect | string | undefined {
  if (operator === "2>&1") return { stream: 2, how: "join" };
  if (operator === "1>&2" || operator === ">&2") return { stream: 1, how: "join" };
  const found = /^([12]?)(>>?|<)$/.exec(operator);
  if (found === null) return undefined;
  if (next === undefined || !("word" in next)) return `"${operator}" without a file`;
  const how = found[2] === "<" ? "read" : found[2] === ">" ? "write" : "append";
  return { stream: how === "read" ? 0 : found[1] === "2" ? 2 : 1, how, target: next.word };
}

function endOf(operator: string): Pipeline["after"] | undefined {
  if (operator === "&&" || operator === "||" || operator === ";") return operator;
  return operator === "\n" || operator === "end" ? ";" : undefined;
}
