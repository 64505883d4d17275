import { finding, limits } from "../../core/index.ts";
import { placeOf, whereOf, type Source } from "../source.ts";
import { checkDepth, tooLarge, TreeOverLimit } from "../tree.ts";

/**
 * Counts what would be too much before TOML is parsed: brackets inside each other, because the parser
 * recurses, and a stack that ends inside it can end the process; values, because it takes seconds for a
 * million; characters of a string, because it fails on long ones. Comments are skipped.
 * @throws TreeOverLimit
 */
export function checkTomlLimits(source: Source): void {
  const { text } = source;
  const mark = /["'#[\]{},=]/g;
  let depth = 0;
  let values = 0;
  for (let match = mark.exec(text); match !== null; match = mark.exec(text)) {
    const { index } = match;
    const [one] = match;
    if (one === "#") mark.lastIndex = lineEnd(text, index);
    else if (one === '"' || one === "'") {
      mark.lastIndex = stringEnd(text, index, one);
      checkString(source, index, mark.lastIndex);
    } else if (one === "]" || one === "}") depth = Math.max(0, depth - 1);
    else {
      values += 1;
      if (values > limits.scenarioNodes) throw tooLarge(whereOf(source, index, index + 1), values);
      if (one === "[" || one === "{") depth += 1;
      // The two brackets of a [[header]] nest nothing.
      checkDepth(depth - 2, whereOf(source, index, index + 1));
    }
  }
}

function checkString(source: Source, start: number, end: number): void {
  if (end - start <= limits.tomlStringChars) return;
  throw new TreeOverLimit(
    finding("over-limit", {
      at: placeOf(whereOf(source, start, end)),
      what: `a string of ${end - start} characters; in TOML one may have ${limits.tomlStringChars}`,
      fix: "Put the text into a file of its own, and name it with file = ...",
    }),
  );
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
