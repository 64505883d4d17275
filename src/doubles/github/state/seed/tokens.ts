import { tokenHash } from "../../access/resolve-actor.ts";
import type { GithubConfig } from "../../config.ts";
import type { Draft } from "../draft.ts";
import { folded } from "../tables.ts";
import { rowNamed } from "../view.ts";
import { repositoryOf } from "./forks.ts";

/** Tokens: by the hash of their value, since states hold no secret. */
export function seedTokens(draft: Draft, { tokens }: GithubConfig): void {
  for (const one of tokens) {
    const owner = rowNamed(draft, "account", folded(one.owner));
    draft.put("token", {
      hash: tokenHash(one.value),
      name: one.name,
      kind: one.kind,
      owner: owner.id,
      permissions: one.permissions,
      scopes: one.scopes,
      repositories: one.repositories?.map((name) => repositoryOf(draft, name).id) ?? null,
      repositoryVisibility: one.repositoryVisibility,
      expiresAt: one.expires,
      revoked: one.revoked,
      installation: one.installation,
    });
  }
}
