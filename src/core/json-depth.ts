/** Characters of a JSON text below which its depth can't fill the memory, and is not looked at. */
const longTextChars = 256 * 1024;

/**
 * Whether a JSON text comes to more lists and objects inside each other than a limit. Asked before it is parsed, since a
 * text of nothing but brackets takes fifty times its length of memory. Of a short text the answer is always no.
 * @example isTooDeep("[".repeat(1_000_000), 500) // true
 */
export function isTooDeep(text: string, depthMax: number): boolean {
  if (text.length < longTextChars) return false;
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === backslash) at += 1;
      else if (code === quote) inText = false;
    } else if (code === quote) inText = true;
    else if (code === openList || code === openObject) {
      depth += 1;
      if (depth > depthMax) return true;
    } else if (code === closeList || code === closeObject) depth -= 1;
  }
  return false;
}

const quote = 0x22;
const backslash = 0x5c;
const openList = 0x5b;
const closeList = 0x5d;
const openObject = 0x7b;
const closeObject = 0x7d;
