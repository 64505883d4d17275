import type { GithubConfig } from "../../config.ts";
import type { Draft } from "../draft.ts";
import type { AccountRow } from "../rows.ts";
import { folded } from "../tables.ts";
import { rowNamed } from "../view.ts";

/** Users and organizations. Ids that the scenario says are taken first, so that no other account gets them. */
export function seedAccounts(draft: Draft, { users, organizations }: GithubConfig): void {
  const accounts = [
    ...users.map((user) => ({ ...blank(draft), ...user, type: "User" as const, description: null })),
    ...organizations.map((one) => ({ ...blank(draft), ...one, type: "Organization" as const })),
  ];
  for (const said of [true, false]) {
    for (const { id, ...fields } of accounts) {
      if ((id !== null) !== said) continue;
      const row = pick(fields);
      if (id === null) draft.add("account", row);
      else draft.put("account", { id, ...row });
    }
  }
  for (const { login, members } of organizations) {
    const organization = rowNamed(draft, "account", folded(login));
    for (const [member, role] of Object.entries(members)) {
      const user = rowNamed(draft, "account", folded(member));
      draft.add("membership", {
        organization: organization.id,
        user: user.id,
        role,
        state: "active",
        isPublic: false,
      });
    }
  }
}

function blank({ at }: Draft): Omit<AccountRow, "id" | "type" | "login" | "name"> {
  return {
    email: null,
    bio: null,
    company: null,
    blog: null,
    location: null,
    description: null,
    siteAdmin: false,
    defaultPermission: "read",
    createdAt: at,
    updatedAt: at,
  };
}

/** What an account's row has of what the scenario says. */
function pick(fields: Omit<AccountRow, "id">): Omit<AccountRow, "id"> {
  const { type, login, name, email, bio, company, blog, location, description } = fields;
  const { siteAdmin, defaultPermission, createdAt, updatedAt } = fields;
  return {
    type,
    login,
    name,
    email,
    bio,
    company,
    blog,
    location,
    description,
    siteAdmin,
    defaultPermission,
    createdAt,
    updatedAt,
  };
}
