import { matchesStars } from "./rules.ts";
import { lineOf, readShellLine, type ShellWord } from "./shell.ts";

/** What a rule about commands says, ready to be tried. */
export type ShellRule =
  /** `Bash(npm run test:*)`: commands that begin with these words. */
  | { readonly kind: "prefix"; readonly words: readonly string[]; readonly line: string }
  /** `Bash(git * main)`: "*" is any run of characters. */
  | { readonly kind: "stars"; readonly pattern: string }
  | { readonly kind: "exact"; readonly line: string };

/** Reads what stands in the parentheses of a rule for Bash. */
export function shellRuleOf(content: string): ShellRule {
  const trimmed = content.trim();
  if (trimmed.endsWith(":*")) {
    const line = trimmed.slice(0, -2).trim();
    return { kind: "prefix", line, words: wordsOf(line).map(({ value }) => value) };
  }
  return trimmed.includes("*")
    ? { kind: "stars", pattern: trimmed }
    : { kind: "exact", line: exactLine(trimmed) };
}

/** The words of a text that is one plain command; of anything else itself, which no command has as a word. */
function wordsOf(line: string): readonly ShellWord[] {
  const { commands, hazards } = readShellLine(line);
  const [only] = commands;
  if (commands.length === 1 && only !== undefined && hazards.size === 0) return only.words;
  return [{ raw: line, value: line, variable: false, pattern: false }];
}

function exactLine(line: string): string {
  const { commands, hazards } = readShellLine(line);
  const [only] = commands;
  const plain = commands.length === 1 && hazards.size === 0 && only?.redirects.length === 0;
  return plain ? lineOf(only.words) : line;
}

/**
 * Whether a rule takes one command. A prefix takes whole words alone: "npm run test:*" takes "npm run test --watch", and
 * not "npm run tests".
 * @param current whether " *" at the end also takes the command with nothing after it, as since 2.1.328
 */
export function shellRuleTakes(rule: ShellRule, words: readonly ShellWord[], current: boolean): boolean {
  if (rule.kind === "prefix")
    return words.length >= rule.words.length && rule.words.every((word, at) => words[at]?.value === word);
  const line = lineOf(words);
  if (rule.kind === "exact") return line === rule.line;
  if (current && rule.pattern.endsWith(" *") && line === rule.pattern.slice(0, -2)) return true;
  return matchesStars(rule.pattern, line);
}

/** Whether a rule says exactly this command line, as written; the line may be several commands. */
export function saysLine(rule: ShellRule, line: string): boolean {
  return rule.kind !== "stars" && rule.line === line;
}
