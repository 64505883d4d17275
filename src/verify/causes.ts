import { isJsonObject, type Finding, type Json } from "../core/index.ts";
import type { ExpectationUse } from "../engine/index.ts";
import type { Order } from "./order.ts";

/** The same finding seen several times becomes one with a count and the numbers of all calls. */
export function groupSame(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, { first: Finding; count: number; calls: number[] }>();
  for (const one of findings) {
    const key = `${one.name}\u0000${one.what}\u0000${one.at?.kind === "file" ? `${one.at.file}:${one.at.line}` : ""}`;
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

/**
 * Root causes first: an expectation that went unused because its nearest call was refused, or because it
 * comes later in the order than one that was, stands under that call.
 */
export function rootCauses(
  findings: readonly Finding[],
  uses: readonly ExpectationUse[],
  order: Order,
): readonly Finding[] {
  const names = new Map(uses.map((use) => [use.expectation.id, use.expectation.name]));
  const rank = new Map(order.map(({ name }, index) => [name, index]));
  const rankOf = (id: Json | undefined): number | undefined => rank.get(names.get(String(id)) ?? "");
  const causes = findings.filter(
    (one) => one.name === "unmatched-call" || one.name === "too-many-calls" || one.name === "forbidden-call",
  );
  const taken = new Set<Finding>();
  const grown = causes.map((cause) => {
    const subject = evidenceOf(cause, "expectation");
    const follows = findings.filter(
      (one) => !causes.includes(one) && !taken.has(one) && followsFrom(one, subject, rankOf),
    );
    for (const one of follows) taken.add(one);
    return follows.length === 0 ? cause : { ...cause, consequences: follows };
  });
  const rest = findings.filter((one) => !causes.includes(one) && !taken.has(one));
  return [...grown, ...rest];
}

function followsFrom(
  one: Finding,
  subject: Json | undefined,
  rankOf: (id: Json | undefined) => number | undefined,
): boolean {
  if (one.name !== "unused-expectation" && one.name !== "too-few-calls") return false;
  const id = evidenceOf(one, "expectation");
  if (subject === undefined || subject === null) return false;
  if (id === subject) return true;
  const [cause, effect] = [rankOf(subject), rankOf(id)];
  return cause !== undefined && effect !== undefined && effect > cause;
}

/** One field of a finding's evidence. */
export function evidenceOf(one: Finding, field: string): Json | undefined {
  return isJsonObject(one.evidence) ? one.evidence[field] : undefined;
}
