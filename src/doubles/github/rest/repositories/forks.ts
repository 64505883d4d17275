import { canSee } from "../../access/policy.ts";
import { forkIn, forkRepository } from "../../domain/fork.ts";
import type { AccountRow, RepositoryRow } from "../../state/rows.ts";
import { folded, forksOf } from "../../state/tables.ts";
import { fullRepository, listedRepository } from "../../views/repositories.ts";
import { withStatus } from "../answer.ts";
import { optionalFlag, optionalText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { fullName } from "../find-repository.ts";
import { ApiProblem, validationFailed } from "../problem.ts";
import { administer, mayCreate } from "./create.ts";
import { shown } from "./shown.ts";

/** Forks. */
export const forkOperations: readonly Operation[] = [
  operation("repos/list-forks", (call) => {
    const forks = call.draft.list("repository", forksOf(call.repository.id));
    const visible = forks.filter((fork) => canSee(call.draft, call.actor, fork));
    return listed(call, visible.toSorted(orderOf(call)), (fork) => listedRepository(shown(call), fork));
  }),
  operation("repos/create-fork", (call) => {
    const { draft, repository, body } = call;
    const owner = ownerOf(call);
    const existing = forkIn(draft, repository, owner.id);
    if (existing !== undefined) return withStatus(202, fullRepository(shown(call), existing));
    if (repository.visibility !== "public" && !repository.allowForking)
      throw new ApiProblem(403, "Forking is disabled for this repository.");
    if (draft.count("ref", repository.id) === 0) {
      const reason =
        "The repository exists, but it contains no Git content. Empty repositories cannot be forked.";
      throw new ApiProblem(403, reason);
    }
    const fork = forkRepository(draft, repository, {
      owner,
      name: optionalText(body, "name"),
      defaultBranchOnly: optionalFlag(body, "default_branch_only") ?? false,
    });
    administer(call, fork);
    draft.emit("fork", {
      actor: call.account.login,
      repository: call.repositoryName,
      facts: { fork: fullName(draft, fork), id: fork.id },
    });
    return withStatus(202, fullRepository(shown(call), fork));
  }),
];

/** Whose the fork is to be. @throws ApiProblem 403, 404, 422 */
function ownerOf(call: RestCall): AccountRow {
  const login = optionalText(call.body, "organization");
  if (login === undefined) return call.account;
  const organization = call.draft.named("account", folded(login));
  if (organization?.type !== "Organization")
    throw validationFailed({ resource: "Fork", code: "invalid", field: "organization" });
  mayCreate(call, organization);
  return organization;
}

type Order = (left: RepositoryRow, right: RepositoryRow) => number;

function orderOf({ query, draft }: RestCall): Order {
  const newest: Order = (left, right) => right.id - left.id;
  const by = (count: (row: RepositoryRow) => number): Order => {
    return (left, right) => count(right) - count(left) || newest(left, right);
  };
  switch (query.get("sort") ?? "newest") {
    case "oldest":
      return (left, right) => left.id - right.id;
    // What the API calls watchers are stars, except among a repository's own numbers.
    case "stargazers":
    case "watchers":
      return by(({ id }) => draft.count("star", id));
    default:
      return newest;
  }
}
