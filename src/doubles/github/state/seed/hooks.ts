import type { GithubConfig } from "../../config.ts";
import { addHook, hookOwner } from "../../domain/hooks.ts";
import type { Draft } from "../draft.ts";
import { repositoryOf } from "./forks.ts";

/** Webhooks of repositories. */
export function seedHooks(draft: Draft, { repositories }: GithubConfig): void {
  for (const { owner, name, hooks } of repositories) {
    const repository = repositoryOf(draft, `${owner}/${name}`);
    for (const hook of hooks) addHook(draft, hookOwner("repository", repository.id), hook);
  }
}
