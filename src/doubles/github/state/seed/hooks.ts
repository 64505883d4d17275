import type { GithubConfig } from "../../config.ts";
import { addHook, hookOwner } from "../../domain/hooks.ts";
import { repositoryNamed } from "../../rest/find-repository.ts";
import type { Draft } from "../draft.ts";

/** Webhooks of repositories. */
export function seedHooks(draft: Draft, { repositories }: GithubConfig): void {
  for (const { owner, name, hooks } of repositories) {
    const repository = repositoryNamed(draft, owner, name);
    if (repository === null) continue;
    for (const hook of hooks) addHook(draft, hookOwner("repository", repository.id), hook);
  }
}
