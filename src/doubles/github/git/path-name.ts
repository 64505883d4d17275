/** What may be wrong with a path in a tree. */
export type PathProblem = "empty" | "leading-slash" | "malformed" | "too-long" | "too-deep";

/** Bytes of a path, and folders inside each other, that a tree may have. */
export const pathLimits = { chars: 4_096, segments: 200 } as const;

/**
 * What is wrong with a path, or undefined. Names that would lead out of a checkout or into git's own folder are
 * refused in all the spellings that a file system may take for them.
 * @example pathProblem("src/../x") // "malformed"
 */
export function pathProblem(path: string): PathProblem | undefined {
  if (path === "") return "empty";
  if (path.startsWith("/")) return "leading-slash";
  if (path.length > pathLimits.chars) return "too-long";
  const segments = path.split("/");
  if (segments.length > pathLimits.segments) return "too-deep";
  return segments.every(isEntryName) ? undefined : "malformed";
}

/** Whether a text may be the name of one entry of a tree. */
export function isEntryName(name: string): boolean {
  if (name === "" || name === "." || name === ".." || /[/\0]/.test(name)) return false;
  return !isGitFolder(name);
}

/** Characters that HFS+ leaves out of names. */
const ignorable = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;

/** `.git` as HFS+ and NTFS read names: without regard to case, ignorable characters, dots and spaces at the end. */
function isGitFolder(name: string): boolean {
  const plain = name.replaceAll(ignorable, "").toLowerCase();
  return /^(\.git|git~1)[. ]*(:.*|\\.*)?$/s.test(plain);
}
