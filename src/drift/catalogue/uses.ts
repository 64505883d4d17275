import type {
  Anchor,
  DriftEvidence,
  ServiceCall,
  ServiceEvidence,
  StubEvidence,
  WorldEvidence,
} from "../evidence.ts";
import { siteOf } from "../report.ts";
import type { CatalogueCalls, CatalogueStub } from "./entry.ts";
import { type Subject, subjectOf } from "./subject.ts";

/** What evidence has of one operation of a service. */
export interface Uses {
  readonly subject: Subject;
  /** One path that it was called or stubbed with. */
  readonly path: string;
  readonly stubs: Set<StubEvidence>;
  readonly calls: { readonly call: ServiceCall; readonly world: WorldEvidence }[];
}

/** Calls and stubs of a service, by operation; `key` is what an operation is known by. */
export interface ServiceUses {
  readonly byKey: ReadonlyMap<string, Uses>;
  /** Stubs that stand for more than one operation and answered no call. */
  readonly otherStubs: readonly StubEvidence[];
}

/** What an operation is known by within its service. */
export function keyOf({ method, template }: Pick<Subject, "method" | "template">): string {
  // Whatever a phantom's parameters are called, it is one operation.
  return `${method} ${template.replaceAll(/\{[^{}]*\}/g, "{}")}`;
}

/** Groups what was called and what is stubbed by operation. */
export function usesOf(service: ServiceEvidence, evidence: DriftEvidence): ServiceUses {
  const { name, anchor } = service;
  const byKey = new Map<string, Uses>();
  const uses = (method: string, path: string): Uses => {
    const subject = subjectOf(anchor, method, path);
    const key = keyOf(subject);
    const known = byKey.get(key) ?? { subject, path, stubs: new Set(), calls: [] };
    byKey.set(key, known);
    return known;
  };
  const stubs = evidence.stubs.filter((stub) => stub.service === name);
  const byId = new Map(stubs.map((stub) => [stub.id, stub]));
  for (const stub of stubs) {
    if (stub.path !== undefined && stub.method !== undefined) uses(stub.method, stub.path).stubs.add(stub);
  }
  const ofRequest = new Map<string, Uses>();
  for (const world of evidence.worlds) {
    for (const call of world.calls) {
      if (call.service !== name) continue;
      const stub = call.stub === null ? undefined : byId.get(call.stub);
      const request = `${call.method} ${call.path} ${call.stub ?? ""}`;
      const known = ofRequest.get(request) ?? uses(...meant(anchor, call, stub));
      ofRequest.set(request, known);
      known.calls.push({ call, world });
      if (stub !== undefined) known.stubs.add(stub);
    }
  }
  const placed = new Set([...byKey.values()].flatMap((one) => [...one.stubs]));
  return { byKey, otherStubs: stubs.filter((stub) => !placed.has(stub)) };
}

/** The method and path that a call stands for: its own, or its stub's, which knows the parameters of a phantom. */
function meant(
  anchor: Anchor | undefined,
  { method, path }: ServiceCall,
  stub: StubEvidence | undefined,
): readonly [method: string, path: string] {
  const own = [method.toUpperCase(), path] as const;
  if (stub?.path === undefined || stub.method === undefined) return own;
  return anchor?.contract.find(...own).kind === "operation" ? own : [stub.method, stub.path];
}

/** Who calls an operation. */
export function callsOf({ calls }: Uses, known: boolean): CatalogueCalls {
  const statuses: Record<string, number> = {};
  for (const { call } of calls) {
    if (call.status !== undefined) statuses[call.status] = (statuses[call.status] ?? 0) + 1;
  }
  const titles = (test: boolean): string[] =>
    unique(calls.filter(({ world }) => world.test === test).map(({ world }) => world.title));
  return {
    known,
    count: calls.length,
    unmatched: calls.filter(({ call }) => isUnmatched(call)).length,
    statuses,
    tests: titles(true),
    worlds: titles(false),
    sites: unique(calls.flatMap(({ call }) => siteOf(call.caller) ?? [])),
  };
}

/** Whether no stub took a call; one that was refused for another reason had a stub, or was never tried. */
function isUnmatched({ stub, outcome, findings }: ServiceCall): boolean {
  return (
    stub === null && outcome === "refused" && (findings.length === 0 || findings.includes("unmatched-call"))
  );
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

/** Counts over all worlds what became of each stub. */
export function stubUses(evidence: DriftEvidence): (stub: StubEvidence) => CatalogueStub {
  const calls = new Map<string, number>();
  const having = new Map<string, { worlds: number; ended: number }>();
  for (const world of evidence.worlds) {
    const ended = world.complete && world.outcome !== "failed";
    for (const id of world.stubs) {
      const known = having.get(id) ?? { worlds: 0, ended: 0 };
      having.set(id, { worlds: known.worlds + 1, ended: known.ended + (ended ? 1 : 0) });
    }
    for (const { stub } of world.calls) if (stub !== null) calls.set(stub, (calls.get(stub) ?? 0) + 1);
  }
  return (stub) => {
    const { worlds, ended } = having.get(stub.id) ?? { worlds: 0, ended: 0 };
    const count = calls.get(stub.id) ?? 0;
    const unused = worlds === 0 ? "unknown" : ended === worlds ? "unused" : "suspected";
    const { id, name, text, at, optional, forbidden } = stub;
    const answers = stub.answers.map(answerText);
    return {
      id,
      name,
      text,
      at,
      answers,
      calls: count,
      use: count > 0 ? "used" : unused,
      optional,
      forbidden,
    };
  };
}

function answerText({ status, fault }: StubEvidence["answers"][number]): string {
  return [status === undefined ? "success" : String(status), ...(fault ? ["fault"] : [])].join(" ");
}
