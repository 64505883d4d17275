import { eventView, eventWithIssue, isEvent, timelineEntry } from "../../views/timeline.ts";
import { answered } from "../answer.ts";
import { listed, operation, type Operation } from "../call.ts";
import { notFound } from "../problem.ts";
import { issueIn, issueShown, visibleRepositories } from "./shown.ts";

/** What happened to issues and pull requests. */
export const eventOperations: readonly Operation[] = [
  operation("issues/list-events", (call) => {
    const shown = issueShown(call);
    const rows = call.draft.list("timeline", issueIn(call).id).filter((row) => isEvent(row));
    return listed(call, rows, (row) => eventView(shown, row));
  }),
  operation("issues/list-events-for-repo", (call) => {
    const shown = issueShown(call);
    const rows = call.draft
      .list("issue", call.repository.id)
      .flatMap(({ id }) => call.draft.list("timeline", id).filter((row) => isEvent(row)))
      .toSorted((left, right) => right.id - left.id);
    return listed(call, rows, (row) => eventWithIssue(shown, row));
  }),
  operation("issues/get-event", (call) => {
    const row = call.draft.get("timeline", call.number("event_id"));
    if (row === undefined || row.repository !== call.repository.id || !isEvent(row)) throw notFound();
    return answered(eventWithIssue(issueShown(call), row), row.createdAt);
  }),
  operation("issues/list-events-for-timeline", (call) => {
    const shown = issueShown(call);
    const others = visibleRepositories(call);
    const entries = call.draft
      .list("timeline", issueIn(call).id)
      .flatMap((row) => timelineEntry(shown, row, others) ?? []);
    return listed(call, entries, (entry) => entry);
  }),
];
