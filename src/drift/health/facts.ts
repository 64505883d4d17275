import type { Json } from "../../core/index.ts";
import type { DriftFacts } from "../facts.ts";

/** How many names and places stand in a finding's evidence. */
const shownMax = 5;

/** What a finding about tests or files is known by. */
export interface HealthSubject {
  /** Letters of the witnesses. */
  readonly witness: string;
  /** The rule's name and what it is about make its fingerprint. */
  readonly rule: string;
  /** A file, a folder, a stage: nothing that changes with the words. */
  readonly subject: string;
  /** Ids of the tests. */
  readonly tests?: readonly string[];
  readonly sites?: readonly string[];
  readonly problems: number;
}

/** The evidence of a finding about test health. */
export function healthFacts(
  { witness, rule, subject, tests = [], sites = [], problems }: HealthSubject,
  more: Readonly<Record<string, Json>> = {},
): DriftFacts {
  return {
    witness,
    operation: subject,
    tests: tests.length,
    test_names: tests.slice(0, shownMax),
    sites: sites.slice(0, shownMax),
    stubs: [],
    problems,
    fingerprint: `${rule} ${subject}`,
    ...more,
  };
}

/** A number of things in words. @example counted(1, "test") // "1 test" */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** Names in a sentence: the first few, and how many more. */
export function listed(names: readonly string[]): string {
  const more = names.length - shownMax;
  return names.slice(0, shownMax).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Groups in the order in which their keys first came. */
export function groupedBy<T>(
  items: Iterable<T>,
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
