import { limits } from "../../../core/index.ts";
import { compileGlob } from "../../../match/index.ts";

/** A glob of paths, ready to be tried. */
export type PathGlob = (path: string) => boolean;

/**
 * Globs of paths as the CLI's tools read them: "*" and "?" stay in one name, "**" is any number of folders, braces hold
 * alternatives, and a glob without "/" speaks of names wherever they are.
 * @returns undefined: its braces may be read in more ways than limits.agentGlobWays
 * @example pathGlob("src/**\/*.{ts,js}")?.("src/a/b.ts") // true
 */
export function pathGlob(pattern: string): PathGlob | undefined {
  const ways = waysOf(pattern);
  if (ways === undefined) return undefined;
  const globs = ways.map((way) => {
    const names = way.replace(/^\.?\//, "").split("/");
    const parts = names.length === 1 && !way.startsWith("/") ? ["**", ...names] : names;
    return parts.map((part) => (part === "**" ? part : compileGlob(part)));
  });
  return (path) => {
    const names = path.split("/");
    return globs.some((parts) => takes(parts, names));
  };
}

type Part = "**" | ReturnType<typeof compileGlob>;

/** With one point to go back to, as in match/glob.ts: a later "**" makes the earlier ones' lengths settled. */
function takes(parts: readonly Part[], names: readonly string[]): boolean {
  let [part, at] = [0, 0];
  let again: { readonly part: number; at: number } | undefined;
  while (at < names.length) {
    const one = parts[part];
    if (one === "**") {
      again = { part: part + 1, at };
      part++;
    } else if (one?.test(names[at] as string) === true) {
      part++;
      at++;
    } else if (again === undefined) return false;
    else {
      again.at++;
      at = again.at;
      ({ part } = again);
    }
  }
  while (parts[part] === "**") part++;
  return part === parts.length;
}

/** What a glob says with each choice of its braces. */
function waysOf(pattern: string): string[] | undefined {
  const done: string[] = [];
  const left = [pattern];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (done.length + left.length >= limits.agentGlobWays) return undefined;
    const inner = /\{([^{}]*,[^{}]*)\}/.exec(one);
    if (inner === null) {
      done.push(one);
      continue;
    }
    const choices = (inner[1] as string).split(",");
    if (choices.length > limits.agentGlobWays) return undefined;
    const [from, to] = [inner.index, inner.index + inner[0].length];
    for (const choice of choices) left.push(`${one.slice(0, from)}${choice}${one.slice(to)}`);
  }
  return done;
}
