import type { Operation } from "../call.ts";
import { appOperations } from "./apps.ts";
import { organizationHookOperations } from "./hooks.ts";
import { memberOperations } from "./members.ts";
import { membershipOperations } from "./memberships.ts";
import { organizationOperations } from "./organizations.ts";
import { outsideOperations } from "./outside.ts";
import { rateLimitOperations } from "./rate-limit.ts";
import { teamMemberOperations } from "./team-members.ts";
import { teamRepositoryOperations } from "./team-repositories.ts";
import { teamOperations } from "./teams.ts";
import { userOperations } from "./users.ts";

/** Accounts, and what hangs on them. */
export const accounts: readonly Operation[] = [
  ...userOperations,
  ...organizationOperations,
  ...memberOperations,
  ...membershipOperations,
  ...outsideOperations,
  ...teamOperations,
  ...teamMemberOperations,
  ...teamRepositoryOperations,
  ...organizationHookOperations,
  ...appOperations,
  ...rateLimitOperations,
];
