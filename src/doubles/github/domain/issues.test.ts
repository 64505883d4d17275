import { expect, test } from "vitest";
import { repository, token, user } from "../../../../tests/samples/github.ts";
import { loadSimulator } from "../load.ts";
import { anonymous } from "../access/actor.ts";
import { performOn } from "../rest/perform.ts";
import { emptyGithub } from "../schema/empty.ts";
import { draftOf, type Draft } from "../state/draft.ts";
import type { AccountRow, IssueRow, RepositoryRow } from "../state/rows.ts";
import { startGithub } from "../state/seed/start.ts";
import { applyChanges, type GithubState } from "../state/state.ts";
import { addComment } from "./comments.ts";
import { closeIssue, deleteIssue, lockIssue, openIssue, reopenIssue, unlockIssue } from "./issues.ts";

const at = "2025-01-15T10:30:00Z";

interface Opened {
  readonly state: GithubState;
  readonly draft: Draft;
  readonly actor: AccountRow;
  readonly issue: IssueRow;
}

/** A draft in which octocat has opened an issue. */
function opened(): Opened {
  const state = startGithub(
    {
      ...emptyGithub,
      users: [user("octocat")],
      repositories: [repository("octocat/demo")],
      tokens: [token("octocat")],
    },
    at,
  );
  const draft = draftOf(state, at);
  const actor = draft.named("account", "octocat") as AccountRow;
  const home = draft.list("repository")[0] as RepositoryRow;
  const blank = { body: null, labels: [], assignees: [], milestone: null };
  return { state, draft, actor, issue: openIssue(draft, actor, home, { title: "x", ...blank }) };
}

function types({ events }: Draft): readonly string[] {
  return events.map(({ type }) => type);
}

test("what is so already happens no second time", () => {
  const { draft, actor, issue } = opened();
  expect(reopenIssue(draft, actor, issue)).toBe(issue);
  expect(unlockIssue(draft, actor, issue)).toBe(issue);
  const closed = closeIssue(draft, actor, issue);
  expect(closeIssue(draft, actor, closed)).toBe(closed);
  const locked = lockIssue(draft, actor, closed, "spam");
  expect(lockIssue(draft, actor, locked, "resolved")).toBe(locked);
  expect(types(draft)).toEqual(["issues.opened", "issues.closed", "issues.locked"]);
});

test("an issue that was deleted is gone with all that hung on it, and says so", async () => {
  await loadSimulator();
  const { state, draft, actor, issue } = opened();
  addComment(draft, actor, issue, "Soon gone");
  deleteIssue(draft, actor, draft.get("issue", issue.id) as IssueRow);
  expect(types(draft)).toEqual(["issues.opened", "issue_comment.created", "issues.deleted"]);
  for (const event of draft.events) applyChanges(state.tables, event);
  const { rows } = state.tables.comment;
  expect(Object.keys(rows)).toEqual([]);
  const later = draftOf(state, at);
  const home = later.list("repository")[0] as RepositoryRow;
  const next = openIssue(later, actor, home, {
    title: "y",
    body: null,
    labels: [],
    assignees: [],
    milestone: null,
  });
  expect(next.number).toBe(2);
  const get = (number: string): unknown =>
    performOn(later, {
      operation: "issues/get",
      params: { owner: "octocat", repo: "demo", issue_number: number },
      actor: anonymous,
      request: {
        method: "GET",
        path: `/repos/octocat/demo/issues/${number}`,
        query: "",
        headers: [],
        origin: { api: "", html: "", upload: "", raw: "" },
        body: new Uint8Array(),
      },
    });
  expect(get("1")).toMatchObject({ status: 410, json: { message: "This issue was deleted" } });
  expect(get("3")).toMatchObject({ status: 404 });
});
