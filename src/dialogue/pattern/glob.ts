import type { Matcher } from "../../core/index.ts";
import { listedCharacter, literalCharacter } from "./set.ts";

/** A glob as a matcher, or why it is none. */
export type GlobTranslation =
  | { readonly ok: true; readonly matcher: Matcher }
  | { readonly ok: false; readonly reason: string };

/**
 * A glob of claudeless: besides `*` and `?` it has classes, `[a-z]` and `[!a-z]`, and `**` with a slash, which is any
 * number of folders, none too. Without these it is the glob of all other matchers.
 * @example translateGlob("v[0-9]*")
 */
export function translateGlob(pattern: string): GlobTranslation {
  if (!pattern.includes("[") && !pattern.includes("**/"))
    return { ok: true, matcher: { is: "glob", pattern } };
  let source = "";
  for (let rest = pattern; rest !== "";) {
    if (rest.startsWith("[")) {
      const found = /^\[(!?)(\]?[^\]]*)\]/u.exec(rest);
      const listed = found?.[2] ?? "";
      if (found === null || listed === "")
        return { ok: false, reason: "a class [...] is not closed; [[] stands for the bracket itself" };
      source += `[${found[1] === "!" ? "^" : ""}${classText(listed)}]`;
      rest = rest.slice(found[0].length);
      continue;
    }
    const folders = source === "" || source.endsWith("\\/") ? /^\*\*\//.exec(rest) : null;
    const token = folders?.[0] ?? (/^\*+|^./su.exec(rest) as RegExpExecArray)[0];
    if (folders !== null) source += String.raw`(?:[^]*\/)?`;
    else if (token.startsWith("*")) source += "[^]*";
    else source += token === "?" ? "[^]" : literalCharacter(token);
    rest = rest.slice(token.length);
  }
  try {
    RegExp(source, "u");
  } catch {
    return { ok: false, reason: "a range in a class is the wrong way round" };
  }
  return { ok: true, matcher: { is: "regex", regex: { source: `^${source}$`, flags: "u" } } };
}

/** The items of a class: ranges, and characters that stand for themselves. */
function classText(listed: string): string {
  const items = listed.match(/.-.|./gsu) as readonly string[];
  return items
    .map((item) => {
      const [first = "", , last] = item;
      return last === undefined
        ? listedCharacter(first)
        : `${listedCharacter(first)}-${listedCharacter(last)}`;
    })
    .join("");
}
