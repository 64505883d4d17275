import { published } from "../published/index.ts";
import { ApiProblem, notFound } from "../rest/problem.ts";
import type { BodyFields } from "../rest/request.ts";
import type { AccountRow, RepositoryRow, TokenRow } from "../state/rows.ts";
import { folded, numberWithin } from "../state/tables.ts";
import type { View } from "../state/view.ts";
import type { Actor } from "./actor.ts";
import { coverage } from "./coverage.ts";
import { isGranted, type Granting } from "./grants.ts";
import { atLeast, roleIn, roleWithin } from "./roles.ts";
import { accessRules, type Rule } from "./rules/index.ts";
import { callerOf } from "./token-kinds.ts";

export { atLeast, roleIn, roleWithin } from "./roles.ts";

/** Whether the caller may know of a repository: both its account and its token may. */
export function canSee(view: View, actor: Actor, repository: RepositoryRow): boolean {
  return coverage(actor, repository) !== "hidden" && roleIn(view, actor, repository) !== null;
}

/** What an operation is asked with. */
export interface Asked {
  readonly operation: string;
  /** Whether it writes. */
  readonly writes: boolean;
  readonly actor: Actor;
  /** Null: it is about none. */
  readonly repository: RepositoryRow | null;
  readonly params: Readonly<Record<string, string>>;
  readonly body: BodyFields;
}

/** Of an operation without a rule of its own, which keeps no state: whatever the path is about. */
function ruleOf({ operation, writes, repository }: Asked): Rule {
  const known = accessRules().get(operation);
  if (known !== undefined) return known;
  if (repository === null) return { target: "none", permissions: "" };
  return { target: "repository", permissions: "metadata=read", ...(writes ? { role: "write" } : {}) };
}

/**
 * Holds a call against what its token and its account may do. Whether they may know of the repository at all has been
 * settled by then.
 * @throws ApiProblem 401, 403 or 404, as GitHub refuses it
 */
export function authorize(view: View, asked: Asked): void {
  const rule = ruleOf(asked);
  const { actor, repository, writes } = asked;
  if (!actor.accepted) {
    if (actor.account === null && needsSomebody(rule, asked)) throw requiresAuthentication();
    checkKind(rule, asked);
    checkToken(view, rule, asked);
    checkRole(view, rule, asked);
  } else if (actor.account === null && needsSomebody(rule, asked)) throw requiresAuthentication();
  if (writes && repository?.archived === true && rule.archived !== true)
    throw new ApiProblem(403, "Repository was archived so is read-only.");
}

/**
 * Whether the caller may do something to a repository, as if it were asked for by itself: what is found and listed
 * over many repositories shows no more than that. Whether the repository is archived is left out.
 * @param operation published id: "issues/list-for-repo"
 */
export function mayDo(view: View, actor: Actor, repository: RepositoryRow, operation: string): boolean {
  if (!canSee(view, actor, repository)) return false;
  const writes = published().operation(operation)?.method !== "GET";
  const open = { ...repository, archived: false };
  return isAllowed(() =>
    authorize(view, { operation, writes, actor, repository: open, params: {}, body: {} }),
  );
}

/** Whether the caller may know who is in an organization, beyond those who say so: as a member, with a token for that. */
export function mayKnowMembers(view: View, actor: Actor, { login }: AccountRow): boolean {
  const asked = { operation: "teams/list", writes: false, actor, repository: null, body: {} };
  return isAllowed(() => authorize(view, { ...asked, params: { org: login } }));
}

function isAllowed(ask: () => void): boolean {
  try {
    ask();
    return true;
  } catch (error) {
    if (error instanceof ApiProblem) return false;
    throw error;
  }
}

function requiresAuthentication(): ApiProblem {
  return new ApiProblem(401, "Requires authentication");
}

function needsSomebody({ target, signIn, role, within }: Rule, { writes }: Asked): boolean {
  if (target === "none") return signIn === true;
  return writes || target === "user" || signIn === true || role !== undefined || within !== undefined;
}

/** Some operations are not for bots, and some are for nobody else. */
function checkKind(rule: Rule, { actor, operation }: Asked): void {
  const isApp = actor.kind === "installation";
  if (isApp && rule.integrations !== true && published().operation(operation)?.enabledForGitHubApps === false)
    throw inaccessible(actor);
  if (rule.appsOnly !== true || isApp || actor.token === null) return;
  if (["installation", "actions"].includes(actor.token.kind)) return;
  if (actor.token.kind === "fine-grained") throw inaccessible(actor);
  throw new ApiProblem(403, "You must authenticate via a GitHub App.");
}

/** GitHub's words for a token that is not for it, whatever its owner may do. Without one nobody gets as far. */
function inaccessible({ token }: Actor): ApiProblem {
  return new ApiProblem(403, `Resource not accessible by ${callerOf((token as TokenRow).kind)}`);
}

function checkToken(view: View, rule: Rule, asked: Asked): void {
  const { actor, repository, writes } = asked;
  const { token } = actor;
  if (token === null) return;
  const open = !needsSomebody(rule, asked);
  const isPublic = repository === null || repository.visibility === "public";
  const readsPublic = open && isPublic;
  const elsewhere =
    rule.target === "repository" && repository !== null && coverage(actor, repository) === "public";
  if (elsewhere && (!readsPublic || token.repositories?.length === 0)) throw inaccessible(actor);
  const granting: Granting = {
    rule,
    writes,
    readsPublic,
    isPrivate: !isPublic || (rule.makesRepository === true && makesPrivate(asked.body)),
    permissions: permissionsFor(view, rule, asked),
  };
  if (isGranted(actor, granting)) return;
  const byScopes = token.scopes !== null && token.scopes.length > 0 && token.permissions === null;
  throw byScopes ? refused(rule) : inaccessible(actor);
}

function makesPrivate({ private: isPrivate, visibility }: BodyFields): boolean {
  return isPrivate === true || visibility === "private" || visibility === "internal";
}

/** Where a rule names one permission for issues and one for pull requests, which of them the number stands for. */
function permissionsFor(view: View, { permissions }: Rule, { repository, params }: Asked): string {
  const sets = permissions.split("; ");
  if (repository === null || sets.length !== 2 || !sets.every((set) => /^(issues|pull_requests)=/.test(set)))
    return permissions;
  const { issue_number: number, comment_id: comment } = params;
  const issue =
    comment === undefined
      ? view.named("issue", numberWithin(repository.id, Number(number)))
      : view.get("issue", view.get("comment", comment)?.issue ?? 0);
  if (issue === undefined) return permissions;
  return (issue.isPull ? sets[1] : sets[0]) as string;
}

/** The scope or the role does not reach: GitHub says so only where it does not give away that there is something. */
function refused({ refusal }: Rule): ApiProblem {
  return refusal === undefined ? notFound() : new ApiProblem(403, refusal);
}

/** What the account may do. Of an app its permissions alone have said that by then. */
function checkRole(view: View, rule: Rule, { actor, repository, params }: Asked): void {
  if (rule.role !== undefined && repository !== null && actor.kind !== "installation") {
    if (!atLeast(roleIn(view, actor, repository), rule.role)) throw refused(rule);
  }
  if (rule.within === undefined) return;
  const organization = organizationOf(view, params);
  // That there is no such organization is for the operation to say.
  if (organization === undefined) return;
  const role = roleWithin(view, actor, organization);
  if (role === null && rule.refusal === undefined) throw notFound();
  if (role === null || (rule.within === "owner" && role !== "owner")) throw refused(rule);
}

function organizationOf(view: View, { org, team_id: team }: Asked["params"]): number | undefined {
  if (org !== undefined) return view.named("account", folded(org))?.id;
  return view.get("team", team as string)?.organization;
}
