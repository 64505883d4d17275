/** Text that a POSIX shell reads back as exactly the same bytes. */

/** A word in single quotes. @example shellQuote("it's") // `'it'\\''s'` */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

const printfBytes: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x0a) return "\\n";
  if (byte === 0x25) return "%%";
  if (byte === 0x5c) return "\\\\";
  const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x27;
  return plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, "0")}`;
});

/**
 * A printf command that writes the bytes, on one line of printable ASCII: octal escapes mean the same
 * byte in every shell and locale, raw bytes do not. A format that starts with "-" would be an option.
 */
export function printfCommand(bytes: Uint8Array): string {
  let format = "";
  for (const byte of bytes) format += printfBytes[byte] as string;
  if (format.startsWith("-")) format = `\\055${format.slice(1)}`;
  return `printf '${format}'`;
}
