import { folded } from "../../state/tables.ts";
import type { AccountRow, IssueRow, RepositoryRow } from "../../state/rows.ts";
import { mentionedLogins } from "../../domain/references.ts";
import { rowOf } from "../../state/view.ts";
import { issueView, type IssueShown } from "../../views/issues.ts";
import { listedRepository } from "../../views/repositories.ts";
import type { RestAnswer } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound, validationFailed } from "../problem.ts";
import { ordered, since } from "./order.ts";
import { issueShown, needIssues, readableIssues, visibleRepositories } from "./shown.ts";

/** Lists of issues and pull requests. */
export const issueListOperations: readonly Operation[] = [
  operation("issues/list-for-repo", (call) => {
    needIssues(call.repository);
    const tests = [inState(call), labelled(call), since(call), ...repositoryTests(call)];
    const rows = call.draft
      .list("issue", call.repository.id)
      .filter((row) => tests.every((test) => test(row)));
    const shown = issueShown(call);
    return listed(call, ordered(call, rows, "desc"), (row) => issueView(shown, row));
  }),
  operation("issues/list", (call) => concerning(call, call.draft.list("repository"))),
  operation("issues/list-for-authenticated-user", (call) => {
    const { account, draft } = call;
    const own = (owner: number): boolean =>
      owner === account.id ||
      draft.list("membership", owner).some(({ user, state }) => user === account.id && state === "active");
    return concerning(
      call,
      draft.list("repository").filter(({ owner }) => own(owner)),
    );
  }),
  operation("issues/list-for-org", (call) => {
    const organization = call.draft.named("account", folded(call.text("org")));
    if (organization?.type !== "Organization") throw notFound();
    return concerning(call, call.draft.list("repository", organization.id));
  }),
];

type Test = (issue: IssueRow) => boolean;

/** Issues of several repositories that concern who is signed in, each with its repository. */
function concerning(call: RestCall, repositories: readonly RepositoryRow[]): RestAnswer {
  const shownIn = visibleRepositories(call);
  const tests = [
    readableIssues(call),
    inState(call),
    labelled(call),
    since(call),
    filtered(call, call.account),
  ];
  const rows = repositories
    .filter(({ id }) => shownIn(id) !== null)
    .flatMap(({ id, hasIssues }) => call.draft.list("issue", id).filter(({ isPull }) => isPull || hasIssues))
    .filter((issue) => tests.every((test) => test(issue)));
  return listed(call, ordered(call, rows, "desc"), (issue) => {
    const shown = shownIn(issue.repository) as IssueShown;
    return { ...issueView(shown, issue), repository: listedRepository(shown, shown.repository) };
  });
}

function inState({ query }: RestCall): Test {
  const state = query.get("state") ?? "open";
  if (state !== "all" && state !== "open" && state !== "closed")
    throw validationFailed({ resource: "Issue", code: "invalid", field: "state", value: state });
  return (issue) => state === "all" || issue.state === state;
}

/** All labels that are asked for, with commas between them. */
function labelled({ query, draft }: RestCall): Test {
  const names = (query.get("labels") ?? "").split(",").map((name) => folded(name.trim()));
  const wanted = names.filter((name) => name !== "");
  if (wanted.length === 0) return () => true;
  return ({ labels }) => {
    const own = new Set(labels.map((id) => folded(rowOf(draft, "label", id).name)));
    return wanted.every((name) => own.has(name));
  };
}

/** What only lists of one repository can be asked for. */
function repositoryTests(call: RestCall): readonly Test[] {
  const { query } = call;
  const creator = query.get("creator");
  const mentioned = query.get("mentioned");
  return [
    assigned(call),
    inMilestone(call),
    typed(call),
    ...(creator === null ? [] : [by(call, creator)]),
    ...(mentioned === null ? [] : [mentioning(call, folded(mentioned))]),
  ];
}

function by({ draft }: RestCall, login: string): Test {
  const account = draft.named("account", folded(login));
  return ({ author }) => author === account?.id;
}

function assigned({ query, draft }: RestCall): Test {
  const login = query.get("assignee");
  if (login === null) return () => true;
  if (login === "none") return ({ assignees }) => assignees.length === 0;
  if (login === "*") return ({ assignees }) => assignees.length > 0;
  const account = draft.named("account", folded(login));
  if (account === undefined)
    throw validationFailed({ resource: "Issue", code: "invalid", field: "assignee", value: login });
  return ({ assignees }) => assignees.includes(account.id);
}

/** A number, "none" or "*". */
function inMilestone({ query, draft, repository }: RestCall): Test {
  const asked = query.get("milestone");
  if (asked === null) return () => true;
  if (asked === "none") return ({ milestone }) => milestone === null;
  if (asked === "*") return ({ milestone }) => milestone !== null;
  const found = draft.list("milestone", repository.id).find(({ number }) => String(number) === asked);
  if (found === undefined)
    throw validationFailed({ resource: "Issue", code: "invalid", field: "milestone", value: asked });
  return ({ milestone }) => milestone === found.id;
}

/** No issue has a type. */
function typed({ query }: RestCall): Test {
  const type = query.get("type");
  return () => type === null || type === "none";
}

/** Mentioned in the issue itself or in a comment. */
function mentioning({ draft }: RestCall, login: string): Test {
  return ({ id, body }) =>
    mentionedLogins(body).includes(login) ||
    draft.list("comment", id).some((comment) => mentionedLogins(comment.body).includes(login));
}

/** How issues concern somebody: assigned (unless something else is asked for), created, mentioned, or all of it. */
function filtered(call: RestCall, { id, login }: AccountRow): Test {
  const filter = call.query.get("filter") ?? "assigned";
  const mentions = mentioning(call, folded(login));
  const created: Test = ({ author }) => author === id;
  const toMe: Test = ({ assignees }) => assignees.includes(id);
  if (filter === "created") return created;
  if (filter === "mentioned") return mentions;
  if (filter === "all" || filter === "repos") return () => true;
  if (filter !== "subscribed") return toMe;
  return (issue) =>
    created(issue) ||
    toMe(issue) ||
    mentions(issue) ||
    call.draft.list("comment", issue.id).some(({ author }) => author === id);
}
