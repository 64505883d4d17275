import type { WorldReport } from "../engine/index.ts";
import { callTable } from "./call-table.ts";
import { findingBlocks } from "./finding-text.ts";
import { joinLines } from "./inert.ts";
import { linksOf } from "./links.ts";
import { styleOf, type StyleOptions } from "./style.ts";

/**
 * Renders one call of a world with all it sent and got, and the findings that speak of it, for
 * `backlot explain N`.
 * @returns undefined when the world has no such call
 */
export function renderCall(world: WorldReport, id: number, options: StyleOptions = {}): string | undefined {
  const call = world.calls.find((one) => one.id === id);
  if (call === undefined) return undefined;
  const style = styleOf({ ...options, verbose: true, complete: true });
  const numbered = world.findings.map((finding, index) => ({ finding, number: index }));
  const own = linksOf(world, numbered).get(id) ?? [];
  const findings = world.findings.filter((_, index) => own.includes(index));
  const table = callTable([call], { links: new Map(), expectations: world.expectations, whole: true }, style);
  return joinLines([...table, ...findingBlocks(findings, style)]);
}
