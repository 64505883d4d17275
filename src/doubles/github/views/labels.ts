import type { JsonObject } from "../../../core/index.ts";
import type { LabelRow } from "../state/rows.ts";
import { nodeId } from "./node-id.ts";
import type { Urls } from "./urls.ts";

/** `label`. @param repository "owner/name" */
export function labelView(label: LabelRow, repository: string, urls: Urls): JsonObject {
  return {
    id: label.id,
    node_id: nodeId("label", label.id),
    url: `${urls.repository(repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: label.isDefault,
    description: label.description,
  };
}
