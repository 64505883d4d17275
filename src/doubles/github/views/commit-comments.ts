import type { JsonObject } from "../../../core/index.ts";
import type { CommitCommentRow, RepositoryRow } from "../state/rows.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { associationOf } from "./association.ts";
import type { CommitShown } from "./commits.ts";
import { nodeId } from "./node-id.ts";
import { reactionRollup } from "./reactions.ts";

/** `commit-comment`. */
export function commitCommentView(
  { view, urls, name }: CommitShown,
  repository: RepositoryRow,
  comment: CommitCommentRow,
): JsonObject {
  const url = `${urls.repository(name)}/comments/${comment.id}`;
  return {
    url,
    html_url: `${urls.html}/${name}/commit/${comment.sha}#commitcomment-${comment.id}`,
    id: comment.id,
    node_id: nodeId("commitComment", comment.id),
    user: simpleUser(accountOf(view, comment.author), urls),
    position: comment.position,
    line: comment.line,
    path: comment.path,
    commit_id: comment.sha,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: associationOf(view, repository, comment.author),
    body: comment.body,
    reactions: reactionRollup(view, "commit-comment", comment.id, url),
  };
}
