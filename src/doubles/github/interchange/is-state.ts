import type { TableNode } from "../../../scenario/index.ts";

/** Keys of the initial state of simulacrum, and of what simulacat adds. */
export const stateKeys: ReadonlySet<string> = new Set([
  "users",
  "organizations",
  "repositories",
  "branches",
  "blobs",
  "installations",
  "issues",
  "pull_requests",
  "__simulacat__",
]);

/** A file whose keys are those of a state, one or the other typo apart. */
export function isState({ entries }: TableNode): boolean {
  const known = entries.filter(({ key }) => stateKeys.has(key));
  return (
    known.length > 0 &&
    (known.length === entries.length || known.length >= 3 || known.some(({ key }) => key === "__simulacat__"))
  );
}
