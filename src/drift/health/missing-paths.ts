import { besideProject, insideProject } from "./paths.ts";

/**
 * Paths inside the project, or beside it, that a failure says are not there. What says so outright (ENOENT, FileNotFoundError,
 * "Cannot find module") is believed with any path; an assertion's own words ("Publish doc missing at docs/publish.md")
 * only with an absolute path, or one whose name has an ending.
 * @param root the project's folder, absolute
 * @example missingPaths("ENOENT: no such file or directory, open 'data/a.json'", "/app") // ["data/a.json"]
 */
export function missingPaths(failure: string, root: string): readonly string[] {
  const found = new Set<string>();
  for (const line of failure.split("\n")) {
    for (const path of pathsIn(line.slice(0, lineCharsMax), root)) if (!installed.test(path)) found.add(path);
  }
  return [...found];
}

/** What package managers put there. */
const installed = /(?:^|\/)(?:node_modules|site-packages)\//;

/** Longer lines are dumps of data. */
const lineCharsMax = 2_000;

const outright =
  /ENOENT|ENOTDIR|no such file or directory|FileNotFoundError|NoSuchFileException|file not found/i;
const inWords =
  /\bmissing\b|\bnot found\b|does ?n[o']t exist|\.exists\(\)|existsSync|is_file\(\)|is_dir\(\)/i;
const noModule =
  /(?:Cannot find module|Failed to (?:load url|resolve import)) ['"]?([^'"\s]{1,1000})['"]?(?: \(resolved id: [^)]{1,1000}\))?(?: (?:imported )?from ['"]?([^'"\s]{1,1000}))?/;

function pathsIn(line: string, root: string): readonly string[] {
  const missing = noModule.exec(line);
  if (missing !== null) return moduleOf(missing[1] as string, missing[2], root);
  const sure = outright.test(line);
  if (!sure && !inWords.test(line)) return [];
  return candidates(line).flatMap((text) => {
    const absolute = /^(?:[A-Za-z]:)?[\\/]/.test(text);
    if (!absolute && !sure && !/\.[A-Za-z0-9]{1,8}$/.test(text)) return [];
    const path = insideProject(text, root) ?? (absolute && sure ? besideProject(text, root) : undefined);
    return path === undefined ? [] : [path];
  });
}

/** A module that is named by its place; packages are somebody else's. */
function moduleOf(name: string, from: string | undefined, root: string): readonly string[] {
  const file = name.replace(/[?#].*$/, "");
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(file)) return present(insideProject(file, root));
  if (!/^\.{1,2}\//.test(file) || from === undefined) return [];
  const importer = insideProject(from.replace(/[.,:]+$/, ""), root);
  if (importer === undefined) return [];
  const folder = importer.includes("/") ? importer.slice(0, importer.lastIndexOf("/")) : ".";
  return present(insideProject(`${folder}/${file}`, root));
}

function present(path: string | undefined): readonly string[] {
  return path === undefined ? [] : [path];
}

/** What looks like a path: in quotes, or a word with a slash in it. Addresses of the network are none. */
function candidates(line: string): readonly string[] {
  const quoted = Array.from(line.matchAll(/(["'`])((?:(?!\1).){1,1000})\1/g), (match) => match[2] as string);
  const bare = Array.from(
    line.matchAll(/(?<![\w./\\:'"`@-])(?:[A-Za-z]:)?[\w.@/\\-]*[/\\][\w.@/\\-]*[\w-]/g),
    (match) => match[0],
  );
  const urls = /^[a-z][a-z0-9+.-]*:\/\//i;
  return [...quoted.filter((text) => /[/\\.]/.test(text) && !/[<>|*?\n]/.test(text)), ...bare]
    .filter((text) => !urls.test(text) || text.startsWith("file://"))
    .filter((text) => !/\s{2}|^\s|\s$/.test(text));
}
