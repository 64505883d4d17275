import { putTeamMember, putTeamRepository } from "../../domain/teams.ts";
import type { GithubConfig, OrganizationConfig } from "../../config.ts";
import { repositoryNamed } from "../../rest/find-repository.ts";
import type { Draft } from "../draft.ts";
import type { AccountRow } from "../rows.ts";
import { folded, nameWithin } from "../tables.ts";

/** Teams, who is in them and what they may do. */
export function seedTeams(draft: Draft, { organizations }: GithubConfig): void {
  for (const one of organizations) {
    const organization = draft.named("account", folded(one.login));
    if (organization !== undefined) seedTeamsOf(draft, organization, one);
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
      const user = draft.named("account", folded(login));
      if (user !== undefined) putTeamMember(draft, team, user, role);
    }
    for (const [fullName, role] of Object.entries(repositories)) {
      const [owner = "", repo = ""] = fullName.split("/");
      const repository = repositoryNamed(draft, owner, repo);
      if (repository !== null) putTeamRepository(draft, team, repository.id, role);
    }
  }
  // A team may stand below one that is described after it.
  for (const { slug, parent } of teams) {
    const team = draft.named("team", nameWithin(organization.id, slug));
    const above = parent === null ? undefined : draft.named("team", nameWithin(organization.id, parent));
    if (team !== undefined && above !== undefined) draft.change("team", team, { parent: above.id });
  }
}
