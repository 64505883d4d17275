import type { JsonObject } from "../../../core/index.ts";
import type { ReactionRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** What can be reacted to, as rows of reactions name it. */
export type ReactionTarget = "issue" | "comment" | "review-comment" | "commit-comment" | "release";

/** The contents of reactions, in the order in which GitHub counts them. */
export const reactionContents = [
  "+1",
  "-1",
  "laugh",
  "hooray",
  "confused",
  "heart",
  "rocket",
  "eyes",
] as const satisfies readonly ReactionRow["content"][];

/** What the rows of reactions to something are grouped by: "issue:5". */
export function reactionGroup(target: ReactionTarget, id: number): string {
  return `${target}:${id}`;
}

/** `reaction`. */
export function reactionView(view: View, reaction: ReactionRow, urls: Urls): JsonObject {
  return {
    id: reaction.id,
    node_id: nodeId("reaction", reaction.id),
    user: simpleUser(accountOf(view, reaction.user), urls),
    content: reaction.content,
    created_at: reaction.createdAt,
  };
}

/** `reaction-rollup`: how often something got each reaction. @param url of what they stand at */
export function reactionRollup(view: View, target: ReactionTarget, id: number, url: string): JsonObject {
  const rows = view.list("reaction", reactionGroup(target, id));
  const counts = reactionContents.map((content) => [
    content,
    rows.filter((reaction) => reaction.content === content).length,
  ]);
  return { url: `${url}/reactions`, total_count: rows.length, ...Object.fromEntries(counts) };
}
