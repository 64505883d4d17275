import type { BodyFields } from "./request.ts";
import { missingField, validationFailed } from "./problem.ts";

/**
 * A text that must be there and say something. The published types of all fields have been checked by then.
 * @throws ApiProblem 422 missing_field
 */
export function requiredText(body: BodyFields, resource: string, field: string): string {
  const value = body[field];
  if (typeof value !== "string" || value.trim() === "") throw missingField(resource, field);
  return value;
}

/** A text; undefined: it was not sent, or as null. */
export function optionalText(body: BodyFields, field: string): string | undefined {
  const value = body[field];
  return typeof value === "string" ? value : undefined;
}

/** A text that null takes away: undefined leaves what is there. */
export function textOrNull(body: BodyFields, field: string): string | null | undefined {
  const value = body[field];
  return typeof value === "string" || value === null ? value : undefined;
}

/** Whether; undefined: it was not sent. */
export function optionalFlag(body: BodyFields, field: string): boolean | undefined {
  const value = body[field];
  return typeof value === "boolean" ? value : undefined;
}

/** A list of texts; undefined: it was not sent. */
export function textList(body: BodyFields, field: string): readonly string[] | undefined {
  const value = body[field];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : undefined;
}

const mail = /^[^\s@,;<>()[\]"]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z0-9-]{1,63}$/i;

/**
 * Refuses what is no mail address; nothing, and null, are none and may be.
 * @throws ApiProblem 422 invalid
 */
export function checkMail(body: BodyFields, resource: string, field: string): void {
  const value = body[field];
  if (typeof value === "string" && value !== "" && !mail.test(value))
    throw validationFailed({ resource, code: "invalid", field });
}
