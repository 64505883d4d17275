import type { GithubConfig } from "../../config.ts";
import { wholeSeconds } from "../../decide.ts";
import { draftOf, type Draft } from "../draft.ts";
import { applyChanges, emptyState, type GithubState } from "../state.ts";
import { seedActionsBot } from "./actions-bot.ts";
import { seedAccounts } from "./accounts.ts";
import { seedApps } from "./apps.ts";
import { seedForks } from "./forks.ts";
import { seedGit } from "./git.ts";
import { seedHooks } from "./hooks.ts";
import { seedMilestones } from "./milestones.ts";
import { seedProtection } from "./protection.ts";
import { seedReleases } from "./releases.ts";
import { seedRepositories } from "./repositories.ts";
import { seedTeams } from "./teams.ts";
import { seedThreads } from "./threads.ts";
import { seedTokens } from "./tokens.ts";

/** What a scenario describes, in the order in which one part needs the other. */
const parts: readonly ((draft: Draft, config: GithubConfig) => void)[] = [
  seedAccounts,
  seedRepositories,
  seedApps,
  seedTeams,
  seedHooks,
  seedForks,
  seedGit,
  seedMilestones,
  seedThreads,
  seedReleases,
  seedProtection,
  seedTokens,
  seedActionsBot,
];

/** State before any call: what the scenario describes. */
export function startGithub(config: GithubConfig, at: string): GithubState {
  const state = emptyState();
  for (const part of parts) {
    const draft = draftOf(state, wholeSeconds(at));
    part(draft, config);
    for (const event of draft.events) applyChanges(state.tables, event);
  }
  return state;
}
