import type { JsonObject } from "../../../core/index.ts";
import type { MilestoneRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { accountOf, simpleUser } from "./accounts.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** `milestone`. @param repository "owner/name" */
export function milestoneView(
  view: View,
  milestone: MilestoneRow,
  repository: string,
  urls: Urls,
): JsonObject {
  const url = `${urls.repository(repository)}/milestones/${milestone.number}`;
  const { open, closed } = milestoneCounts(view, milestone);
  return {
    url,
    html_url: `${urls.html}/${repository}/milestone/${milestone.number}`,
    labels_url: `${url}/labels`,
    id: milestone.id,
    node_id: nodeId("milestone", milestone.id),
    number: milestone.number,
    title: milestone.title,
    description: milestone.description,
    creator: simpleUser(accountOf(view, milestone.creator), urls),
    open_issues: open,
    closed_issues: closed,
    state: milestone.state,
    created_at: milestone.createdAt,
    updated_at: milestone.updatedAt,
    due_on: milestone.dueOn,
    closed_at: milestone.closedAt,
  };
}

/** How many issues and pull requests of a milestone are open and closed. */
export function milestoneCounts(
  view: View,
  milestone: MilestoneRow,
): { readonly open: number; readonly closed: number } {
  const issues = view.list("issue", milestone.repository).filter((issue) => issue.milestone === milestone.id);
  const open = issues.filter(({ state }) => state === "open").length;
  return { open, closed: issues.length - open };
}
