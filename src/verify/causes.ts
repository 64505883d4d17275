import { isJsonObject, type Finding, type Json } from "../core/index.ts";
import type { ExpectationUse } from "../engine/index.ts";
import { isStep, type Order } from "./order.ts";

/** The same finding seen several times becomes one with a count and the numbers of all calls. */
export function groupSame(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, { first: Finding; count: number; calls: number[] }>();
  for (const one of findings) {
    const key = [one.name, one.what, placeKey(one)].join("\u0000");
    const group = groups.get(key) ?? { first: one, count: 0, calls: [] };
    group.count += one.count;
    const call = evidenceOf(one, "call");
    if (typeof call === "number") group.calls.push(call);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ first, count, calls }) =>
    count === first.count
      ? first
      : { ...first, count, evidence: { ...(isJsonObject(first.evidence) ? first.evidence : {}), calls } },
  );
}

/** Where a finding is, unless that is only the call that showed it. */
function placeKey({ at }: Finding): string {
  if (at === undefined || at.kind === "call") return "";
  return at.kind === "input" ? at.input : `${at.file}:${at.line}:${at.column}`;
}

/** Places in an order by expectation id: one map for each order, since places of two orders can't be compared. */
type Ranks = readonly ReadonlyMap<string, number>[];

/**
 * Root causes first: an expectation that went unused because its nearest call was refused, or because it
 * comes later in the order than one that was, stands under that call.
 */
export function rootCauses(
  findings: readonly Finding[],
  uses: readonly ExpectationUse[],
  orders: readonly Order[],
): readonly Finding[] {
  const ranks = orders.map((order) => ranksOf(order, uses));
  const isCause = (one: Finding): boolean => causes.has(one.name);
  const taken = new Set<Finding>();
  const grown = findings.filter(isCause).map((cause) => {
    const follows = findings.filter(
      (one) => !isCause(one) && !taken.has(one) && followsFrom(one, evidenceOf(cause, "expectation"), ranks),
    );
    for (const one of follows) taken.add(one);
    return follows.length === 0 ? cause : { ...cause, consequences: follows };
  });
  return [...grown, ...findings.filter((one) => !isCause(one) && !taken.has(one))];
}

/** Calls that were refused, or got no answer. */
const causes: ReadonlySet<string> = new Set([
  "unmatched-call",
  "too-many-calls",
  "forbidden-call",
  "pattern-too-slow",
  "handler-failed",
  "handler-blocked",
  "fixture-missing",
]);

function ranksOf(order: Order, uses: readonly ExpectationUse[]): ReadonlyMap<string, number> {
  return new Map(
    order.flatMap((step, rank) =>
      uses.filter((use) => isStep(step, use)).map((use) => [use.expectation.id, rank] as const),
    ),
  );
}

function followsFrom(one: Finding, subject: Json | undefined, ranks: Ranks): boolean {
  if (one.name !== "unused-expectation" && one.name !== "too-few-calls") return false;
  const id = evidenceOf(one, "expectation");
  if (typeof subject !== "string" || typeof id !== "string") return false;
  if (id === subject) return true;
  return ranks.some((rank) => {
    const [cause, effect] = [rank.get(subject), rank.get(id)];
    return cause !== undefined && effect !== undefined && effect > cause;
  });
}

/** One field of a finding's evidence. */
export function evidenceOf(one: Finding, field: string): Json | undefined {
  return isJsonObject(one.evidence) ? one.evidence[field] : undefined;
}
