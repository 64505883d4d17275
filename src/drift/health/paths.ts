/**
 * A path as it stands below the project's folder, with "/"; undefined: it is outside, or the folder itself.
 * @param path absolute, relative to the project, or a file: URL
 * @param root the project's folder, absolute
 * @example insideProject("/home/ann/app/tests/a.py", "/home/ann/app") // "tests/a.py"
 */
export function insideProject(path: string, root: string): string | undefined {
  const plain = path.replace(/^file:\/\//, "").replaceAll("\\", "/");
  const home = root.replaceAll("\\", "/").replace(/\/+$/, "");
  const absolute = /^(?:[A-Za-z]:)?\//.test(plain);
  if (absolute && !plain.startsWith(`${home}/`)) return undefined;
  const parts: string[] = [];
  for (const part of (absolute ? plain.slice(home.length) : plain).split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.length === 0 ? undefined : parts.join("/");
}

/**
 * A path in a folder beside the project's, "../examples/a.md"; undefined: it is elsewhere. The parent is looked at only
 * when it is a folder of its own, not one of the system that everybody writes to.
 * @param root the project's folder, absolute
 */
export function besideProject(path: string, root: string): string | undefined {
  const home = root.replaceAll("\\", "/").replace(/\/+$/, "");
  const parent = home.slice(0, home.lastIndexOf("/"));
  if (parent.split("/").length < 3 || /^\/(?:private\/)?var\//.test(parent)) return undefined;
  const below = insideProject(path, parent);
  const plain = below === undefined || insideProject(path, root) !== undefined ? undefined : below;
  return plain === undefined || /^\.|\/\.\.\//.test(plain) || !plain.includes("/")
    ? undefined
    : `../${plain}`;
}

/** The folders above a path, the outermost first, and the path itself. @example "a/b" -> ["a", "a/b"] */
export function waysTo(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** The longest folder or path that all of them are at or below; empty: none. */
export function commonFolder(paths: readonly string[]): string {
  let common = paths[0]?.split("/") ?? [];
  for (const path of paths) {
    const parts = path.split("/");
    const differs = common.findIndex((part, index) => parts[index] !== part);
    if (differs >= 0) common = common.slice(0, differs);
  }
  return common.join("/");
}

/** Folders of tracked files, so that it can be told whether anything below a path is tracked. */
export function foldersOf(files: Iterable<string>): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let end = file.lastIndexOf("/"); end > 0; end = file.lastIndexOf("/", end - 1)) {
      const folder = file.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}
