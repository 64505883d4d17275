import type { Side } from "../../domain/diff-lines.ts";
import type { Spot } from "../../domain/review-comments.ts";
import type { BodyFields } from "../request.ts";

/** Where a comment is to stand, as a body says it. */
export function spotIn(body: BodyFields, commitSha: string): Spot {
  const number = (field: string): number | undefined => {
    const value = body[field];
    return typeof value === "number" ? value : undefined;
  };
  const line = number("line");
  return {
    path: body["path"] as string,
    commitSha,
    subject: body["subject_type"] === "file" ? "file" : "line",
    position: line === undefined ? number("position") : undefined,
    line,
    side: sideOf(body["side"]) ?? "RIGHT",
    startLine: number("start_line"),
    startSide: sideOf(body["start_side"]),
  };
}

function sideOf(value: unknown): Side | undefined {
  return value === "LEFT" || value === "RIGHT" ? value : undefined;
}
