import type { GithubConfig } from "../../config.ts";
import type { Draft } from "../draft.ts";
import { folded } from "../tables.ts";
import { rowNamed } from "../view.ts";
import { repositoryOf } from "./forks.ts";

/** Apps with their bots, and where they are installed. */
export function seedApps(draft: Draft, { apps, installations, users, organizations }: GithubConfig): void {
  const first = users[0]?.login ?? organizations[0]?.login ?? "";
  for (const one of apps.toSorted(idsFirst)) {
    const owner = draft.named("account", folded(one.owner ?? first));
    const { at } = draft;
    const bot = draft.add("account", {
      type: "Bot",
      login: `${one.slug}[bot]`,
      name: null,
      email: null,
      bio: null,
      company: null,
      blog: null,
      location: null,
      description: null,
      siteAdmin: false,
      defaultPermission: "none",
      createdAt: at,
      updatedAt: at,
    });
    const row = {
      slug: one.slug,
      name: one.name,
      owner: owner?.id ?? bot.id,
      bot: bot.id,
      permissions: one.permissions,
      events: one.events,
      createdAt: at,
      updatedAt: at,
    };
    if (one.id === null) draft.add("app", row);
    else draft.put("app", { id: one.id, ...row });
  }
  for (const one of installations) {
    const app = rowNamed(draft, "app", folded(one.app));
    const account = rowNamed(draft, "account", folded(one.account));
    const repositories = one.repositories?.map((name) => repositoryOf(draft, name).id);
    const row = {
      app: app.id,
      account: account.id,
      repositories: repositories ?? null,
      permissions: one.permissions ?? app.permissions,
      suspendedAt: one.suspended ? draft.at : null,
      createdAt: draft.at,
      updatedAt: draft.at,
    };
    if (one.id === null) draft.add("installation", row);
    else draft.put("installation", { id: one.id, ...row });
  }
}

/** Those whose ids are said come first, so that nobody else gets them. */
function idsFirst(one: { readonly id: number | null }, other: { readonly id: number | null }): number {
  return Number(one.id === null) - Number(other.id === null);
}
