/** What a pattern of the other dialect says that JavaScript can't say, or that is wrong in both; never leaves the folder. */
export class Untranslatable extends Error {}

/** Flags of Rust's regular expressions that are in force at a place of a pattern. */
export interface Flags {
  /** Upper and lower case are the same. */
  readonly i: boolean;
  /** `^` and `$` hold at every line. */
  readonly m: boolean;
  /** `.` is a line feed too. */
  readonly s: boolean;
  /** White space and comments are not part of the pattern. */
  readonly x: boolean;
  /** Repetitions are lazy, those with `?` greedy. */
  readonly U: boolean;
}

/** The flags of a pattern that says none. */
export const noFlags: Flags = { i: false, m: false, s: false, x: false, U: false };

/** A pattern that is read character by character: code points, not UTF-16 units. */
export class PatternReader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(source: string) {
    this.#characters = Array.from(source);
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#characters.length;
  }

  /** The next character, or one after it; "" at the end. */
  peek(ahead = 0): string {
    return this.#characters[this.#at + ahead] ?? "";
  }

  /** Takes the next character; "" at the end. */
  take(): string {
    const one = this.peek();
    this.#at += 1;
    return one;
  }

  /** Takes a text where it stands next. */
  takeText(text: string): boolean {
    const found = this.#characters.slice(this.#at, this.#at + text.length).join("");
    if (found !== text) return false;
    this.#at += text.length;
    return true;
  }

  /** Takes everything up to a character, and the character. @throws Untranslatable where it does not come */
  takeUntil(end: string, what: string): string {
    const index = this.#characters.indexOf(end, this.#at);
    if (index === -1) throw new Untranslatable(`${what} is not closed`);
    const found = this.#characters.slice(this.#at, index).join("");
    this.#at = index + 1;
    return found;
  }

  /** Skips what is not part of the pattern under the flag x. */
  skipSpace({ x }: Flags): void {
    if (!x) return;
    for (;;) {
      if (/^\s$/.test(this.peek())) this.#at += 1;
      else if (this.peek() === "#") while (!this.isAtEnd && this.peek() !== "\n") this.#at += 1;
      else return;
    }
  }
}
