import type { ShellWord } from "./shell.ts";

const keywords: ReadonlySet<string> = new Set([
  "if",
  "then",
  "elif",
  "else",
  "while",
  "until",
  "do",
  "!",
  "{",
]);

const endings: ReadonlySet<string> = new Set(["fi", "done", "esac", "for", "case", "select", "in", "}"]);

/**
 * A command without what only runs it otherwise: `timeout 5`, `nohup`; since 2.1.328 without the keywords of loops and
 * conditions too, of which nothing may be left.
 */
export function inner(words: readonly ShellWord[], current: boolean): readonly ShellWord[] {
  let at = 0;
  if (current) {
    while (keywords.has(words[at]?.raw ?? "")) at++;
    if (endings.has(words[at]?.raw ?? "")) return [];
  }
  for (;;) {
    const name = words[at]?.value;
    if (name === "nohup") at++;
    else if (name === "timeout") at = afterOptions(words, at + 1) + 1;
    else return words.slice(at);
  }
}

const runners: ReadonlySet<string> = new Set([
  "env",
  "sudo",
  "xargs",
  "command",
  "exec",
  "builtin",
  "time",
  "nice",
  "nohup",
]);

/**
 * The commands that a command may come to: itself, without assignments, under `env`, `sudo`, `xargs` and their like, and
 * each without the folder of its program. Rules that deny are tried on all of them.
 */
export function programs(words: readonly ShellWord[]): readonly (readonly ShellWord[])[] {
  const found: (readonly ShellWord[])[] = [words];
  let at = 0;
  // One round for each word at most; ten already are more than anybody writes.
  for (let round = 0; round < 10; round++) {
    while (/^[A-Za-z_]\w*=/.test(words[at]?.raw ?? "")) at++;
    const first = words[at];
    if (first === undefined) break;
    const name = first.value.slice(first.value.lastIndexOf("/") + 1);
    found.push([{ ...first, raw: name, value: name }, ...words.slice(at + 1)]);
    if (name === "timeout") at = afterOptions(words, at + 1) + 1;
    else if (runners.has(name)) at = afterOptions(words, at + 1);
    else break;
  }
  return found;
}

function afterOptions(words: readonly ShellWord[], from: number): number {
  let at = from;
  while (words[at]?.value.startsWith("-") === true) at++;
  return at;
}
