import type { Finding, FindingName, JsonObject } from "../../core/index.ts";
import type { Anchor, DriftEvidence, StubEvidence } from "../evidence.ts";
import type { DriftFacts } from "../facts.ts";
import { driftFacts, type DriftReport } from "../report.ts";
import { findTemplate, operationOf } from "../stub/index.ts";
import { missedCalls, newStub } from "./add-stub.ts";
import { changedReply } from "./change-reply.ts";
import { answerText, codeText, isOwnCode, stubText } from "./paste.ts";
import type { AnswerChange, Decision, Repair } from "./repair.ts";

/** What of the doubles stands in files that can be changed. */
export interface FixOptions {
  /** Whether a stub stands in a scenario file. */
  readonly isWritten: (stub: StubEvidence) => boolean;
  /** Whether it stands in a file that other scenarios may include too. */
  readonly isShared: (stub: StubEvidence) => boolean;
}

/** What is known while a plan is made, and what it comes to. */
export interface Planner extends FixOptions {
  readonly report: DriftReport;
  readonly evidence: DriftEvidence;
  readonly stubs: ReadonlyMap<string, StubEvidence>;
  readonly anchors: ReadonlyMap<string, Anchor>;
  /** Operations that the contract lacks and the program calls. */
  readonly phantoms: ReadonlySet<string>;
  readonly repairs: Repair[];
  readonly decisions: Decision[];
  /** Stubs that are dealt with, and those of them that go. */
  readonly done: Set<string>;
  readonly gone: Set<string>;
  /** Whether findings need nothing else, by fingerprint. */
  readonly settled: Map<string, boolean>;
  /** What kept findings from being settled, by fingerprint. */
  readonly hindered: Map<string, Pick<Decision, "why" | "paste">>;
}

/** Repairs of a finding, by its rule; true when it needs nothing else. */
export function settle(planner: Planner, one: Finding): boolean {
  const facts = driftFacts(one);
  if (facts === undefined) return false;
  const repair = settlers[one.name];
  if (repair === undefined) return false;
  const known = planner.settled.get(facts.fingerprint);
  if (known !== undefined) return known;
  const settled = repair(planner, one, facts);
  planner.settled.set(facts.fingerprint, settled);
  return settled;
}

type Settle = (planner: Planner, one: Finding, facts: DriftFacts) => boolean;

const settlers: Partial<Record<FindingName, Settle>> = {
  "missing-stub": addMissing,
  "stale-stub": (planner, one, facts) => everyStub(planner, one, facts, deleteStale),
  "phantom-path": (planner, one, facts) => everyStub(planner, one, facts, refusePhantom),
  "phantom-method": (planner, one, facts) => everyStub(planner, one, facts, refusePhantom),
  "thin-body": (planner, one, facts) => everyStub(planner, one, facts, changeReply),
  "undeclared-status": (planner, one, facts) => everyStub(planner, one, facts, changeReply),
  "invalid-answer": (planner, one, facts) => everyStub(planner, one, facts, changeReply),
  "wrong-body-value": (planner, one, facts) => everyStub(planner, one, facts, changeReply),
};

/** Deals with each stub of a finding; true when none is left as it is. */
function everyStub(
  planner: Planner,
  one: Finding,
  facts: DriftFacts,
  repair: (planner: Planner, one: Finding, facts: DriftFacts, stub: StubEvidence) => boolean,
): boolean {
  const stubs = facts.stubs.flatMap((id) => planner.stubs.get(id) ?? []);
  const settled = stubs.map((stub) => planner.gone.has(stub.id) || repair(planner, one, facts, stub));
  return settled.length > 0 && settled.every(Boolean);
}

function hinder(planner: Planner, facts: DriftFacts, told: Pick<Decision, "why" | "paste">): false {
  if (!planner.hindered.has(facts.fingerprint)) planner.hindered.set(facts.fingerprint, told);
  return false;
}

const notWritten = "it is not declared in a scenario file, so it is changed where it stands";

function addMissing(planner: Planner, one: Finding, facts: DriftFacts): boolean {
  const [service = "", method = "", template = ""] = facts.operation.split(" ");
  const anchor = planner.anchors.get(service);
  const operation = anchor === undefined ? undefined : operationOf(anchor, method, template);
  if (anchor === undefined || operation === undefined) {
    return hinder(planner, facts, { why: "the service has no contract to take an answer from" });
  }
  const missed = missedCalls({ service, anchor, operation }, planner.evidence.worlds);
  const made = newStub(missed);
  const stub = "why" in made ? made.paste : made.stub;
  const paste = stubText(service, stub);
  const others = [...planner.stubs.values()].filter((one) => one.service === service);
  if (others.length > 0 && !others.some((one) => planner.isWritten(one))) {
    const text = codeText(service, stub, others.some(isOwnCode), "why" in made ? undefined : made.whole);
    return hinder(planner, facts, { why: notWritten, paste: text });
  }
  if (!isWrittenService(planner, service)) return hinder(planner, facts, { why: notWritten, paste });
  if ("why" in made) return hinder(planner, facts, { why: made.why, paste });
  const rival = rivalOf(
    planner,
    service,
    missed.calls.map(({ path }) => path),
    method,
  );
  if (rival !== undefined) {
    const why = `${rival.text} stands for it already, and did not match: widen it, or put another beside it`;
    return hinder(planner, facts, { why, paste });
  }
  const { notes } = made;
  const what = `add ${made.what}`;
  planner.repairs.push({
    repair: "add",
    missedIn: missed.files,
    rule: one.name,
    operation: facts.operation,
    what,
    notes,
    service,
    stub,
  });
  return true;
}

/** Whether a service is declared in a file. */
function isWrittenService({ evidence }: Planner, service: string): boolean {
  return evidence.services.some(({ name, at }) => name === service && at?.kind === "file");
}

/** A stub that takes the very path, and yet did not answer: its count, its query or its body kept it from that. */
function rivalOf(
  { stubs }: Planner,
  service: string,
  paths: readonly string[],
  method: string,
): StubEvidence | undefined {
  return [...stubs.values()].find((stub) => {
    if (stub.service !== service || (stub.method ?? method) !== method) return false;
    const template = stub.path;
    return template === undefined ? false : paths.some((path) => takes(template, path));
  });
}

function takes(template: string, path: string): boolean {
  const [left, right] = [template.split("/"), path.split("/")];
  return (
    left.length === right.length && left.every((step, index) => step.includes("{") || step === right[index])
  );
}

function deleteStale(planner: Planner, one: Finding, facts: DriftFacts, stub: StubEvidence): boolean {
  if (one.severity === "note") return true;
  if (planner.phantoms.has(facts.operation)) {
    return hinder(planner, facts, {
      why: "the program calls it, and the contract lacks it: that is decided first",
    });
  }
  if (!planner.isWritten(stub)) return hinder(planner, facts, { why: notWritten });
  if (planner.isShared(stub)) {
    return hinder(planner, facts, { why: "other scenarios may include the file that it stands in" });
  }
  planner.gone.add(stub.id);
  const what = `delete the stub for ${stub.text}, which nothing calls`;
  planner.repairs.push({
    repair: "delete",
    rule: one.name,
    operation: facts.operation,
    what,
    notes: [],
    stub,
  });
  return true;
}

function refusePhantom(planner: Planner, one: Finding, facts: DriftFacts, stub: StubEvidence): boolean {
  if (planner.done.has(stub.id)) return true;
  const anchor = planner.anchors.get(stub.service);
  const { method, path } = stub;
  if (anchor === undefined || method === undefined || path === undefined) return false;
  const found = findTemplate(anchor, method, path);
  if (found.kind === "operation") return false;
  const reply: JsonObject =
    found.kind === "path-absent"
      ? { status: 404 }
      : { status: 405, headers: { allow: found.methods.join(", ") } };
  if (stub.forbidden) return hinder(planner, facts, { why: "it only says that the call must not come" });
  if (!planner.isWritten(stub))
    return hinder(planner, facts, { why: notWritten, paste: answerText(stub, reply, undefined) });
  planner.done.add(stub.id);
  const status = found.kind === "path-absent" ? "404" : `405 and Allow: ${found.methods.join(", ")}`;
  const what = `refuse ${stub.text} with ${status}, as the contract lacks it`;
  planner.repairs.push({
    repair: "refuse",
    rule: one.name,
    operation: facts.operation,
    what,
    notes: [],
    stub,
    reply,
  });
  return true;
}

function changeReply(planner: Planner, one: Finding, facts: DriftFacts, stub: StubEvidence): boolean {
  const anchor = planner.anchors.get(stub.service);
  if (anchor === undefined) return false;
  const { answers, notes, left, why } = changedReply(anchor, stub);
  const settled = !left.some(({ name }) => name === one.name);
  if (planner.done.has(stub.id)) return settled;
  if (answers.length === 0) return hinder(planner, facts, { why });
  const [first] = answers;
  const reply: JsonObject = {
    ...(first?.status === undefined ? {} : { status: first.status }),
    ...(first?.model === undefined ? {} : { model: first.model }),
  };
  if (!planner.isWritten(stub)) {
    return hinder(planner, facts, { why: notWritten, paste: answerText(stub, reply, first) });
  }
  planner.done.add(stub.id);
  const what = `complete the answer of ${stub.text}: ${changeText(answers)}`;
  const repair = {
    repair: "change",
    rule: one.name,
    operation: facts.operation,
    what,
    notes,
    stub,
    answers,
  } as const;
  planner.repairs.push(repair);
  return settled || hinder(planner, facts, { why });
}

/** What is changed, as a person would say it. */
function changeText(answers: readonly AnswerChange[]): string {
  const parts = answers.flatMap(({ status, model, add }) => [
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(model === undefined ? [] : [`the model ${model} fills it`]),
    ...(add.length === 0 ? [] : [`with ${add.map(({ path }) => path.join(".")).join(", ")}`]),
  ]);
  return [...new Set(parts)].join(", ");
}
