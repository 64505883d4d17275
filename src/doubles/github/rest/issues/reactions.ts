import type { ReactionRow } from "../../state/rows.ts";
import { reactionGroup, reactionView, type ReactionTarget } from "../../views/reactions.ts";
import { answered, created, noContent } from "../answer.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { ApiProblem, notFound } from "../problem.ts";
import { issueIn } from "./shown.ts";

/** Finds what the path names. @throws ApiProblem 404 */
type Find = (call: RestCall) => { readonly id: number };

/** Reactions to everything that can be reacted to. */
export const reactionOperations: readonly Operation[] = [
  ...reactionsTo("issue", ["list-for-issue", "create-for-issue", "delete-for-issue"], issueIn),
  ...reactionsTo(
    "comment",
    ["list-for-issue-comment", "create-for-issue-comment", "delete-for-issue-comment"],
    row("comment", "comment_id"),
  ),
  ...reactionsTo(
    "review-comment",
    [
      "list-for-pull-request-review-comment",
      "create-for-pull-request-review-comment",
      "delete-for-pull-request-comment",
    ],
    row("reviewComment", "comment_id"),
  ),
  ...reactionsTo(
    "commit-comment",
    ["list-for-commit-comment", "create-for-commit-comment", "delete-for-commit-comment"],
    row("commitComment", "comment_id"),
  ),
  ...reactionsTo(
    "release",
    ["list-for-release", "create-for-release", "delete-for-release"],
    row("release", "release_id"),
  ),
];

function row(table: "comment" | "reviewComment" | "commitComment" | "release", param: string): Find {
  return (call) => {
    const found = call.draft.get(table, call.number(param));
    if (found === undefined || found.repository !== call.repository.id) throw notFound();
    return found;
  };
}

/** @param names of the operations that list, make and remove */
function reactionsTo(
  target: ReactionTarget,
  [list, create, remove]: readonly [string, string, string],
  find: Find,
): readonly Operation[] {
  const group = (call: RestCall): string => reactionGroup(target, find(call).id);
  return [
    operation(`reactions/${list}`, (call) => {
      const content = call.query.get("content");
      const rows = call.draft
        .list("reaction", group(call))
        .filter((reaction) => content === null || reaction.content === content);
      return listed(call, rows, (reaction) => reactionView(call.draft, reaction, call.urls));
    }),
    operation(`reactions/${create}`, (call) => {
      const { draft, account } = call;
      const of = group(call);
      const content = call.body["content"] as ReactionRow["content"];
      const own = draft
        .list("reaction", of)
        .find((reaction) => reaction.user === account.id && reaction.content === content);
      if (own !== undefined) return answered(reactionView(draft, own, call.urls));
      const made = draft.add("reaction", { of, user: account.id, content, createdAt: draft.at });
      tell(call, "created", made);
      return created(reactionView(draft, made, call.urls));
    }),
    operation(`reactions/${remove}`, (call) => {
      const reaction = call.draft.get("reaction", call.number("reaction_id"));
      if (reaction === undefined || reaction.of !== group(call)) throw notFound();
      if (reaction.user !== call.account.id)
        throw new ApiProblem(403, "You do not have permission to delete this reaction.");
      call.draft.remove("reaction", reaction.id);
      tell(call, "deleted", reaction);
      return noContent();
    }),
  ];
}

function tell(call: RestCall, action: string, { id, of, content }: ReactionRow): void {
  call.draft.emit(`reaction.${action}`, {
    actor: call.account.login,
    repository: call.repositoryName,
    facts: { reaction: id, of, content },
  });
}
