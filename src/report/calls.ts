import type { CallRecord, ExpectationUse } from "../engine/index.ts";
import { callTable } from "./call-table.ts";
import { joinLines } from "./inert.ts";
import { callJson, jsonText, schemaVersion } from "./json.ts";
import { styleOf, type StyleOptions } from "./style.ts";

/** How calls are rendered for `backlot calls`. */
export interface CallsOptions extends StyleOptions {
  /** "text" by default. */
  readonly format?: "text" | "json";
  /** Expectations of the world, for the places of what answered. */
  readonly expectations?: readonly ExpectationUse[];
  /** How what was not declared could be. */
  readonly suggested?: SuggestedScenario;
}

/** What was called and not declared, as a scenario could declare it. */
export interface SuggestedScenario {
  /** The whole scenario, as TOML; null when there is nothing to declare. */
  readonly scenario: string | null;
  /** The expectation for one call; null when it was declared. */
  readonly of: (call: CallRecord) => string | null;
}

/**
 * Renders calls in the order given: as a table, verbose with what each sent and got, or as JSON.
 * @example renderCalls(world.calls, { expectations: world.expectations, timings: true })
 */
export function renderCalls(records: readonly CallRecord[], options: CallsOptions = {}): string {
  if (options.format === "json") {
    const { suggested } = options;
    const calls = records.map((record) => ({
      ...callJson(record, options.timings ?? true),
      suggestion: suggested?.of(record) ?? null,
    }));
    return jsonText({
      schema_version: schemaVersion,
      calls,
      suggested_scenario: suggested?.scenario ?? null,
    });
  }
  if (records.length === 0) return "No calls were made.\n";
  const context = { links: new Map(), expectations: options.expectations ?? [], whole: true };
  return joinLines(callTable(records, context, styleOf(options)));
}
