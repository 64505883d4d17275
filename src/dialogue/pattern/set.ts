/** A set of characters: those that are listed, and all but those of each list of others. */
export interface CharacterSet {
  /** As it stands between the brackets of JavaScript. */
  readonly listed: string;
  readonly allBut: readonly string[];
}

/** What Rust's `\w` is: letters, marks, digits and connectors of every script. */
export const wordCharacters = String.raw`\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}`;

/**
 * A set as a part of a pattern of JavaScript with the flag u.
 * @example setText({ listed: "a-z", allBut: [] }, true) // "[^a-z]"
 */
export function setText({ listed, allBut }: CharacterSet, negated: boolean): string {
  if (allBut.length === 0) return `[${negated ? "^" : ""}${listed}]`;
  const parts = [...(listed === "" ? [] : [`[${listed}]`]), ...allBut.map((one) => `[^${one}]`)];
  const either = parts.length === 1 ? (parts[0] as string) : `(?:${parts.join("|")})`;
  return negated ? `(?:(?!${either})[^])` : either;
}

/** A character as it stands for itself in a set. */
export function listedCharacter(character: string): string {
  return /^[\\\]^[-]$/.test(character) ? `\\${character}` : character;
}

/** A character as it stands for itself outside of sets. */
export function literalCharacter(character: string): string {
  return /^[\^$\\.*+?()[\]{}|/]$/.test(character) ? `\\${character}` : character;
}
