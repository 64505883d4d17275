/** An absolute path with "." and ".." taken out, of a path that may be relative. @example resolvePath("/a/b", "../c") // "/a/c" */
export function resolvePath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${folder}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

/** A path with "~" and "~/" made the home folder. */
export function expandHome(path: string, home: string): string {
  return path === "~" || path.startsWith("~/") ? `${home}${path.slice(1)}` : path;
}

/** The part of an absolute path below a folder, without a leading "/"; undefined: it lies elsewhere. Both are resolved. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (path === folder) return "";
  const start = folder === "/" ? "/" : `${folder}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}

/** Whether an absolute path is one of the folders or lies in one. */
export function isInside(folders: readonly string[], path: string): boolean {
  return folders.some((folder) => pathBelow(folder, path) !== undefined);
}

/** The folder that an absolute path lies in. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}
