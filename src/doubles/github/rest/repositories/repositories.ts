import { fullRepository, type RepositoryShown } from "../../views/repositories.ts";
import { answered } from "../answer.ts";
import { operation, type Operation, type RestCall } from "../call.ts";

/** Repositories themselves. */
export const repositoryOperations: readonly Operation[] = [
  operation("repos/get", (call) =>
    answered(fullRepository(shown(call), call.repository), call.repository.updatedAt),
  ),
];

/** What repositories in answers are made from. */
export function shown(call: RestCall): RepositoryShown {
  return { view: call.draft, urls: call.urls, actor: call.actor };
}
