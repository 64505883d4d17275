import { tokenHash } from "../../access/resolve-actor.ts";
import type { GithubConfig } from "../../config.ts";
import { repositoryNamed } from "../../rest/find-repository.ts";
import type { Draft } from "../draft.ts";
import { folded } from "../tables.ts";

/** Tokens: by the hash of their value, since states hold no secret. */
export function seedTokens(draft: Draft, { tokens }: GithubConfig): void {
  for (const one of tokens) {
    const owner = draft.named("account", folded(one.owner));
    if (owner === undefined) continue;
    draft.put("token", {
      hash: tokenHash(one.value),
      name: one.name,
      kind: one.kind,
      owner: owner.id,
      permissions: one.permissions,
      scopes: one.scopes,
      repositories: one.repositories === null ? null : one.repositories.flatMap((name) => idOf(draft, name)),
      repositoryVisibility: one.repositoryVisibility,
      expiresAt: one.expires,
      revoked: one.revoked,
      installation: one.installation,
    });
  }
}

function idOf(draft: Draft, fullName: string): readonly number[] {
  const [owner = "", name = ""] = fullName.split("/");
  const found = repositoryNamed(draft, owner, name);
  return found === null ? [] : [found.id];
}
