import type { TokenKind } from "../config.ts";
import { hash } from "../hash.ts";
import { prefixOf } from "./token-kinds.ts";

const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** How many characters follow the prefix, the checksum's six among them. */
const ordinaryChars = 36;
const checksumChars = 6;

/**
 * The value of a token that a scenario gives none: well formed (prefix, length, and the CRC-32 in base 62 by which
 * scanners tell GitHub's tokens from other text), and always the same for the same kind, owner and name. It opens nothing
 * outside of the world.
 * @example madeUpToken("classic", "octocat", "ci") // "ghp_" and 36 letters and digits
 */
export function madeUpToken(kind: TokenKind, owner: string, name: string): string {
  const seed = `${kind} ${owner.toLowerCase()} ${name}`;
  if (kind !== "fine-grained") return prefixOf(kind) + checked(letters(seed, ordinaryChars - checksumChars));
  return `${prefixOf(kind)}${letters(`${seed} id`, 22)}_${checked(letters(seed, 59 - checksumChars))}`;
}

function checked(text: string): string {
  return text + base62(crc32(text));
}

/** Letters and digits that follow from a text. */
function letters(seed: string, chars: number): string {
  let made = "";
  for (let round = 0; made.length < chars; round++) {
    const hex = hash.sha256(new TextEncoder().encode(`${seed} ${round}`));
    for (let at = 0; at < hex.length; at += 4) {
      made += digits[Number.parseInt(hex.slice(at, at + 4), 16) % digits.length];
    }
  }
  return made.slice(0, chars);
}

function base62(value: number): string {
  let text = "";
  for (let left = value; left > 0; left = Math.floor(left / digits.length)) {
    text = (digits[left % digits.length] as string) + text;
  }
  return text.padStart(checksumChars, "0");
}

/** The polynomial of zip and Ethernet, of ASCII text. */
export function crc32(text: string): number {
  let sum = 0xffffffff;
  for (let at = 0; at < text.length; at++) {
    sum ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (sum ^ 0xffffffff) >>> 0;
}
