import { putTeamMember, putTeamRepository } from "../../domain/teams.ts";
import type { GithubConfig, OrganizationConfig } from "../../config.ts";
import type { Draft } from "../draft.ts";
import type { AccountRow } from "../rows.ts";
import { folded, nameWithin } from "../tables.ts";
import { rowNamed } from "../view.ts";
import { repositoryOf } from "./forks.ts";

/** Teams, who is in them and what they may do. */
export function seedTeams(draft: Draft, { organizations }: GithubConfig): void {
  for (const one of organizations) {
    seedTeamsOf(draft, rowNamed(draft, "account", folded(one.login)), one);
  }
}

function seedTeamsOf(draft: Draft, organization: AccountRow, { teams }: OrganizationConfig): void {
  for (const { name, slug, description, privacy, members, repositories } of teams) {
    const team = draft.add("team", {
      organization: organization.id,
      name,
      slug,
      description,
      privacy,
      notification: "notifications_enabled",
      parent: null,
      createdAt: draft.at,
      updatedAt: draft.at,
    });
    for (const [login, role] of Object.entries(members)) {
      putTeamMember(draft, team, rowNamed(draft, "account", folded(login)), role);
    }
    for (const [fullName, role] of Object.entries(repositories)) {
      putTeamRepository(draft, team, repositoryOf(draft, fullName).id, role);
    }
  }
  // A team may stand below one that is described after it.
  for (const { slug, parent } of teams) {
    if (parent === null) continue;
    const above = rowNamed(draft, "team", nameWithin(organization.id, parent));
    const team = rowNamed(draft, "team", nameWithin(organization.id, slug));
    draft.change("team", team, { parent: above.id });
  }
}
