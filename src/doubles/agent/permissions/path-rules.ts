import { pathBelow, resolvePath } from "./paths.ts";

/** What paths of rules are relative to; all absolute. */
export interface PathRoots {
  /** Where the session works. */
  readonly workingDirectory: string;
  readonly home: string;
  /** What a "/" at the beginning stands for: the project, or the folder of the user's settings. */
  readonly root: string;
}

/**
 * Whether a path rule takes a path. The patterns are those of .gitignore files: without a "/" inside they match at any
 * depth, and what takes a folder takes all that is in it. "//" begins an absolute path, "~/" one below the home folder,
 * "/" one below the folder of the settings; everything else is relative to the working directory, which ".." never leaves.
 * @param path absolute and resolved
 * @example pathRuleTakes("src/**", "/p/src/a/b.ts", { workingDirectory: "/p", home: "/h", root: "/p" }) // true
 */
export function pathRuleTakes(content: string, path: string, roots: PathRoots): boolean {
  const { pattern, folder } = anchor(content, roots);
  const below = pathBelow(resolvePath("/", folder), path);
  return below !== undefined && below !== "" && takes(pattern, below.split("/"));
}

function anchor(content: string, roots: PathRoots): { readonly pattern: string; readonly folder: string } {
  if (content.startsWith("//")) return { pattern: content.slice(1), folder: "/" };
  if (content.startsWith("~/")) return { pattern: content.slice(1), folder: roots.home };
  // The real CLI takes the "/" away with the folder, so that a name alone still matches at any depth.
  if (content.startsWith("/")) return { pattern: content.slice(1), folder: roots.root };
  return {
    pattern: content.startsWith("./") ? content.slice(2) : content,
    folder: roots.workingDirectory,
  };
}

/** Whether a pattern takes a path, or a folder above it. */
function takes(pattern: string, path: readonly string[]): boolean {
  const name = pattern.endsWith("/") ? pattern.slice(0, -1) : pattern;
  const parts = (name.startsWith("/") ? name.slice(1) : name).split("/");
  const whole = (name.includes("/") ? parts : ["**", ...parts]).map((part) =>
    part === "**" ? "folders" : tokensOf(part),
  );
  return takesBeginning(whole, pattern.endsWith("/") ? path.slice(0, -1) : path);
}

/** Whether a pattern takes the beginning of a path: one name for each part, any number for "**", but one at the end. */
function takesBeginning(pattern: readonly Part[], path: readonly string[]): boolean {
  let part = 0;
  let at = 0;
  let runPart = -1;
  let runAt = 0;
  while (part < pattern.length && at < path.length) {
    const wanted = pattern[part] as Part;
    if (wanted === "folders") {
      runPart = part++;
      runAt = at;
      if (part === pattern.length) return true;
    } else if (takesName(wanted, path[at] as string)) {
      part++;
      at++;
    } else if (runPart === -1) return false;
    else {
      part = runPart + 1;
      runAt++;
      at = runAt;
    }
  }
  return part === pattern.length;
}

/** Whether one part of a pattern takes one name. */
function takesName(tokens: readonly NameToken[], name: string): boolean {
  let token = 0;
  let at = 0;
  let runToken = -1;
  let runAt = 0;
  while (at < name.length) {
    const wanted = tokens[token];
    if (wanted === "run") {
      runToken = token++;
      runAt = at;
    } else if (wanted !== undefined && wanted(name[at] as string)) {
      token++;
      at++;
    } else if (runToken === -1) return false;
    else {
      token = runToken + 1;
      runAt++;
      at = runAt;
    }
  }
  while (tokens[token] === "run") token++;
  return token === tokens.length;
}

/** What takes characters of a name. */
type NameToken = "run" | ((character: string) => boolean);

/** One part of a pattern between two "/". */
type Part = "folders" | readonly NameToken[];

/** "*" is any run, "?" one character, "[ab]" one of them, what stands after "\\" itself. */
function tokensOf(pattern: string): readonly NameToken[] {
  const tokens: NameToken[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    const close = character === "[" ? pattern.indexOf("]", at + 2) : -1;
    if (character === "*") tokens.push("run");
    else if (character === "?") tokens.push(() => true);
    else if (close !== -1) {
      tokens.push(classOf(pattern.slice(at + 1, close)));
      at = close;
    } else {
      if (character === "\\" && at + 1 < pattern.length) at++;
      const literal = pattern[at] as string;
      tokens.push((one) => one === literal);
    }
  }
  return tokens;
}

/** The inside of "[...]": characters and ranges, turned around by "!" or "^". */
function classOf(text: string): (character: string) => boolean {
  const not = text.startsWith("!") || text.startsWith("^");
  const inside = not ? text.slice(1) : text;
  return (character) => {
    let found = false;
    for (let at = 0; at < inside.length; at++) {
      if (inside[at + 1] === "-" && at + 2 < inside.length) {
        found ||= (inside[at] as string) <= character && character <= (inside[at + 2] as string);
        at += 2;
      } else found ||= inside[at] === character;
    }
    return found !== not;
  };
}
