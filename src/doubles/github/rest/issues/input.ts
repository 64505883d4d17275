import type { Json } from "../../../../core/index.ts";
import { isJsonObject } from "../../../../core/index.ts";
import type { IssueRow } from "../../state/rows.ts";
import { folded, nameWithin, numberWithin } from "../../state/tables.ts";
import type { RestCall } from "../call.ts";
import { missingField, validationFailed, type FieldProblem } from "../problem.ts";
import { hasRole } from "./shown.ts";
import { isAssignable } from "./assignees.ts";
import { labelName } from "./labels.ts";

/** GitHub's own limits, in characters. */
const titleLengthMax = 256;
/** See titleLengthMax. */
const bodyLengthMax = 65_536;

/** A title; numbers are taken as texts. Undefined: it was not sent. @throws ApiProblem 422 */
export function titleIn(call: RestCall): string | undefined {
  const value = call.body["title"];
  if (value === undefined || value === null) return undefined;
  const title = typeof value === "number" ? String(value) : value;
  if (typeof title !== "string" || title.trim() === "") throw missingField("Issue", "title");
  if (title.length > titleLengthMax) throw tooLong("title", titleLengthMax);
  return title;
}

/** A body; undefined: it was not sent. @throws ApiProblem 422 */
export function bodyIn(call: RestCall): string | null | undefined {
  const value = call.body["body"];
  if (value === null) return null;
  if (typeof value !== "string") return undefined;
  if (value.length > bodyLengthMax) throw tooLong("body", bodyLengthMax);
  return value;
}

function tooLong(field: string, length: number): Error {
  const message = `${field} is too long (maximum is ${length} characters)`;
  return validationFailed({ resource: "Issue", code: "custom", field, message });
}

/** What a comment says. @throws ApiProblem 422 */
export function commentIn(call: RestCall): string {
  const value = call.body["body"];
  const refused = (message: string): Error =>
    validationFailed({ resource: "IssueComment", code: "unprocessable", field: "data", message });
  if (typeof value !== "string" || value.trim() === "") throw refused("Body cannot be blank");
  if (value.length > bodyLengthMax)
    throw refused(`Body is too long (maximum is ${bodyLengthMax} characters)`);
  return value;
}

/**
 * Ids of the labels that are named, as texts or objects with a name. Who may write makes those that are not there; for
 * others they are left out. Undefined: none were sent.
 */
export function labelsIn(call: RestCall, sent: Json | undefined): readonly number[] | undefined {
  if (!Array.isArray(sent)) return undefined;
  return (sent as readonly Json[]).flatMap((one) => {
    const name = isJsonObject(one) ? one["name"] : one;
    if (typeof name !== "string") return [];
    return labelNamed(call, labelName(name));
  });
}

function labelNamed(call: RestCall, name: string): readonly number[] {
  const { draft, repository } = call;
  const found = draft.named("label", nameWithin(repository.id, name));
  if (found !== undefined) return [found.id];
  if (!hasRole(call, "write")) return [];
  const fields = { name, color: "ededed", description: null, isDefault: false };
  const made = draft.add("label", { repository: repository.id, ...fields });
  draft.emit("label.created", {
    actor: call.account.login,
    repository: call.repositoryName,
    facts: { label: made.id, name },
  });
  return [made.id];
}

/** Ids of the assignees that are named. Undefined: none were sent. @throws ApiProblem 422 for who can't be assigned */
export function assigneesIn(call: RestCall, issue: IssueRow | null): readonly number[] | undefined {
  const { assignees, assignee } = call.body;
  if (assignees === undefined && assignee === undefined) return undefined;
  const one = assignee === null || assignee === "" || assignee === undefined ? [] : [assignee];
  const sent = Array.isArray(assignees) ? (assignees as readonly Json[]) : one;
  const problems: FieldProblem[] = [];
  const ids = sent.flatMap((value) => {
    const login = isJsonObject(value) ? value["login"] : value;
    const account = typeof login === "string" ? call.draft.named("account", folded(login)) : undefined;
    if (account !== undefined && isAssignable(call, account.id, issue)) return [account.id];
    const field = Array.isArray(assignees) ? "assignees" : "assignee";
    const said = login === undefined ? {} : { value: login };
    problems.push({ ...said, resource: "Issue", field, code: "invalid" });
    return [];
  });
  if (problems.length > 0) throw validationFailed(...problems);
  return ids;
}

/** Id of the milestone whose number is sent; null: none. Undefined: it was not sent. @throws ApiProblem 422 */
export function milestoneIn(call: RestCall): number | null | undefined {
  const value = call.body["milestone"];
  if (value === undefined || value === null) return value;
  const number = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  const found =
    typeof number === "number"
      ? call.draft.named("milestone", numberWithin(call.repository.id, number))
      : undefined;
  if (found === undefined)
    throw validationFailed({ value, resource: "Issue", field: "milestone", code: "invalid" });
  return found.id;
}
