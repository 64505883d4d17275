import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";

/** What looking for a program found. */
export type FoundExecutable =
  | { readonly path: string }
  | { readonly failure: "not-found" | "not-executable" };

/** What POSIX systems search when PATH is not set. */
const defaultPath = "/usr/bin:/bin";

/**
 * Finds the program that a shell would run for a name, as execvp(3) does: the first executable file on
 * the path; "not-executable" when there was only one that may not be executed.
 * @param name without a slash
 * @param path value of PATH; empty items mean the current folder
 * @param skip folders that are passed over, such as those that hold doubles
 * @param cwd what relative folders on the path are relative to
 */
export function findExecutable(
  name: string,
  path: string | undefined,
  skip: (folder: string) => boolean,
  cwd: string,
): FoundExecutable {
  let failure: "not-found" | "not-executable" = "not-found";
  for (const item of (path ?? defaultPath).split(":")) {
    const folder = resolve(cwd, item);
    if (skip(folder)) continue;
    const file = item === "/" ? `/${name}` : `${folder}/${name}`;
    const access = fileAccess(file);
    if (access === "executable") return { path: file };
    if (access === "other") failure = "not-executable";
  }
  return { failure };
}

function fileAccess(file: string): "executable" | "other" | "none" {
  try {
    if (!statSync(file).isFile()) return "none";
  } catch {
    return "none";
  }
  try {
    accessSync(file, constants.X_OK);
    return "executable";
  } catch {
    return "other";
  }
}
