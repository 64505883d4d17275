import type { ProfileName } from "../profile.ts";
import { findOption, subcommands, type OptionRule } from "./option-table.ts";

/** An option as it was given. */
export interface GivenOption {
  readonly rule: OptionRule;
  /** Undefined: it was given without one. */
  readonly value: string | undefined;
}

/** Words, told apart. */
export interface ScannedWords {
  /** In their order; one that takes many words stands once for each. */
  readonly options: readonly GivenOption[];
  /** An option that must have a value and is last: nothing behind it was looked at. */
  readonly incomplete: OptionRule | undefined;
  readonly operands: readonly string[];
  /** The first word that looks like an option and is none, and all behind it that is neither option nor value. */
  readonly unknown: readonly string[];
}

/** Whether a word is an option if there is one of that name. A dash alone is a word as any other. */
function looksLikeOption(word: string): boolean {
  return word.length > 1 && word.startsWith("-");
}

/**
 * Tells options, their values and other words apart as commander does, the parser of the real CLI: `--name value`,
 * `--name=value`, `-nvalue`, short flags in one word, options that take words until the next option, `--`.
 */
export function scanWords(words: readonly string[], profile: ProfileName): ScannedWords {
  const options: GivenOption[] = [];
  const operands: string[] = [];
  const unknown: string[] = [];
  const rest = words.toReversed();
  const scanned = { options, operands, unknown };
  let taking: OptionRule | undefined;
  for (let word = rest.pop(); word !== undefined; word = rest.pop()) {
    if (word === "--") {
      (unknown.length > 0 ? unknown : operands).push(...rest.toReversed());
      break;
    }
    if (taking !== undefined && !looksLikeOption(word)) {
      options.push({ rule: taking, value: word });
      continue;
    }
    taking = undefined;
    const whole = looksLikeOption(word) ? findOption(profile, word) : undefined;
    if (whole !== undefined) {
      const next = rest.at(-1);
      const takes =
        whole.argument === "needed" ||
        (whole.argument === "optional" && next !== undefined && !looksLikeOption(next));
      if (takes && next === undefined) return { ...scanned, incomplete: whole };
      options.push({ rule: whole, value: takes ? rest.pop() : undefined });
      if (whole.many) taking = whole;
      continue;
    }
    const split = splitWord(word, profile);
    if (split !== undefined) {
      options.push(split.given);
      if (split.remainder !== undefined) rest.push(split.remainder);
      continue;
    }
    const isOperand = unknown.length === 0 && !looksLikeOption(word);
    (isOperand ? operands : unknown).push(word);
    if (isOperand && operands.length === 1 && subcommands[profile].includes(word)) break;
  }
  return { ...scanned, incomplete: undefined };
}

/** Reads `-pc`, `-rID` and `--name=value`. */
function splitWord(
  word: string,
  profile: ProfileName,
): { readonly given: GivenOption; readonly remainder?: string } | undefined {
  if (/^-[^-]./s.test(word)) {
    const rule = findOption(profile, word.slice(0, 2));
    if (rule !== undefined)
      return rule.argument === "none"
        ? { given: { rule, value: undefined }, remainder: `-${word.slice(2)}` }
        : { given: { rule, value: word.slice(2) } };
  }
  const equals = word.startsWith("--") ? word.indexOf("=", 3) : -1;
  const rule = equals === -1 ? undefined : findOption(profile, word.slice(0, equals));
  return rule === undefined || rule.argument === "none"
    ? undefined
    : { given: { rule, value: word.slice(equals + 1) } };
}
