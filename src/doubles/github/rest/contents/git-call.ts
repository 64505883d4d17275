import type { Json, JsonObject } from "../../../../core/index.ts";
import { findCommit } from "../../domain/find-commit.ts";
import { objectsOf } from "../../domain/objects.ts";
import { personOf } from "../../domain/people.ts";
import { protectedBranchesPage, refusals } from "../../domain/protection.ts";
import { secondsOf } from "../../domain/times.ts";
import { commitAt, type GitPerson, type ObjectStore } from "../../git/index.ts";
import type { CommitShown, NamedCommit } from "../../views/commits.ts";
import type { RestCall } from "../call.ts";
import { ApiProblem } from "../problem.ts";

/** A value in the path; every name that its template has is there. */
export function param({ params }: RestCall, name: string): string {
  return params[name] as string;
}

/** The objects of the repository that a call is about. */
export function storeOf({ draft, repository }: RestCall): ObjectStore {
  return objectsOf(draft, repository);
}

/** What the commits of a call's answer are made from. */
export function commitShown({ draft, urls, repository, repositoryName }: RestCall): CommitShown {
  return { view: draft, urls, repository: repository.id, name: repositoryName };
}

/** Whether a repository has no branch, and so no commit. */
export function isEmpty({ draft, repository }: RestCall): boolean {
  return draft.count("ref", repository.id) === 0;
}

/** What git's own parts of the API say of a repository without commits. */
function emptyRepository(): ApiProblem {
  return new ApiProblem(409, "Git Repository is empty.");
}

/** Refuses for a repository without commits. @throws ApiProblem 409 */
export function holdsCommits(call: RestCall): void {
  if (isEmpty(call)) throw emptyRepository();
}

/** The commit that a revision names. @throws ApiProblem 422 with the SHA, or 404 */
export function commitNamed(call: RestCall, revision: string): NamedCommit {
  const sha = findCommit(call.draft, call.repository, revision);
  const commit = sha === undefined ? undefined : commitAt(storeOf(call), sha);
  if (sha === undefined || commit === undefined)
    throw new ApiProblem(422, `No commit found for SHA: ${revision}`);
  return { sha, commit };
}

/** A value as an object; undefined: it is none. */
export function objectOf(value: Json | undefined): JsonObject | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : undefined;
}

/** A person of a commit as a body says it; what is left out is the other's. @throws ApiProblem 422 */
export function personIn(call: RestCall, field: string, other?: GitPerson): GitPerson | undefined {
  const said = objectOf(call.body[field]);
  if (said === undefined) return undefined;
  const own = other ?? personOf(call.account, call.draft.at);
  const { name, email, date } = said;
  return {
    name: typeof name === "string" ? name : own.name,
    email: typeof email === "string" ? email : own.email,
    ...(typeof date === "string" ? clockOf(date) : { seconds: own.seconds, zone: own.zone }),
  };
}

/** A time with the offset that it was said with. @throws ApiProblem 422 */
function clockOf(date: string): Pick<GitPerson, "seconds" | "zone"> {
  const seconds = secondsOf(/[zZ]$|[+-]\d\d:?\d\d$/.test(date) ? date : `${date}Z`);
  if (seconds === undefined) throw invalid(`${date} is not a valid date-time.`);
  const offset = /([+-]\d\d):?(\d\d)$/.exec(date.slice(10));
  return { seconds, zone: offset === null ? "+0000" : `${offset[1]}${offset[2]}` };
}

/** A body that can't be, as the parts of the API around git say it. */
export function invalid(what: string): ApiProblem {
  return new ApiProblem(422, `Invalid request.\n\n${what}`);
}

/** A text of the body that has to be there: whether it is has been checked with the published description. */
export function textIn({ body }: RestCall, field: string): string {
  return body[field] as string;
}

/** Refuses where a protected branch does. @param start of the message @throws ApiProblem */
export function holdToProtection(
  call: RestCall,
  push: { readonly branch: string; readonly before: string | null; readonly after: string | null },
  refusal: { readonly status: number; readonly start?: string },
): void {
  const { draft, repository, actor } = call;
  const found = refusals(draft, { repository, actor, ...push });
  if (found.length > 0)
    throw new ApiProblem(refusal.status, `${refusal.start ?? ""}${found.join(" ")}`, {
      documentation: protectedBranchesPage,
    });
}
