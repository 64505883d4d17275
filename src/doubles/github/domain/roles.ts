import type { RepositoryRole } from "../config.ts";

const words: Readonly<Record<RepositoryRole, string>> = {
  read: "pull",
  triage: "triage",
  write: "push",
  maintain: "maintain",
  admin: "admin",
};

const roles = Object.keys(words) as readonly RepositoryRole[];

/** What the REST API calls a role in the field `permission`. @example permissionWord("write") // "push" */
export function permissionWord(role: RepositoryRole): string {
  return words[role];
}

/** The role that a word of a request names; undefined: none. "push" and "write" name the same one. */
export function roleNamed(word: string): RepositoryRole | undefined {
  return roles.find((role) => words[role] === word || role === word);
}

/** `permissions`, as answers about repositories, teams and people have them. Null: nothing is allowed. */
export function permissionsMap(role: RepositoryRole | null): Readonly<Record<string, boolean>> {
  const has = (least: RepositoryRole): boolean =>
    role !== null && roles.indexOf(role) >= roles.indexOf(least);
  return {
    admin: has("admin"),
    maintain: has("maintain"),
    push: has("write"),
    triage: has("triage"),
    pull: has("read"),
  };
}

/** Of two roles the one that allows more. */
export function higherRole(one: RepositoryRole | null, other: RepositoryRole | null): RepositoryRole | null {
  if (one === null || other === null) return one ?? other;
  return roles.indexOf(one) >= roles.indexOf(other) ? one : other;
}
