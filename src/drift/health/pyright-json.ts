import { isJsonObject, type Json, type JsonObject } from "../../core/index.ts";
import type { TypeFault } from "./evidence.ts";

/** What was read of a report, before paths are made the project's. */
export interface ReadTypes {
  readonly checker: "tsc" | "pyright";
  readonly faults: readonly TypeFault[];
  /** How many errors the report says that it has. */
  readonly stated: number | undefined;
}

/**
 * Reads what `pyright --outputjson` writes: `generalDiagnostics`, whose ranges count from 0, and `summary`.
 * @returns what is wrong with it, in words, when it is something else
 */
export function readPyrightJson(text: string): ReadTypes | string {
  let read: Json;
  try {
    read = JSON.parse(text) as Json;
  } catch {
    return "begins as JSON and is none";
  }
  if (!isJsonObject(read)) return notPyright;
  const { generalDiagnostics: diagnostics, summary } = read;
  const stated = isJsonObject(summary) ? summary["errorCount"] : undefined;
  if (!Array.isArray(diagnostics) || typeof stated !== "number") return notPyright;
  const faults: TypeFault[] = [];
  for (const [index, one] of (diagnostics as readonly Json[]).entries()) {
    const fault = isJsonObject(one) ? diagnostic(one) : "an entry that is no object";
    if (typeof fault === "string") return `has ${fault}: generalDiagnostics[${index}]`;
    if (isJsonObject(one) && one["severity"] === "error") faults.push(fault);
  }
  return { checker: "pyright", faults, stated };
}

const notPyright = "is JSON, but not pyright's: it has no generalDiagnostics and summary.errorCount";

function diagnostic({ file, message, rule = "syntax", severity, range }: JsonObject): TypeFault | string {
  if (typeof file !== "string" || typeof message !== "string" || typeof severity !== "string") {
    return "an entry without file, severity or message";
  }
  if (typeof rule !== "string") return "an entry whose rule is no text";
  // Diagnostics about a whole file have no range.
  const start = isJsonObject(range) ? range["start"] : undefined;
  const { line, character } = isJsonObject(start) ? start : {};
  const placed = typeof line === "number" && typeof character === "number";
  return {
    file,
    line: placed ? line + 1 : 0,
    column: placed ? character + 1 : 0,
    rule,
    message,
  };
}
