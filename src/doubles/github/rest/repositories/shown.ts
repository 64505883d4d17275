import type { Json } from "../../../../core/index.ts";
import { roleIn } from "../../access/policy.ts";
import type { RepositoryShown } from "../../views/repositories.ts";
import type { RestCall } from "../call.ts";
import { mustHaveAdmin } from "../problem.ts";

/** What repositories in answers are made from. */
export function shown(call: RestCall): RepositoryShown {
  return { view: call.draft, urls: call.urls, actor: call.actor };
}

/** Refuses whoever does not administer the repository; apps do what their permissions say. @throws ApiProblem 403 */
export function requireAdmin(call: RestCall): void {
  if (call.actor.installation !== null) return;
  if (roleIn(call.draft, call.actor, call.repository) !== "admin") throw mustHaveAdmin();
}

/** Says what happened to the repository that the path names. */
export function tellRepository(
  call: RestCall,
  type: string,
  facts: Readonly<Record<string, Json>> = {},
): void {
  call.draft.emit(type, {
    actor: call.account.login,
    repository: call.repositoryName,
    facts,
  });
}
