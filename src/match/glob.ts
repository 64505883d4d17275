/**
 * Globs: `*` is any run of characters, `?` is one character, a backslash before `*`, `?` or a backslash
 * makes it literal. A glob speaks of the whole text.
 */

/** One part of a glob: a literal character, or what stands for one or many. */
export type GlobToken = { readonly literal: string } | "one" | "run";

/** The parts of a glob, one a character; runs next to each other are one. */
export function globTokens(pattern: string): GlobToken[] {
  const tokens: GlobToken[] = [];
  const characters = Array.from(pattern);
  for (let index = 0; index < characters.length; index++) {
    const character = characters[index] as string;
    const next = characters[index + 1];
    if (character === "*") {
      if (tokens.at(-1) !== "run") tokens.push("run");
    } else if (character === "?") tokens.push("one");
    else if (character === "\\" && (next === "*" || next === "?" || next === "\\")) {
      tokens.push({ literal: next });
      index++;
    } else tokens.push({ literal: character });
  }
  return tokens;
}

/** The tokens of a text that stands for itself. */
export function literalTokens(text: string): GlobToken[] {
  return Array.from(text, (literal) => ({ literal }));
}

/** A glob that matches just this text, as part of a larger glob. @example escapeGlob("a*") // "a\\*" */
export function escapeGlob(text: string): string {
  return text.replaceAll(/[*?\\]/g, String.raw`\$&`);
}

/**
 * Whether every text that the later glob matches is matched by the earlier one. Sound, not complete: each
 * part of the later one must fall as a whole into a part of the earlier one.
 */
export function globCovers(earlier: readonly GlobToken[], later: readonly GlobToken[]): boolean {
  return matchTokens(earlier, later.length, (token, at) => {
    const other = later[at] as GlobToken;
    if (token === "one") return other !== "run";
    return typeof token === "object" && typeof other === "object" && token.literal === other.literal;
  });
}

/**
 * The usual match with one point to go back to: once a later run is reached, an earlier one needs no other
 * length. Linear but for that, so at worst tokens times length.
 */
function matchTokens(
  tokens: readonly GlobToken[],
  length: number,
  fits: (token: GlobToken, at: number) => boolean,
): boolean {
  let token = 0;
  let at = 0;
  let runToken = -1;
  let runAt = 0;
  while (at < length) {
    if (tokens[token] === "run") {
      runToken = token++;
      runAt = at;
    } else if (token < tokens.length && fits(tokens[token] as GlobToken, at)) {
      token++;
      at++;
    } else if (runToken === -1) return false;
    else {
      token = runToken + 1;
      at = ++runAt;
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
  return {
    pieces,
    test(text) {
      const characters = Array.from(text);
      return matchTokens(
        tokens,
        characters.length,
        (token, at) => token === "one" || (token as { literal: string }).literal === characters[at],
      );
    },
  };
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
