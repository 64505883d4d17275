import { formatTime, parseTime } from "../../../../engine/index.ts";
import type { RestCall } from "../call.ts";
import { validationFailed } from "../problem.ts";

/** What lists of issues and comments are ordered by. */
export interface Dated {
  readonly id: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** How many comments, where that can be asked for. */
  readonly comments?: number;
}

/** Compares texts by code units. */
export function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Orders by `sort` and `direction`; what is equal, by age. @param otherwise where no direction is asked for */
export function ordered<Row extends Dated>(
  call: RestCall,
  rows: readonly Row[],
  otherwise: "asc" | "desc",
): readonly Row[] {
  const direction = call.query.get("direction") ?? otherwise;
  const sign = direction === "asc" ? 1 : -1;
  const by = comparing(call.query.get("sort") ?? "created");
  return rows.toSorted((left, right) => sign * (by(left, right) || left.id - right.id));
}

function comparing(sort: string): (left: Dated, right: Dated) => number {
  if (sort === "updated") return (left, right) => compare(left.updatedAt, right.updatedAt);
  if (sort === "comments") return (left, right) => (left.comments ?? 0) - (right.comments ?? 0);
  return (left, right) => compare(left.createdAt, right.createdAt);
}

/** Whether something was changed since the time that is asked for. @throws ApiProblem 422 where it is none */
export function since(call: RestCall): (row: { readonly updatedAt: string }) => boolean {
  const text = call.query.get("since");
  if (text === null || text === "") return () => true;
  // A plus sign that was not encoded has become a blank.
  const ms = parseTime(text.replace(" ", "+")) ?? parseTime(`${text}T00:00:00Z`) ?? parseTime(`${text}Z`);
  if (ms === undefined)
    throw validationFailed({ resource: "Issue", code: "invalid", field: "since", value: text });
  const from = formatTime(ms).replace(/\.\d+Z$/, "Z");
  return ({ updatedAt }) => updatedAt >= from;
}
