/**
 * Text from outside made safe for a terminal: control characters (C0, DEL, C1), line and paragraph
 * separators, bidirectional controls and lone surrogates are shown as escapes, so that recorded output
 * can't move the cursor, set a title or show its characters in another order than they have.
 * @param keep characters that stay as they are, "\n\t" by default
 * @example escapeControl("\u001b[31mred") // "\\u001b[31mred"
 */
export function escapeControl(text: string, keep = "\n\t"): string {
  return text.replaceAll(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    (character) => (keep.includes(character) ? character : escapeOne(character)),
  );
}

function escapeOne(character: string): string {
  const code = character.charCodeAt(0);
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`;
  return code < 0x80
    ? `\\x${code.toString(16).padStart(2, "0")}`
    : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** A value in double quotes on one line, cut to a width, safe for a terminal. */
export function quote(text: string, width = 120): string {
  // Escapes only lengthen, so what stands further back than the width is never shown.
  const near = text.slice(0, width + 2);
  const line = escapeControl(near.replaceAll("\\", "\\\\").replaceAll('"', '\\"'), "");
  if (line.length <= width) return `"${line}"`;
  // The cut never falls inside an escape or a surrogate pair.
  let cut = "";
  for (const [unit] of line.matchAll(/\\(?:x..|u....|.)|./gsu)) {
    if (cut.length + unit.length > width - 1) break;
    cut += unit;
  }
  return `"${cut}…"`;
}
