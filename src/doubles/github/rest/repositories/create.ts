import { rowOf } from "../../state/view.ts";
import { roleWithin } from "../../access/policy.ts";
import { putCollaborator } from "../../domain/collaborators.ts";
import { commitReadme, commitTemplate } from "../../domain/first-commit.ts";
import { checkMergeMethods, createRepository } from "../../domain/repositories.ts";
import { putTeamRepository } from "../../domain/teams.ts";
import type { AccountRow, RepositoryRow } from "../../state/rows.ts";
import { folded } from "../../state/tables.ts";
import { fullRepository } from "../../views/repositories.ts";
import { organizationIn } from "../accounts/find.ts";
import { created, type RestAnswer } from "../answer.ts";
import { optionalFlag, optionalText, requiredText } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { fullName } from "../find-repository.ts";
import { ApiProblem, notFound, validationFailed } from "../problem.ts";
import { settingsIn, visibilityIn } from "./settings.ts";
import { shown } from "./shown.ts";

/** Making repositories. */
export const createOperations: readonly Operation[] = [
  operation("repos/create-for-authenticated-user", (call) => create(call, call.account)),
  operation("repos/create-in-org", (call) => {
    const organization = organizationIn(call);
    mayCreate(call, organization);
    return create(call, organization);
  }),
  operation("repos/create-using-template", (call) => {
    const { draft, repository: template } = call;
    if (!template.isTemplate)
      throw validationFailed(`${fullName(draft, template)} is not a template repository`);
    const name = requiredText(call.body, "Repository", "name");
    const repository = createRepository(draft, ownerSaid(call), name, {
      visibility: optionalFlag(call.body, "private") === true ? "private" : "public",
      description: optionalText(call.body, "description") ?? null,
      defaultBranch: template.defaultBranch,
      template: template.id,
    });
    const allBranches = optionalFlag(call.body, "include_all_branches") ?? false;
    return told(call, repository, () => {
      commitTemplate(draft, { repository, template, actor: call.account }, allBranches);
    });
  }),
];

/** Whose the new repository is to be. @throws ApiProblem 404, 422 */
function ownerSaid(call: RestCall): AccountRow {
  const login = optionalText(call.body, "owner");
  if (login === undefined || folded(login) === folded(call.account.login)) return call.account;
  const owner = call.draft.named("account", folded(login));
  if (owner?.type !== "Organization") throw notFound();
  mayCreate(call, owner);
  return owner;
}

/** Members make repositories in their organization, unless it says that only owners do. @throws ApiProblem 403, 404 */
export function mayCreate(call: RestCall, organization: AccountRow): void {
  const standing = roleWithin(call.draft, call.actor, organization.id);
  if (standing === null) throw notFound();
  if (standing === "member" && organization.settings?.["members_can_create_repositories"] === false)
    throw new ApiProblem(403, "You need admin access to the organization before adding a repository to it.");
}

/** Members administer what they bring into their organization. */
export function administer(call: RestCall, repository: RepositoryRow): void {
  const { draft, actor, account } = call;
  if (roleWithin(draft, actor, repository.owner) === "member")
    putCollaborator(draft, repository, account, "admin");
}

/** Files that GitHub has ready made, whose texts are not kept here. */
const templates = ["gitignore_template", "license_template"];

function create(call: RestCall, owner: AccountRow): RestAnswer | null {
  if (templates.some((field) => optionalText(call.body, field) !== undefined)) return null;
  const name = requiredText(call.body, "Repository", "name");
  const repository = createRepository(call.draft, owner, name, {
    ...settingsIn(call.body),
    visibility: visibilityIn(call.body) ?? "public",
  });
  checkMergeMethods(repository);
  const team = call.body["team_id"];
  if (typeof team === "number") addTeam(call, repository, team);
  return told(call, repository, () => {
    if (optionalFlag(call.body, "auto_init") === true) commitReadme(call.draft, repository, call.account);
  });
}

function addTeam({ draft }: RestCall, repository: RepositoryRow, id: number): void {
  const team = draft.get("team", id);
  if (team?.organization !== repository.owner)
    throw validationFailed({ resource: "Repository", code: "invalid", field: "team_id" });
  putTeamRepository(draft, team, repository.id, "write");
}

/** First there is the repository, then what is in it. */
function told(call: RestCall, repository: RepositoryRow, fill: () => void): RestAnswer {
  administer(call, repository);
  call.draft.emit("repository.created", {
    actor: call.account.login,
    repository: fullName(call.draft, repository),
    facts: { id: repository.id, visibility: repository.visibility },
  });
  fill();
  return created(fullRepository(shown(call), rowOf(call.draft, "repository", repository.id)));
}
