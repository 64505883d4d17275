import { operation, type Operation } from "../call.ts";
import { appOperations } from "./apps.ts";
import { organizationHookOperations } from "./hooks.ts";
import { followOperations } from "./follows.ts";
import { invitationOperations } from "./invitations.ts";
import { memberOperations } from "./members.ts";
import { membershipOperations } from "./memberships.ts";
import { organizationOperations } from "./organizations.ts";
import { outsideOperations } from "./outside.ts";
import { rateLimitOperations } from "./rate-limit.ts";
import { teamMemberOperations } from "./team-members.ts";
import { teamRepositoryOperations } from "./team-repositories.ts";
import { teamOperations } from "./teams.ts";
import { userOperations } from "./users.ts";

const teams: readonly Operation[] = [...teamOperations, ...teamMemberOperations, ...teamRepositoryOperations];

/** What names a team by its organization and slug is published as well with its number in their place. */
function byNumber({ id, run }: Operation): readonly Operation[] {
  const legacy = id.replace("get-by-name", "get-in-org").replace(/-in-org$/, "-legacy");
  return legacy.endsWith("-legacy") ? [operation(legacy, run)] : [];
}

/** Accounts, and what hangs on them. */
export const accounts: readonly Operation[] = [
  ...userOperations,
  ...followOperations,
  ...organizationOperations,
  ...memberOperations,
  ...membershipOperations,
  ...invitationOperations,
  ...outsideOperations,
  ...teams,
  ...teams.flatMap(byNumber),
  ...organizationHookOperations,
  ...appOperations,
  ...rateLimitOperations,
];
