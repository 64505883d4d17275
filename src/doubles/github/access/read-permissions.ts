import { nearest } from "../../../core/index.ts";
import type { PermissionLevel, TokenKind } from "../config.ts";
import { permissionLevels, permissionNames } from "./permission-names.ts";
import { isScope, scopeNames } from "./scopes.ts";
import { hasScopes } from "./token-kinds.ts";

/** What is wrong with one of the texts. */
export interface PermissionProblem {
  /** Which text, from 0. */
  readonly index: number;
  readonly text: string;
  readonly problem: "unknown" | "level" | "scope" | "duplicate";
  /** What is wrong, in words that follow the text: "is no permission of GitHub". */
  readonly what: string;
  /** What to write instead. */
  readonly fix: string;
  /** What may have been meant, nearest first; each can be written as it stands. */
  readonly near: readonly string[];
}

/** What the texts come to. */
export interface ReadPermissions {
  /** Level by name; null: no text names a permission, so that only scopes say what is allowed. */
  readonly permissions: Readonly<Record<string, PermissionLevel>> | null;
  /** Null: no text names a scope, or the kind has none. */
  readonly scopes: readonly string[] | null;
  readonly problems: readonly PermissionProblem[];
}

type One =
  | { readonly scope: string }
  | { readonly name: string; readonly level: PermissionLevel }
  | Omit<PermissionProblem, "index" | "text">;

/**
 * Reads what a scenario says that a token or an installation may do: `name:level`, a bare name (its level is write), or
 * a scope (`read:org`) where the kind has scopes. Permissions are read for every kind: a token that has both may do
 * what either of them allows.
 * @param texts null: nothing restricts it; empty: it may do nothing
 * @example readPermissions("fine-grained", ["issues:read", "contents"]).permissions // { issues: "read", contents: "write" }
 */
export function readPermissions(kind: TokenKind, texts: readonly string[] | null): ReadPermissions {
  if (texts === null) return { permissions: null, scopes: null, problems: [] };
  const problems: PermissionProblem[] = [];
  const permissions = new Map<string, PermissionLevel>();
  const scopes = new Set<string>();
  for (const [index, text] of texts.entries()) {
    const one = readOne(kind, text);
    if ("problem" in one) problems.push({ index, text, ...one });
    else if ("scope" in one ? scopes.has(one.scope) : permissions.has(one.name))
      problems.push({
        index,
        text,
        problem: "duplicate",
        what: "is said twice",
        fix: "Keep one of them.",
        near: [],
      });
    else if ("scope" in one) scopes.add(one.scope);
    else permissions.set(one.name, one.level);
  }
  const none = permissions.size === 0;
  return {
    permissions: none && hasScopes(kind) ? null : Object.fromEntries(permissions),
    scopes: scopes.size > 0 || (none && hasScopes(kind)) ? [...scopes] : null,
    problems,
  };
}

function readOne(kind: TokenKind, text: string): One {
  if (isScope(text) && hasScopes(kind)) return { scope: text };
  const at = text.indexOf(":");
  const name = at < 0 ? text : text.slice(0, at);
  const levels = Object.hasOwn(permissionLevels, name) ? permissionLevels[name] : undefined;
  if (levels === undefined) return unknown(kind, text, name);
  const level = at < 0 ? (levels.find((one) => one === "write") ?? levels[0]) : text.slice(at + 1);
  const found = levels.find((one) => one === level);
  if (found !== undefined) return { name, level: found };
  return {
    problem: "level",
    what: `has a level that ${name} does not have`,
    fix: `Its levels are ${levels.join(", ")}.`,
    near: levels.map((one) => `${name}:${one}`),
  };
}

function unknown(kind: TokenKind, text: string, name: string): One {
  if (isScope(text))
    return {
      problem: "scope",
      what: `is a scope, and ${kind} tokens have permissions`,
      fix: 'Write permissions such as "issues:read", or say that the token is of kind "classic".',
      near: [],
    };
  const level = text.slice(name.length);
  const names = nearest(name, permissionNames).map((one) => one + level);
  return {
    problem: "unknown",
    what: hasScopes(kind) ? "is neither a scope nor a permission of GitHub" : "is no permission of GitHub",
    fix: hasScopes(kind)
      ? 'Write a scope such as "repo" or "read:org".'
      : 'Write a permission such as "issues:read".',
    near: hasScopes(kind) ? [...new Set([...nearest(text, scopeNames), ...names])].slice(0, 3) : names,
  };
}
