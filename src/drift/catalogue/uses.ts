import type { Found } from "../../contract/index.ts";
import type { StubAnswer } from "../evidence.ts";
import type { DriftFacts } from "../facts.ts";
import { siteOf } from "../report.ts";
import { shapeOf } from "../rules/subject.ts";
import type { SeenCall, StubView, View } from "../rules/view.ts";
import { successStatus } from "../stub/index.ts";
import type { CatalogueCalls, CatalogueStub } from "./entry.ts";

/** What evidence has of one operation of a service. */
export interface Uses {
  readonly method: string;
  readonly template: string;
  /** Undefined: its service has no contract. */
  readonly found: Found | undefined;
  readonly stubs: Set<StubView>;
  readonly calls: SeenCall[];
}

/** Calls and stubs of a service, by operation. */
export interface ServiceUses {
  readonly byKey: ReadonlyMap<string, Uses>;
  /** Stubs that stand for more than one operation and answered no call. */
  readonly otherStubs: readonly StubView[];
}

/** What an operation is known by, whatever its parameters are called. @param operation as `DriftFacts` names it */
export function keyOf(operation: DriftFacts["operation"]): string {
  return shapeOf(operation);
}

/** Groups what was called and what is stubbed, by operation. */
export function usesOf(service: string, view: View): ServiceUses {
  const byKey = new Map<string, Uses>();
  const usesAt = (subject: string, found: Found | undefined): Uses => {
    const key = keyOf(subject);
    const operation = subject.slice(service.length + 1);
    const space = operation.indexOf(" ");
    const uses = byKey.get(key) ?? {
      method: operation.slice(0, space),
      template: operation.slice(space + 1),
      found,
      stubs: new Set(),
      calls: [],
    };
    byKey.set(key, uses);
    return uses;
  };
  const stubs = view.stubs.filter(({ stub }) => stub.service === service);
  for (const one of stubs) {
    if (one.stub.path !== undefined && one.stub.method !== undefined)
      usesAt(one.subject, one.found).stubs.add(one);
  }
  const placed = new Set<StubView>();
  for (const group of view.groups) {
    if (group.service !== service) continue;
    const uses = usesAt(group.subject, group.found);
    for (const seen of group.calls) {
      uses.calls.push(seen);
      const stub = view.stubOf(seen.call.stub);
      if (stub !== undefined) uses.stubs.add(stub);
    }
  }
  for (const uses of byKey.values()) for (const one of uses.stubs) placed.add(one);
  return { byKey, otherStubs: stubs.filter((one) => !placed.has(one)) };
}

/** Who calls an operation. */
export function callsOf({ calls }: Uses, known: boolean): CatalogueCalls {
  const statuses: Record<string, number> = {};
  for (const seen of calls) {
    const { status } = seen.call;
    // What no stub matched was answered by nobody: its status is only how it was refused.
    if (status !== undefined && !isUnmatched(seen)) statuses[status] = (statuses[status] ?? 0) + 1;
  }
  const titles = (test: boolean): string[] =>
    unique(calls.filter(({ world }) => world.test === test).map(({ world }) => world.title));
  return {
    known,
    count: calls.length,
    unmatched: calls.filter(isUnmatched).length,
    statuses,
    tests: titles(true),
    worlds: titles(false),
    sites: unique(calls.flatMap(({ call }) => siteOf(call.caller) ?? [])),
  };
}

/** Whether no stub took a call; one that was refused for another reason had a stub, or was never tried. */
function isUnmatched({ call: { stub, outcome, findings } }: SeenCall): boolean {
  return (
    stub === null && outcome === "refused" && (findings.length === 0 || findings.includes("unmatched-call"))
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** A stub and what became of it. */
export function stubOf({ ended }: View, { stub, found, worlds, hits }: StubView): CatalogueStub {
  const { id, name, text, at, forbidden } = stub;
  return {
    id,
    name,
    text,
    at,
    answers: stub.answers.map((answer) => answerText(answer, found)),
    calls: hits,
    use: useOf(),
    forbidden,
  };

  function useOf(): CatalogueStub["use"] {
    if (hits > 0) return "used";
    if (worlds.length === 0) return "unknown";
    // One program may leave an optional stub alone; a whole suite of tests that has it may not.
    if (forbidden || (stub.optional && !worlds.some(({ test }) => test))) return "free";
    return worlds.every(ended) ? "unused" : "suspected";
  }
}

/** An answer without a status is the contract's plain success. */
function answerText({ status, fault }: StubAnswer, found: Found | undefined): string {
  const plain = found?.kind === "operation" ? successStatus(found.operation) : 200;
  return `${status ?? plain}${fault ? " fault" : ""}`;
}
