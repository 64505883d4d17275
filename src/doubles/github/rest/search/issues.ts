import type { JsonObject } from "../../../../core/index.ts";
import type { IssueRow } from "../../state/rows.ts";
import { reactionContents, reactionGroup } from "../../views/reactions.ts";
import { listedIssue, type IssueShown } from "../../views/issues.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { readableIssues, visibleRepositories } from "../issues/shown.ts";
import { searchTest, type SearchQuery } from "./grammar.ts";
import { issueTerms, loginQualifiers } from "./issue-tests.ts";
import {
  accountId,
  asserted,
  found,
  refused,
  searched,
  searchIn,
  sorted,
  sortingIn,
  sortingOf,
  type Searcher,
  type Sorting,
} from "./searching.ts";

/** Searches for issues and pull requests. */
export const issueSearches: readonly Operation[] = [
  operation("search/issues-and-pull-requests", (call) => {
    const query = searchIn(call);
    checkKind(call, query);
    const rows = searchIssues(call, query, sortingIn(call, query));
    const shownIn = visibleRepositories(call);
    const show = (issue: IssueRow): JsonObject => listedIssue(shownIn(issue.repository) as IssueShown, issue);
    return found(call, rows, show, searchType(call));
  }),
];

/** Apps that act for a user may not search for both at once. @throws ApiProblem 422 */
function checkKind({ actor }: Searcher, query: SearchQuery): void {
  const kinds = new Set(asserted(query, "is", "type").map((value) => value.toLowerCase()));
  if (actor.token?.kind !== "app-user") return;
  if (["issue", "pr", "pull-request"].some((kind) => kinds.has(kind))) return;
  throw refused("Query must include 'is:issue' or 'is:pull-request'");
}

/** Words are compared with words; there is no search by meaning, which is what an answer says when it was asked for. */
function searchType(call: RestCall): JsonObject {
  const asked = call.query.get("search_type");
  const fallback = asked === "semantic" || asked === "hybrid";
  return {
    search_type: "lexical",
    ...(fallback ? { lexical_fallback_reason: ["service_unavailable"] } : {}),
  };
}

/** Issues and pull requests that a search finds, in its order. @throws ApiProblem 422 */
function searchIssues(
  call: Searcher,
  query: SearchQuery,
  sorting: Sorting = sortingOf(query),
): readonly IssueRow[] {
  checkLogins(call, query);
  const fields = new Set(asserted(query, "in").map((field) => field.toLowerCase()));
  const test = searchTest(query, issueTerms(call, fields));
  const readable = readableIssues(call);
  const rows = searched(call, query)
    .flatMap(({ id, hasIssues }) => call.draft.list("issue", id).filter(({ isPull }) => isPull || hasIssues))
    .filter((issue) => readable(issue) && test(issue));
  return sorted(rows, sorting, keyOf(call, sorting));
}

/** @throws ApiProblem 422 where people are named, and none of them is there */
function checkLogins(call: Searcher, query: SearchQuery): void {
  const logins = asserted(query, ...loginQualifiers).filter((login) => login !== "*");
  if (logins.length === 0 || logins.some((login) => accountId(call, login) !== 0)) return;
  throw refused(
    "The listed users cannot be searched either because the users do not exist or you do not have permission to view the users.",
  );
}

/** Reactions as orders name them, where that is another name. */
const emojis: ReadonlyMap<string, string> = new Map([
  ["smile", "laugh"],
  ["thinking_face", "confused"],
  ["tada", "hooray"],
]);

/** What results are ordered by. The best match is the newest. */
function keyOf({ draft }: Searcher, { by }: Sorting): (issue: IssueRow) => number | string {
  const reactions = (issue: IssueRow): readonly { readonly content: string }[] =>
    draft.list("reaction", reactionGroup("issue", issue.id));
  if (by === "updated") return ({ updatedAt }) => updatedAt;
  if (by === "comments") return ({ comments }) => comments;
  if (by === "reactions") return (issue) => reactions(issue).length;
  if (by === "interactions") return (issue) => reactions(issue).length + issue.comments;
  const named = /^reactions-(.+)$/.exec(by)?.[1] ?? "";
  const content = reactionContents.find((one) => one === (emojis.get(named) ?? named));
  if (content === undefined) return ({ createdAt }) => createdAt;
  return (issue) => reactions(issue).filter((one) => one.content === content).length;
}
