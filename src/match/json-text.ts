import { isTooDeep, limits, type Json } from "../core/index.ts";

/** Longer texts are parsed anew each time instead of being kept. */
const keptChars = 8 * 1024 * 1024;

let keptText: string | undefined;
let keptValue: { readonly value: Json } | undefined;

/**
 * The JSON that a text holds, or undefined when it holds none. The last text is kept, since one body is
 * tried against many expectations in a row.
 */
export function parseJson(text: string): { readonly value: Json } | undefined {
  if (text === keptText) return keptValue;
  const parsed = parseAnew(text);
  if (text.length <= keptChars) {
    keptText = text;
    keptValue = parsed;
  }
  return parsed;
}

function parseAnew(text: string): { readonly value: Json } | undefined {
  if (isTooDeep(text, limits.parsedDepth)) return undefined;
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}
