/**
 * Globs: `*` is any run of characters, `?` is one character, and there are no escapes (what is literal is
 * a regular expression's business). A glob speaks of the whole text.
 */

/** One part of a glob: a literal character, or what stands for one or many. */
export type GlobToken = { readonly literal: string } | "one" | "run";

/** The parts of a glob, one a character; runs next to each other are one. */
export function globTokens(pattern: string): GlobToken[] {
  const tokens: GlobToken[] = [];
  for (const character of pattern) {
    if (character === "?") tokens.push("one");
    else if (character !== "*") tokens.push({ literal: character });
    else if (tokens.at(-1) !== "run") tokens.push("run");
  }
  return tokens;
}

/** The tokens of a text that stands for itself. */
export function literalTokens(text: string): GlobToken[] {
  return Array.from(text, (literal) => ({ literal }));
}

/**
 * Whether every text that the later glob matches is matched by the earlier one. Sound, not complete: each
 * part of the later one must fall as a whole into a part of the earlier one.
 */
export function globCovers(earlier: readonly GlobToken[], later: readonly GlobToken[]): boolean {
  return matchTokens(earlier, {
    length: later.length,
    after: (at) => at + 1,
    fits(token, at) {
      const other = later[at] as GlobToken;
      if (token === "one") return other !== "run";
      return typeof token === "object" && typeof other === "object" && token.literal === other.literal;
    },
  });
}

/** What tokens are matched against: anything that has places in order. */
interface Subject {
  readonly length: number;
  /** The place after a place. */
  after(at: number): number;
  /** Whether a token that is no run takes what is at a place. */
  fits(token: GlobToken, at: number): boolean;
}

/** A text by its characters, without a copy: it may be a body of many megabytes. */
function charactersOf(text: string): Subject {
  return {
    length: text.length,
    after: (at) => at + ((text.codePointAt(at) as number) > 0xffff ? 2 : 1),
    fits: (token, at) => token === "one" || text.startsWith((token as { literal: string }).literal, at),
  };
}

/**
 * The usual match with one point to go back to: once a later run is reached, an earlier one needs no other
 * length. Linear but for that, so at worst tokens times length.
 */
function matchTokens(tokens: readonly GlobToken[], subject: Subject): boolean {
  let token = 0;
  let at = 0;
  let runToken = -1;
  let runAt = 0;
  while (at < subject.length) {
    if (tokens[token] === "run") {
      runToken = token++;
      runAt = at;
    } else if (token < tokens.length && subject.fits(tokens[token] as GlobToken, at)) {
      token++;
      at = subject.after(at);
    } else if (runToken === -1) return false;
    else {
      token = runToken + 1;
      runAt = subject.after(runAt);
      at = runAt;
    }
  }
  while (tokens[token] === "run") token++;
  return token === tokens.length;
}

/** A glob ready to be tried. */
export interface Glob {
  test(text: string): boolean;
  /** Its literal pieces in order; the first belongs to the start, the last to the end. */
  readonly pieces: readonly string[];
}

/** Compiles a glob. Without `?` it is tried by its literal pieces, which is what is fast. */
export function compileGlob(pattern: string): Glob {
  const tokens = globTokens(pattern);
  const pieces = [""];
  for (const token of tokens) {
    if (typeof token === "object") pieces[pieces.length - 1] += token.literal;
    else pieces.push("");
  }
  if (!tokens.includes("one")) return { pieces, test: (text) => matchPieces(pieces, text) };
  return { pieces, test: (text) => matchTokens(tokens, charactersOf(text)) };
}

function matchPieces(pieces: readonly string[], text: string): boolean {
  const first = pieces[0] as string;
  if (pieces.length === 1) return text === first;
  const last = pieces.at(-1) as string;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let from = first.length;
  for (let index = 1; index < pieces.length - 1; index++) {
    const piece = pieces[index] as string;
    const found = text.indexOf(piece, from);
    if (found === -1 || found + piece.length > end) return false;
    from = found + piece.length;
  }
  return true;
}
