import {
  closePull,
  findHead,
  openPull,
  reopenPull,
  retargetPull,
  type NewPull,
  type Pull,
} from "../../domain/pulls.ts";
import { editIssue } from "../../domain/issues.ts";
import { contentOf } from "../../domain/pull-content.ts";
import { readObjects } from "../../domain/objects.ts";
import { diffText, patchMails } from "../../git/index.ts";
import type { IssueRow } from "../../state/rows.ts";
import { numberWithin } from "../../state/tables.ts";
import { pullView } from "../../views/pulls.ts";
import { answered, created, type RestAnswer } from "../answer.ts";
import { optionalFlag, optionalText, requiredText, textOrNull } from "../body.ts";
import { operation, type Operation, type RestCall } from "../call.ts";
import { issueShown, needOwn } from "../issues/shown.ts";
import { missingField, validationFailed } from "../problem.ts";
import { bothSides, pullIn } from "./find-pull.ts";

/** Pull requests: opened, read, changed. */
export const pullOperations: readonly Operation[] = [
  operation("pulls/create", (call) => {
    const opened = openPull(call.draft, call.account, call.repository, newPull(call));
    return created(pullView(issueShown(call), bothSides(call, opened.pull)));
  }),
  operation("pulls/get", (call) => {
    const target = pullIn(call);
    if (call.media === "diff" || call.media === "patch") return asText(call, target, call.media);
    return answered(pullView(issueShown(call), target), target.issue.updatedAt);
  }),
  operation("pulls/update", (call) => {
    const before = pullIn(call);
    needOwn(call, before.issue.author, "write");
    const { pull } = update(call, before);
    return answered(pullView(issueShown(call), bothSides(call, pull)));
  }),
];

/** Text that its own lines make long. */
function asText(call: RestCall, { pull }: Pull, kind: "diff" | "patch"): RestAnswer {
  const { draft, repository } = call;
  const { commits, files } = contentOf(draft, repository, pull);
  return {
    status: 200,
    text: kind === "diff" ? diffText(files) : patchMails(readObjects(draft, repository), commits),
    contentType: `application/vnd.github.v3.${kind}; charset=utf-8`,
    headers: [],
  };
}

function newPull(call: RestCall): NewPull {
  const { body, draft, repository } = call;
  const issue = issueToConvert(call);
  const base = requiredText(body, "PullRequest", "base");
  const said = requiredText(body, "PullRequest", "head");
  const title = optionalText(body, "title")?.trim() ?? "";
  if (issue === undefined && title === "") throw missingField("Issue", "title");
  const head = findHead(draft, repository, said, optionalText(body, "head_repo"));
  if (head === undefined) throw validationFailed({ resource: "PullRequest", field: "head", code: "invalid" });
  return {
    issue,
    title,
    body: textOrNull(body, "body") ?? null,
    head,
    base,
    draft: optionalFlag(body, "draft") ?? false,
    maintainerCanModify: optionalFlag(body, "maintainer_can_modify") ?? true,
  };
}

/** The issue that becomes a pull request; undefined: none is named. */
function issueToConvert({ body, draft, repository }: RestCall): IssueRow | undefined {
  const number = body["issue"];
  if (typeof number !== "number") return undefined;
  const issue = draft.named("issue", numberWithin(repository.id, number));
  if (issue === undefined || issue.isPull || issue.state === "closed")
    throw validationFailed({ resource: "PullRequest", code: "invalid", field: "issue" });
  return issue;
}

function update(call: RestCall, before: Pull): Pull {
  const { draft, account, repository, body } = call;
  const title = optionalText(body, "title");
  if (title !== undefined && title.trim() === "") throw missingField("Issue", "title");
  const text = textOrNull(body, "body");
  const issue = editIssue(draft, account, before.issue, {
    ...(title === undefined ? {} : { title: title.trim() }),
    ...(text === undefined ? {} : { body: text }),
  });
  let target: Pull = { issue, pull: before.pull };
  const base = optionalText(body, "base");
  if (base !== undefined) target = retargetPull(draft, account, repository, target, base);
  const modify = optionalFlag(body, "maintainer_can_modify");
  if (modify !== undefined && target.pull.headRepository !== repository.id)
    target = { ...target, pull: draft.change("pull", target.pull, { maintainerCanModify: modify }) };
  const state = optionalText(body, "state");
  if (state === "closed") return closePull(draft, account, target);
  if (state === "open") return reopenPull(draft, account, repository, target);
  return target;
}
