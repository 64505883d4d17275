import { rowOf } from "../state/view.ts";
import type { JsonObject } from "../../../core/index.ts";
import type { CommentRow } from "../state/rows.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { appBehind } from "./apps.ts";
import { associationOf } from "./association.ts";
import { bodyFields } from "./bodies.ts";
import type { IssueShown } from "./issues.ts";
import { nodeId } from "./node-id.ts";
import { reactionRollup } from "./reactions.ts";

/** `issue-comment`. */
export function commentView(shown: IssueShown, comment: CommentRow): JsonObject {
  const { view, urls, repository, name, media } = shown;
  const { number, isPull } = rowOf(view, "issue", comment.issue);
  const base = urls.repository(name);
  const url = `${base}/issues/comments/${comment.id}`;
  return {
    url,
    html_url: `${urls.html}/${name}/${isPull ? "pull" : "issues"}/${number}#issuecomment-${comment.id}`,
    issue_url: `${base}/issues/${number}`,
    id: comment.id,
    node_id: nodeId("comment", comment.id),
    user: simpleUser(accountOf(view, comment.author), urls),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    ...bodyFields(comment.body, media),
    author_association: associationOf(view, repository, comment.author),
    reactions: reactionRollup(view, "comment", comment.id, url),
    performed_via_github_app: appBehind(view, comment.author, urls),
  };
}
