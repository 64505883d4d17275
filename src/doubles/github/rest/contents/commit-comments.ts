import { findCommit } from "../../domain/find-commit.ts";
import { reactionGroup } from "../../views/reactions.ts";
import type { CommitCommentRow } from "../../state/rows.ts";
import { commitCommentView } from "../../views/commit-comments.ts";
import { answered, created, noContent } from "../answer.ts";
import { optionalText, requiredText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound } from "../problem.ts";
import { commitNamed, commitShown, param } from "./git-call.ts";

/** Comments on commits. */
export const commitCommentOperations: readonly Operation[] = [
  operation("repos/list-commit-comments-for-repo", (call) =>
    listed(call, call.draft.list("commitComment", call.repository.id), (one) => show(call, one)),
  ),
  operation("repos/list-comments-for-commit", (call) => {
    const sha = findCommit(call.draft, call.repository, param(call, "commit_sha"));
    const found = call.draft.list("commitComment", call.repository.id).filter((one) => one.sha === sha);
    return listed(call, found, (one) => show(call, one));
  }),
  operation("repos/get-commit-comment", (call) => answered(show(call, commentIn(call)))),
  operation("repos/create-commit-comment", (call) => {
    const { sha } = commitNamed(call, param(call, "commit_sha"));
    const { line, position } = call.body;
    const comment = call.draft.add("commitComment", {
      repository: call.repository.id,
      sha,
      author: call.account.id,
      body: requiredText(call.body, "CommitComment", "body"),
      path: optionalText(call.body, "path") ?? null,
      line: typeof line === "number" ? line : null,
      position: typeof position === "number" ? position : null,
      createdAt: call.draft.at,
      updatedAt: call.draft.at,
    });
    tell(call, "commit_comment.created", comment);
    return created(show(call, comment));
  }),
  operation("repos/update-commit-comment", (call) => {
    const comment = call.draft.change("commitComment", commentIn(call), {
      body: requiredText(call.body, "CommitComment", "body"),
      updatedAt: call.draft.at,
    });
    tell(call, "commit_comment.edited", comment);
    return answered(show(call, comment));
  }),
  operation("repos/delete-commit-comment", (call) => {
    const comment = commentIn(call);
    for (const { id } of call.draft.list("reaction", reactionGroup("commit-comment", comment.id)))
      call.draft.remove("reaction", id);
    call.draft.remove("commitComment", comment.id);
    tell(call, "commit_comment.deleted", comment);
    return noContent();
  }),
];

function show(call: RestCall, comment: CommitCommentRow): ReturnType<typeof commitCommentView> {
  return commitCommentView(commitShown(call), call.repository, comment);
}

function commentIn(call: RestCall): CommitCommentRow {
  const comment = call.draft.get("commitComment", call.number("comment_id"));
  if (comment?.repository !== call.repository.id) throw notFound();
  return comment;
}

function tell(call: RestCall, type: string, { id, sha }: CommitCommentRow): void {
  call.draft.emit(type, {
    actor: call.account.login,
    repository: call.repositoryName,
    facts: { comment: id, sha },
  });
}
