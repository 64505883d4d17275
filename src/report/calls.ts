import type { CallRecord, ExpectationUse } from "../engine/record.ts";
import { callTable } from "./call-table.ts";
import { styleOf, type StyleOptions } from "./style.ts";

/** How calls are rendered for `backlot calls`. */
export interface CallsOptions extends StyleOptions {
  readonly format?: "text" | "json";
  /** Expectations of the world, for the places of what answered. */
  readonly expectations?: readonly ExpectationUse[];
}

/** Renders calls as a table, in the order given. */
export function renderCalls(records: readonly CallRecord[], options: CallsOptions = {}): string {
  const style = styleOf(options);
  const lines =
    records.length === 0
      ? ["No calls were made."]
      : callTable(
          records,
          { links: new Map(), expectations: options.expectations ?? [] },
          { ...style, verbose: true },
        );
  return `${lines.join("\n")}\n`;
}
