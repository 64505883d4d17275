import { whereOf, type Source } from "../source.ts";
import { checkDepth } from "../tree.ts";

/**
 * Counts brackets before TOML is parsed: the parser recurses, and a stack that ends inside it can end the
 * process. Strings and comments are skipped, so that only brackets that nest are counted.
 * @throws TreeOverLimit
 */
export function checkBrackets(source: Source): void {
  const { text } = source;
  const mark = /["'#[\]{}]/g;
  let depth = 0;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const { index } = match;
    const [one] = match;
    if (one === "#") mark.lastIndex = lineEnd(text, index);
    else if (one === '"' || one === "'") mark.lastIndex = stringEnd(text, index, one);
    else if (one === "]" || one === "}") depth = Math.max(0, depth - 1);
    else {
      depth += 1;
      // The two brackets of a [[header]] nest nothing.
      checkDepth(depth - 2, whereOf(source, index, index + 1));
    }
  }
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end;
}

/** Where a string ends; at the end of its line when it is not closed, as the parser will say. */
function stringEnd(text: string, start: number, quote: string): number {
  const close = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  let at = start + close.length;
  while (at < text.length) {
    const one = text[at];
    if (one === "\\" && quote === '"') at += 2;
    else if (one === quote && text.startsWith(close, at)) return at + close.length;
    else if (one === "\n" && close === quote) return at;
    else at += 1;
  }
  return text.length;
}
