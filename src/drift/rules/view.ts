import type { Found } from "../../contract/index.ts";
import type { Place } from "../../core/index.ts";
import type { Anchor, DriftEvidence, ServiceCall, StubEvidence, WorldEvidence } from "../evidence.ts";
import { findTemplate, operationName } from "../stub/index.ts";
import { namedPath, shapeOf } from "./subject.ts";

/** A call and the world that it was made in. */
export interface SeenCall {
  readonly call: ServiceCall;
  readonly world: WorldEvidence;
}

/** A stub, what the contract has for it and what became of it. */
export interface StubView {
  readonly stub: StubEvidence;
  /** Undefined: its service has none. */
  readonly anchor: Anchor | undefined;
  /** Undefined: no contract, any method, or many paths. */
  readonly found: Found | undefined;
  /** "convo GET /api/actors/me" */
  readonly subject: string;
  /** Worlds that had it. */
  readonly worlds: readonly WorldEvidence[];
  /** How many calls it answered. */
  readonly hits: number;
}

/** All calls of one operation, or of one thing that the contract does not have. */
export interface CallGroup {
  readonly service: string;
  readonly method: string;
  readonly subject: string;
  readonly anchor: Anchor | undefined;
  readonly found: Found | undefined;
  readonly calls: readonly SeenCall[];
}

/** Evidence, looked up once for all rules. */
export interface View {
  readonly evidence: DriftEvidence;
  readonly stubs: readonly StubView[];
  readonly stubOf: (id: string | null) => StubView | undefined;
  readonly groups: readonly CallGroup[];
  /** Calls to hosts that no service stands for. */
  readonly strangers: readonly SeenCall[];
  /** Whether a world ran to its end: only then does it say that something was not needed. */
  readonly ended: (world: WorldEvidence) => boolean;
}

/** Where a call is shown: at the line that makes it, else at the stub that answers it. */
export function placeOf(view: View, { caller, stub }: ServiceCall): Place | undefined {
  return caller ?? view.stubOf(stub)?.stub.at;
}

/** Looks up what stubs and calls mean. */
export function viewOf(evidence: DriftEvidence): View {
  const anchors = new Map<string, Anchor>();
  for (const { name, anchor } of evidence.services) {
    if (anchor !== undefined && !anchors.has(name)) anchors.set(name, anchor);
  }
  const stubs = stubViews(evidence, anchors);
  const byId = new Map(stubs.map((one) => [one.stub.id, one]));
  const stubOf = (id: string | null): StubView | undefined => (id === null ? undefined : byId.get(id));
  const ended = new Map(evidence.worlds.map((world) => [world.id, hasEnded(world)]));
  return {
    evidence,
    stubs,
    stubOf,
    ...callGroups(evidence, anchors, stubOf),
    ended: ({ id }) => ended.get(id) === true,
  };
}

/** A test that failed may have stopped before it called; one whose end nobody knows stopped where it was refused. */
function hasEnded({ complete, outcome, calls }: WorldEvidence): boolean {
  if (!complete || outcome === "failed") return false;
  return (
    outcome === "passed" || !calls.some((call) => call.outcome === "refused" || call.outcome === "failed")
  );
}

function stubViews(evidence: DriftEvidence, anchors: ReadonlyMap<string, Anchor>): StubView[] {
  const worlds = new Map<string, WorldEvidence[]>();
  const hits = new Map<string, number>();
  for (const world of evidence.worlds) {
    const answered = world.calls.flatMap(({ stub }) => (stub === null ? [] : [stub]));
    for (const id of answered) hits.set(id, (hits.get(id) ?? 0) + 1);
    for (const id of new Set([...world.stubs, ...answered])) {
      const known = worlds.get(id);
      if (known === undefined) worlds.set(id, [world]);
      else known.push(world);
    }
  }
  return evidence.stubs.map((stub): StubView => {
    const anchor = anchors.get(stub.service);
    const { method, path } = stub;
    const judged = anchor !== undefined && method !== undefined && path !== undefined;
    const found = judged ? findTemplate(anchor, method, path) : undefined;
    return {
      stub,
      anchor,
      found,
      subject:
        method === undefined || path === undefined
          ? `${stub.service} ${stub.text}`
          : subjectOf(stub.service, method, path, anchor, found),
      worlds: worlds.get(stub.id) ?? [],
      hits: hits.get(stub.id) ?? 0,
    };
  });
}

function subjectOf(
  service: string,
  method: string,
  path: string,
  anchor: Anchor | undefined,
  found: Found | undefined,
): string {
  if (found?.kind === "operation") return operationName(service, found.operation);
  const template = found?.kind === "method-absent" ? found.template : namedPath(anchor?.contract, path);
  return operationName(service, { method, template });
}

function callGroups(
  evidence: DriftEvidence,
  anchors: ReadonlyMap<string, Anchor>,
  stubOf: (id: string | null) => StubView | undefined,
): Pick<View, "groups" | "strangers"> {
  const groups = new Map<string, CallGroup & { readonly calls: SeenCall[] }>();
  const looks = new Map<string, CallGroup & { readonly calls: SeenCall[] }>();
  const strangers: SeenCall[] = [];
  for (const world of evidence.worlds) {
    for (const call of world.calls) {
      const { service, method, path } = call;
      if (service === undefined) {
        strangers.push({ call, world });
        continue;
      }
      // A program calls few paths often: each is looked up once for each stub that answers it.
      const lookKey = `${service} ${method} ${path} ${call.stub ?? ""}`;
      let group = looks.get(lookKey);
      if (group === undefined) {
        const look = lookedUp(service, method, path, anchors.get(service), stubOf(call.stub));
        const key = shapeOf(look.subject);
        group = groups.get(key) ?? { ...look, calls: [] };
        groups.set(key, group);
        looks.set(lookKey, group);
      }
      group.calls.push({ call, world });
    }
  }
  return { groups: [...groups.values()], strangers };
}

function lookedUp(
  service: string,
  method: string,
  path: string,
  anchor: Anchor | undefined,
  answeredBy: StubView | undefined,
): Omit<CallGroup, "calls"> {
  const found = anchor?.contract.find(method, path);
  const phantom = found?.kind !== "operation" && answeredBy?.stub.path !== undefined;
  const own = subjectOf(service, method, path, anchor, found);
  // A stub for what the contract does not have knows its template; a call only shows values.
  const subject = phantom && answeredBy.stub.method === method ? answeredBy.subject : own;
  return { service, method, subject, anchor, found };
}
