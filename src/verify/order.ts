import { finding, type Finding, type Place } from "../core/index.ts";
import type { ExpectationUse } from "../engine/index.ts";

/** Names whose calls must come in this order. It says order, not presence: one that never came is no fault. */
export type Order = readonly OrderStep[];

/** One step: an expectation by its name, or by its id when TypeScript says which one it is. */
export interface OrderStep {
  readonly name: string;
  readonly id?: string | undefined;
  readonly at: Place;
}

/**
 * Finds calls that came too early: before a call of a name that stands earlier in the order. Each pair of
 * names is reported once, at the name that came too early.
 * @param afterCall calls up to this number were judged before
 */
export function judgeOrder(order: Order, uses: readonly ExpectationUse[], afterCall = 0): readonly Finding[] {
  const findings: Finding[] = [];
  for (const [position, later] of order.entries()) {
    const early = callsOf(later, uses, afterCall);
    for (const earlier of order.slice(0, position)) {
      const calls = callsOf(earlier, uses, afterCall);
      const last = calls.at(-1);
      const tooEarly = early.filter((call) => last !== undefined && call < last);
      if (tooEarly.length === 0 || earlier.name === later.name) continue;
      findings.push(
        finding("out-of-order", {
          at: later.at,
          what: `${later.name} (call ${tooEarly.join(", ")}) came before ${earlier.name} (call ${calls.join(", ")})`,
          why: `in_order says that ${earlier.name} comes first, so ${later.name} was too early.`,
          evidence: { names: [earlier.name, later.name], calls: tooEarly },
        }),
      );
    }
  }
  return findings;
}

/** Whether a step of an order means this expectation. */
export function isStep(step: OrderStep, { expectation }: ExpectationUse): boolean {
  return step.id === undefined ? expectation.name === step.name : expectation.id === step.id;
}

function callsOf(step: OrderStep, uses: readonly ExpectationUse[], afterCall: number): number[] {
  return uses
    .filter((use) => isStep(step, use))
    .flatMap((use) => use.calls)
    .filter((call) => call > afterCall)
    .sort((a, b) => a - b);
}
