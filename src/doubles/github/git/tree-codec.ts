import { concatBytes, decodeLossless, encodeLossless, utf8 } from "../../../core/index.ts";

/** Mode of an entry as GitHub writes it: six digits. */
export type EntryMode = "100644" | "100755" | "120000" | "040000" | "160000";

/** One entry of a tree as it stands in the object: the mode is that of the bytes (`40000`; old tools wrote others). */
export interface RawEntry {
  readonly mode: string;
  /** One path segment; bytes that are not UTF-8 are lossless text. */
  readonly name: string;
  readonly sha: string;
}

/**
 * The entries as lines `MODE SHA NAME NUL`: what stands in a GitObject. The order of entries is kept, so that trees of
 * other tools keep their SHA.
 */
export function treeText(entries: readonly RawEntry[]): string {
  return entries.map(({ mode, name, sha }) => `${mode} ${sha} ${name}\0`).join("");
}

/** The entries of such lines. */
export function readTreeText(text: string): readonly RawEntry[] {
  const entries: RawEntry[] = [];
  for (let at = 0; at < text.length;) {
    const space = text.indexOf(" ", at);
    const end = text.indexOf("\0", space);
    if (space < 0 || end < 0) break;
    entries.push({
      mode: text.slice(at, space),
      sha: text.slice(space + 1, space + 41),
      name: text.slice(space + 42, end),
    });
    at = end + 1;
  }
  return entries;
}

/** The bytes that git keeps of a tree: `MODE SP NAME NUL` and the 20 bytes of the SHA, entry after entry. */
export function encodeTree(entries: readonly RawEntry[]): Uint8Array {
  const parts = entries.flatMap(({ mode, name, sha }) => [
    utf8(`${mode} `),
    encodeLossless(name),
    Uint8Array.of(0),
    hexBytes(sha),
  ]);
  return concatBytes(parts);
}

/** The entries of a tree's bytes, or undefined where they end too early or a mode is none. */
export function decodeTree(bytes: Uint8Array): readonly RawEntry[] | undefined {
  const entries: RawEntry[] = [];
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at);
    const end = space < 0 ? -1 : bytes.indexOf(0, space);
    if (end < 0 || space - at > 7 || end + 21 > bytes.length) return undefined;
    const mode = decodeLossless(bytes.subarray(at, space));
    if (!/^[0-7]{1,7}$/.test(mode)) return undefined;
    const sha = hexOf(bytes.subarray(end + 1, end + 21));
    entries.push({ mode, name: decodeLossless(bytes.subarray(space + 1, end)), sha });
    at = end + 21;
  }
  return entries;
}

function hexBytes(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index++)
    bytes[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  return bytes;
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
