import type { Json } from "../../../../core/index.ts";
import { deleteRepository } from "../../domain/delete-repository.ts";
import { checkMergeMethods, detachForks, loseAudience, moveRepository } from "../../domain/repositories.ts";
import type { RepositoryRow } from "../../state/rows.ts";
import { refKey } from "../../state/tables.ts";
import { accountOf } from "../../views/accounts.ts";
import { fullRepository } from "../../views/repositories.ts";
import { answered, noContent, type RestAnswer } from "../answer.ts";
import { optionalText } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { fullName } from "../find-repository.ts";
import { ApiProblem, validationFailed } from "../problem.ts";
import { securityIn, settingsIn, visibilityIn } from "./settings.ts";
import { shown } from "./shown.ts";

/** Repositories themselves. */
export const repositoryOperations: readonly Operation[] = [
  operation("repos/get", (call) => {
    const token = { temp_clone_token: call.actor.account === null ? null : "" };
    const { repository } = call;
    return answered({ ...fullRepository(shown(call), repository), ...token }, repository.updatedAt);
  }),
  operation("repos/update", (call) => {
    const repository = update(call);
    return answered(fullRepository(shown(call), repository), repository.updatedAt);
  }),
  operation("repos/delete", (call): RestAnswer => {
    const name = call.repositoryName;
    deleteRepository(call.draft, call.repository);
    const facts = { id: call.repository.id };
    call.draft.emit("repository.deleted", { actor: call.account.login, repository: name, facts });
    return noContent();
  }),
];

type Tell = (type: string, facts?: Readonly<Record<string, Json>>) => void;

/** Each kind of change is told by itself, as webhooks do. */
function update(call: RestCall): RepositoryRow {
  const { body, draft } = call;
  let row = call.repository;
  if (row.archived && body["archived"] !== false)
    throw new ApiProblem(403, "Repository was archived so is read-only.");
  const tell: Tell = (type, facts = {}) => {
    const repository = fullName(draft, row);
    draft.emit(type, { actor: call.account.login, repository, facts });
  };
  if (body["archived"] === false && row.archived) {
    row = draft.change("repository", row, { archived: false, updatedAt: draft.at });
    tell("repository.unarchived");
  }
  const name = optionalText(body, "name");
  if (name !== undefined && name !== row.name) {
    const from = row.name;
    row = moveRepository(draft, row, { owner: accountOf(draft, row.owner), name });
    tell("repository.renamed", { from });
  }
  row = edit(call, row, tell);
  const visibility = visibilityIn(body);
  if (visibility !== undefined && visibility !== row.visibility) {
    if (row.visibility === "public") detachForks(draft, row);
    row = draft.change("repository", row, { visibility, updatedAt: draft.at });
    if (visibility !== "public") loseAudience(draft, row);
    tell(visibility === "public" ? "repository.publicized" : "repository.privatized");
  }
  if (body["archived"] === true && !row.archived) {
    row = draft.change("repository", row, { archived: true, updatedAt: draft.at });
    tell("repository.archived");
  }
  return row;
}

function edit({ body, draft }: RestCall, before: RepositoryRow, tell: Tell): RepositoryRow {
  const security = securityIn(body["security_and_analysis"]);
  const branch = optionalText(body, "default_branch");
  const fields = {
    ...settingsIn(body),
    ...(security === undefined ? {} : { security: { ...before.security, ...security } }),
    ...(branch === undefined ? {} : { defaultBranch: branch }),
  };
  const changed = (Object.keys(fields) as (keyof typeof fields)[]).filter(
    (key) => fields[key] !== before[key],
  );
  if (changed.length === 0) return before;
  if (changed.includes("defaultBranch")) checkBranch(draft, before, branch as string);
  const row = draft.change("repository", before, { ...fields, updatedAt: draft.at });
  checkMergeMethods(row);
  tell("repository.edited", { fields: changed.toSorted() });
  return row;
}

/** @throws ApiProblem 422 where there is no such branch */
function checkBranch(draft: RestCall["draft"], { id }: RepositoryRow, branch: string): void {
  if (draft.get("ref", refKey(id, `refs/heads/${branch}`)) !== undefined) return;
  const message =
    draft.count("ref", id) === 0
      ? "Cannot update default branch for an empty repository. Please init the repository and push first"
      : `The branch ${branch} was not found. Please push that ref first or create it via the Git Data API.`;
  throw validationFailed({ resource: "Repository", code: "custom", field: "default_branch", message });
}
