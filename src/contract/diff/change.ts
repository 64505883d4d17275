import type { Place } from "../../core/index.ts";

/**
 * Which way a value goes: `request` from callers to the service, `answer` from the service to readers; `both` where a
 * change in either sense matters, as in the condition of an `if`.
 */
export type Way = "request" | "answer" | "both";

/** What a change does to the values that are allowed. */
export type Sense = "narrower" | "wider" | "other";

/**
 * What kind of change it is. Those that end in `-added`, `-required`, `-narrowed` and the like have one that undoes
 * them; those that end in `-changed` are their own.
 */
export type ChangeRule = keyof typeof inverses;

/** The rule that undoes each rule: what the change is called when old and new are swapped. */
export const inverses = {
  "operation-added": "operation-removed",
  "operation-removed": "operation-added",
  "operation-deprecated": "operation-restored",
  "operation-restored": "operation-deprecated",
  "operation-id-changed": "operation-id-changed",
  "base-path-added": "base-path-removed",
  "base-path-removed": "base-path-added",
  "path-parameter-changed": "path-parameter-changed",
  "parameter-added": "parameter-removed",
  "parameter-removed": "parameter-added",
  "parameter-required": "parameter-optional",
  "parameter-optional": "parameter-required",
  "parameter-form-changed": "parameter-form-changed",
  "credentials-narrowed": "credentials-widened",
  "credentials-widened": "credentials-narrowed",
  "body-added": "body-removed",
  "body-removed": "body-added",
  "body-required": "body-optional",
  "body-optional": "body-required",
  "media-type-added": "media-type-removed",
  "media-type-removed": "media-type-added",
  "status-added": "status-removed",
  "status-removed": "status-added",
  "header-added": "header-removed",
  "header-removed": "header-added",
  "header-required": "header-optional",
  "header-optional": "header-required",
  "field-added": "field-removed",
  "field-removed": "field-added",
  "field-required": "field-optional",
  "field-optional": "field-required",
  "fields-closed": "fields-opened",
  "fields-opened": "fields-closed",
  "null-added": "null-removed",
  "null-removed": "null-added",
  "type-widened": "type-narrowed",
  "type-narrowed": "type-widened",
  "type-changed": "type-changed",
  "values-added": "values-removed",
  "values-removed": "values-added",
  "alternative-added": "alternative-removed",
  "alternative-removed": "alternative-added",
  "limit-narrowed": "limit-widened",
  "limit-widened": "limit-narrowed",
  "limit-changed": "limit-changed",
  "model-added": "model-removed",
  "model-removed": "model-added",
  "binding-added": "binding-removed",
  "binding-removed": "binding-added",
  "list-or-object-changed": "list-or-object-changed",
} as const;

/** One thing in which two contracts or models files differ. */
export interface ContractChange {
  readonly rule: ChangeRule;
  /** Whether a program that was right against the old one may be wrong against the new one. */
  readonly breaks: boolean;
  /** One line: "answer 200, email: may be null now". */
  readonly what: string;
  /** Who breaks, and how; or why nobody does. */
  readonly why: string;
  /**
   * The operations that it is about, as the new file has them where it does: "GET /api/actors/me". None: the document
   * as a whole, or what no operation uses.
   */
  readonly operations: readonly string[];
  /** More operations than are listed. */
  readonly more: boolean;
  /** Where it stands in the old file, as near as there is anything. */
  readonly old?: Place | undefined;
  readonly new?: Place | undefined;
}

/** Everything in which two files differ, what breaks first. */
export interface ContractDiff {
  readonly kind: "contract" | "models";
  readonly oldFile: string;
  readonly newFile: string;
  readonly changes: readonly ContractChange[];
  /** Operations that both have; of models files, models. */
  readonly compared: number;
  /** What was not compared though it differs: "3 webhooks". */
  readonly notCompared: readonly string[];
}

/** A change before its places are looked up. */
export interface RawChange extends Pick<
  ContractChange,
  "rule" | "breaks" | "what" | "why" | "operations" | "more"
> {
  /** JSON Pointers. */
  readonly old: string;
  readonly new: string;
}

/** Whether a change of what is allowed breaks who is on the other side. */
export function senseBreaks(sense: Sense, way: Way): boolean {
  if (sense === "other" || way === "both") return true;
  return way === "request" ? sense === "narrower" : sense === "wider";
}

/** Who is hit by a change of what is allowed, in a sentence. */
export function senseWhy(sense: Sense, way: Way): string {
  if (way === "both") return "What this decides may come out otherwise.";
  if (sense === "other")
    return way === "request"
      ? "What callers send may be refused now."
      : "Readers may meet what they do not know.";
  if (way === "request")
    return sense === "narrower"
      ? "What callers send may be refused now."
      : "Whatever callers sent is still taken.";
  return sense === "wider"
    ? "Readers may meet what they do not know."
    : "Readers meet nothing that they did not meet before.";
}

/** The other way round: what may not be, below `not`. */
export function flipped(way: Way): Way {
  return way === "both" ? "both" : way === "request" ? "answer" : "request";
}
