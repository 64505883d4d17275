import { encodeLossless } from "../../../../core/index.ts";

const named: Readonly<Record<number, string>> = {
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};

/**
 * A path as git writes it in differences: in quotes, with bytes in octal, where it has other characters than printable
 * ASCII (core.quotePath).
 * @example quotePath("ä") // "\"\\303\\244\""
 */
export function quotePath(path: string): string {
  if (/^[ !#-[\]-~]*$/.test(path)) return path;
  const bytes = Array.from(encodeLossless(path), (byte) => {
    if (named[byte] !== undefined) return named[byte];
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
    return `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"${bytes.join("")}"`;
}
