import type { RepositoryRow } from "../state/rows.ts";
import type { Actor } from "./actor.ts";
import { hasScope } from "./scopes.ts";

/**
 * What a token makes of a repository that its owner may see: it is for it; it is for others, so that it reads this one
 * only as far as everybody may; or it hides it.
 */
export type Coverage = "covered" | "public" | "hidden";

/** See Coverage. What the owner may see is not asked here. */
export function coverage(actor: Actor, repository: RepositoryRow): Coverage {
  const { token, installation, accepted } = actor;
  if (accepted || token === null) return "covered";
  const isPublic = repository.visibility === "public";
  if (!isPublic && token.repositoryVisibility === "public") return "hidden";
  const within =
    (token.repositories === null || token.repositories.includes(repository.id)) &&
    (installation === null ||
      (installation.account === repository.owner &&
        (installation.repositories === null || installation.repositories.includes(repository.id)))) &&
    (token.kind !== "actions" || token.owner === repository.owner);
  if (!within) return isPublic ? "public" : "hidden";
  return isPublic || opensPrivate(actor) ? "covered" : "hidden";
}

/** A classic token without the scope repo sees nothing that is private. */
function opensPrivate({ token }: Actor): boolean {
  if (token === null || token.scopes === null || token.permissions !== null) return true;
  return hasScope(token.scopes, "repo");
}
