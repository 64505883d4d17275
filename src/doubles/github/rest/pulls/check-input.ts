import type { Json } from "../../../../core/index.ts";
import type { CheckFields } from "../../domain/checks.ts";
import { secondsOf, timeOf } from "../../domain/times.ts";
import type { CheckRunRow } from "../../state/rows.ts";
import { optionalText } from "../body.ts";
import { ApiProblem } from "../problem.ts";
import type { BodyFields } from "../request.ts";

const annotationsMax = 50;
const actionsMax = 3;
const textCharsMax = 65_535;

const statuses = ["queued", "in_progress", "completed"] as const;
const conclusions = [
  "action_required",
  "cancelled",
  "failure",
  "neutral",
  "success",
  "skipped",
  "timed_out",
] as const;

/** A check as it is before anything was said of it. */
const blank: Omit<CheckFields, "name" | "startedAt"> = {
  status: "queued",
  conclusion: null,
  externalId: "",
  detailsUrl: null,
  output: { title: null, summary: null, text: null, annotations: [] },
  actions: [],
  completedAt: null,
};

/** What a new check says. @param at the world's time @throws ApiProblem 422 */
export function newCheck(body: BodyFields, at: string): CheckFields {
  const missing = ["head_sha", "name"].filter((field) => body[field] === "");
  if (missing.length > 0) throw notSupplied(missing);
  return changedCheck({ ...blank, name: "", startedAt: at }, body, at);
}

/** What a check says after a change: annotations are added to those that it has. @throws ApiProblem 422 */
export function changedCheck(before: CheckFields | CheckRunRow, body: BodyFields, at: string): CheckFields {
  const conclusion = oneOf(body, "conclusion", conclusions);
  const status = conclusion === undefined ? oneOf(body, "status", statuses) : "completed";
  const completedAt = timeIn(body, "completed_at");
  if (conclusion === undefined && (status === "completed" || completedAt !== undefined))
    throw notSupplied(["conclusion"]);
  const again = status !== undefined && status !== "completed";
  return {
    name: optionalText(body, "name") ?? before.name,
    status: status ?? before.status,
    conclusion: again ? null : (conclusion ?? before.conclusion),
    externalId: optionalText(body, "external_id") ?? before.externalId,
    detailsUrl: optionalText(body, "details_url") ?? before.detailsUrl,
    startedAt: timeIn(body, "started_at") ?? before.startedAt,
    completedAt: again
      ? null
      : (completedAt ?? (conclusion === undefined ? before.completedAt : (before.completedAt ?? at))),
    output: outputOf(before.output, body["output"]),
    actions: actionsOf(body["actions"]) ?? before.actions,
  };
}

/** A time, in UTC as GitHub tells it. */
function timeIn(body: BodyFields, field: string): string | undefined {
  const text = optionalText(body, field);
  if (text === undefined) return undefined;
  const seconds = secondsOf(text);
  if (seconds === undefined) throw invalidRequest(`${JSON.stringify(text)} is not a valid date-time.`);
  return timeOf(seconds);
}

function oneOf<One extends string>(body: BodyFields, field: string, known: readonly One[]): One | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  throw invalidRequest(
    `${JSON.stringify(value)} is not a possible value. Must be one of the following: ${known.join(", ")}.`,
  );
}

function outputOf(before: CheckFields["output"], value: Json | undefined): CheckFields["output"] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return before;
  const output = value as BodyFields;
  const summary = output["summary"] as string;
  const title = optionalText(output, "title") ?? before.title;
  if (title === null) throw notSupplied(["title"]);
  const text = optionalText(output, "text") ?? before.text;
  for (const one of [summary, text ?? ""]) holdChars(one, textCharsMax);
  const annotations = Array.isArray(output["annotations"]) ? output["annotations"] : [];
  holdItems(annotations, annotationsMax);
  return {
    title,
    summary,
    text,
    annotations: [...before.annotations, ...annotations.map((one) => annotationOf(one as BodyFields))],
  };
}

const annotationFields = [
  "path",
  "start_line",
  "end_line",
  "annotation_level",
  "message",
  "start_column",
  "end_column",
  "title",
  "raw_details",
];

function annotationOf(one: BodyFields): CheckFields["output"]["annotations"][number] {
  holdChars(optionalText(one, "title") ?? "", 255);
  return Object.fromEntries(
    annotationFields.flatMap((field): [string, string | number][] => {
      const value = one[field];
      return typeof value === "string" || typeof value === "number" ? [[field, value]] : [];
    }),
  );
}

const actionChars = { label: 20, description: 40, identifier: 20 } as const;

function actionsOf(value: Json | undefined): CheckFields["actions"] | undefined {
  if (!Array.isArray(value)) return undefined;
  holdItems(value, actionsMax);
  return value.map((item) => {
    const one = item as BodyFields;
    return Object.fromEntries(
      Object.entries(actionChars).map(([field, max]) => {
        const text = one[field] as string;
        holdChars(text, max);
        return [field, text];
      }),
    );
  });
}

function holdItems({ length }: readonly unknown[], max: number): void {
  if (length > max) throw invalidRequest(`No more than ${max} items are allowed; ${length} were supplied.`);
}

function holdChars({ length }: string, max: number): void {
  if (length > max) throw invalidRequest(`Only ${max} characters are allowed; ${length} were supplied.`);
}

/** Fields that have to be there are not. */
function notSupplied(fields: readonly string[]): ApiProblem {
  const names = fields.map((field) => `"${field}"`).join(", ");
  return invalidRequest(`${names} ${fields.length === 1 ? "wasn't" : "weren't"} supplied.`);
}

/** How newer parts of the API refuse a body. */
function invalidRequest(why: string): ApiProblem {
  return new ApiProblem(422, `Invalid request.\n\n${why}`);
}
