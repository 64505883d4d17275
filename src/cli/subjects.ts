import { codes } from "../core/index.ts";

/** Codes and names that `explain` knows. */
export function proposeSubjects(partial: string): string[] {
  const subjects = ["env", ...Object.entries(codes).flatMap(([name, { code }]) => [name, code])];
  return subjects.filter((one) => one.startsWith(partial));
}
