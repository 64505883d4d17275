import { actionsBot } from "../../access/resolve-actor.ts";
import type { GithubConfig } from "../../config.ts";
import type { Draft } from "../draft.ts";
import { folded } from "../tables.ts";

/** The bot in whose name workflows act, where the scenario has a token of theirs. */
export function seedActionsBot(draft: Draft, { tokens }: GithubConfig): void {
  if (!tokens.some(({ kind }) => kind === "actions")) return;
  if (draft.named("account", folded(actionsBot)) !== undefined) return;
  draft.add("account", {
    type: "Bot",
    login: actionsBot,
    name: null,
    email: null,
    bio: null,
    company: null,
    blog: null,
    location: null,
    description: null,
    siteAdmin: false,
    defaultPermission: "none",
    createdAt: draft.at,
    updatedAt: draft.at,
  });
}
