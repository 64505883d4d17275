import type { Operation } from "../call.ts";
import { collaboratorOperations } from "./collaborators.ts";
import { contributorOperations } from "./contributors.ts";
import { createOperations } from "./create.ts";
import { deployKeyOperations } from "./deploy-keys.ts";
import { forkOperations } from "./forks.ts";
import { repositoryHookOperations } from "./hooks.ts";
import { invitationOperations } from "./invitations.ts";
import { listOperations } from "./lists.ts";
import { repositoryOperations } from "./repositories.ts";
import { securityOperations } from "./security.ts";
import { starOperations } from "./stars.ts";
import { repositoryTeamOperations } from "./teams.ts";
import { topicOperations } from "./topics.ts";
import { transferOperations } from "./transfer.ts";
import { watchingOperations } from "./watching.ts";

/** Repositories, and what hangs on them. */
export const repositories: readonly Operation[] = [
  ...repositoryOperations,
  ...createOperations,
  ...listOperations,
  ...forkOperations,
  ...transferOperations,
  ...topicOperations,
  ...collaboratorOperations,
  ...invitationOperations,
  ...repositoryTeamOperations,
  ...repositoryHookOperations,
  ...deployKeyOperations,
  ...starOperations,
  ...watchingOperations,
  ...contributorOperations,
  ...securityOperations,
];
