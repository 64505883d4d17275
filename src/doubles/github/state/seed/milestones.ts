import type { GithubConfig } from "../../config.ts";
import { secondsOf, timeOf } from "../../domain/times.ts";
import type { Draft } from "../draft.ts";
import { authorOf } from "./author.ts";
import { repositoryOf } from "./forks.ts";

/** Milestones, numbered as they stand. */
export function seedMilestones(draft: Draft, { repositories }: GithubConfig): void {
  for (const { owner, name, milestones } of repositories) {
    const repository = repositoryOf(draft, `${owner}/${name}`);
    for (const [index, { title, description, dueOn, state }] of milestones.entries())
      draft.add("milestone", {
        repository: repository.id,
        number: index + 1,
        title,
        description,
        state,
        dueOn: dueOn === null ? null : dayOf(dueOn),
        creator: authorOf(draft, null, repository).id,
        createdAt: draft.at,
        updatedAt: draft.at,
        closedAt: state === "closed" ? draft.at : null,
      });
  }
}

/** GitHub keeps the day of a due date. */
function dayOf(time: string): string {
  return `${timeOf(secondsOf(time) as number).slice(0, 10)}T00:00:00Z`;
}
