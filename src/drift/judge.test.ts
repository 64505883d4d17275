import { describe, expect, test } from "vitest";
import { bare, call, json, stub, world } from "../../tests/samples/drift-evidence.ts";
import { evidence, list, made, make, one, told } from "../../tests/samples/drift-shop.ts";
import { finding } from "../core/index.ts";
import {
  driftFacts,
  fingerprintOf,
  judgeDrift,
  siteOf,
  withConsequences,
  type DriftEvidence,
  type WorldEvidence,
} from "./index.ts";

const nothing: DriftEvidence = { services: [], stubs: [], worlds: [] };
const missing = (given: DriftEvidence): string[] =>
  judgeDrift(given)
    .findings.filter(({ name }) => name === "evidence-missing")
    .map(({ what }) => what);

describe("evidence that is missing", () => {
  test("is never clean, whatever else was found", () => {
    expect(judgeDrift(nothing).exitCode).toBe(3);
    expect(missing(nothing)).toEqual([
      "no journal is there, so no call was looked at",
      "no service is there to judge",
    ]);
    const thin = stub("t:1", "GET /items/1", json({ id: "1" }));
    expect(judgeDrift(evidence({ stubs: [thin], worlds: [] })).exitCode).toBe(3);
  });

  test("is a run that met nothing of a service with a contract", () => {
    expect(missing(evidence({ stubs: [], worlds: [world("a", "passed", [], [])] }))).toEqual([
      "no stub and no call of a service with a contract is there",
    ]);
  });

  test("is told once: whoever read the journals knows their lines", () => {
    const cut = evidence({ stubs: [one], worlds: [world("a", "passed", [one], [], { complete: false })] });
    expect(missing(cut)).toEqual(["1 of 1 journals are not whole"]);
    const more = [finding("world-not-closed", { what: "a has no end" })];
    const { findings, exitCode } = judgeDrift(cut, { more });
    expect([findings[0]?.name, findings.some(({ name }) => name === "evidence-missing"), exitCode]).toEqual([
      "world-not-closed",
      false,
      3,
    ]);
  });
});

test("fail_on says which findings fail the gate", () => {
  const worlds = [
    world("a", "passed", [list], [call("GET /items?pag=1", list, undefined, { headers: [["x-key", "k"]] })]),
  ];
  const given = evidence({ stubs: [list], worlds });
  expect(judgeDrift(given).findings.map(({ severity }) => severity)).toEqual(["warning"]);
  expect(judgeDrift(given).exitCode).toBe(0);
  expect(judgeDrift(given, { failOn: "warning" }).exitCode).toBe(1);
  expect(judgeDrift(given, { failOn: "note" }).exitCode).toBe(1);
});

test("findings of others get the facts of the gate, and count as its own", () => {
  const at = { kind: "code", file: "a.yaml", line: 3, column: 1 } as const;
  const below = finding("invalid-example", { what: "below" });
  const more = [
    finding("ambiguous-template", { at, what: "two", consequences: [below], evidence: { witness: "A" } }),
    finding("contract-changed", { what: "changed", evidence: { fingerprint: "contract-changed a.yaml" } }),
  ];
  const worlds = [world("a", "passed", [one], [call("GET /items/1", one)])];
  const { findings, exitCode } = judgeDrift(evidence({ stubs: [one], worlds }), { more });
  expect(withConsequences(findings).map((found) => driftFacts(found)?.fingerprint)).toEqual([
    "ambiguous-template a.yaml:3",
    "invalid-example",
    "contract-changed a.yaml",
  ]);
  expect(driftFacts(findings[1] ?? below)).toMatchObject({ operation: "all", stubs: [], problems: 1 });
  expect(exitCode).toBe(1);
});

test("a finding is known by its fingerprint, else by its rule and place, never by its words", () => {
  expect(fingerprintOf(finding("usage", { what: "x" }))).toBe("usage");
  expect(fingerprintOf(finding("usage", { at: { kind: "input", input: "--a" }, what: "x" }))).toBe(
    "usage --a",
  );
  expect(siteOf({ kind: "call", call: 3 })).toBe("call 3");
  expect(siteOf({ kind: "call", world: "main", call: 3 })).toBe("main call 3");
});

describe("how a world ended", () => {
  const stale = (outcome: WorldEvidence["outcome"], ...calls: Parameters<typeof world>[3]): string[] =>
    told({ stubs: [one, make], worlds: [world("a", outcome, [one, make], calls)] }, []).filter((text) =>
      text.includes("-stub convo GET /items/{id}"),
    );
  const ordered = call("POST /orders", null);

  test("nobody knows: it ended, unless it was refused something", () => {
    expect(stale("unknown", call("POST /items", make, undefined, made))).toEqual([
      "stale-stub convo GET /items/{id}",
    ]);
    expect(stale("unknown", ordered)).toEqual(["suspected-stub convo GET /items/{id}"]);
    expect(stale("unknown", { ...ordered, outcome: "failed" })).toEqual([
      "suspected-stub convo GET /items/{id}",
    ]);
  });

  test("passed: it ended, whatever it was refused", () => {
    expect(stale("passed", ordered)).toEqual(["stale-stub convo GET /items/{id}"]);
  });
});

test("what can't be judged is counted with its reason", () => {
  const any = { ...stub("t:1", "GET /items/**"), path: undefined };
  const method = { ...stub("t:2", "* /items/1", bare(200)), method: undefined };
  const text = stub("t:3", "GET /items", { ...json(["a"]), body: undefined });
  const stubs = [any, method, text];
  const { tally } = judgeDrift({
    services: [...evidence({}).services, { name: "pay", anchor: undefined }],
    stubs: [...stubs, { ...one, service: "pay" }],
    worlds: [
      world("a", "unknown", stubs, [
        call("GET /items/1", any),
        call("GET /x", null, undefined, { service: "pay" }),
      ]),
    ],
  });
  expect(tally.unchecked.map(({ count, what }) => `${count} ${what}`)).toEqual([
    "1 stub of a service without a contract",
    "2 stubs that stand for any method or for many paths",
    "1 stub whose body is no JSON, or known only when it is called",
    "1 stub that no journal knows",
    "1 call of a service without a contract",
    "1 operation whose success may be anything, with no model bound",
    "1 world of which nobody knows whether it passed",
  ]);
  expect(tally.calls).toEqual({ total: 2, judged: 1 });
  expect(tally.services).toEqual({ total: 2, anchored: 1 });
});
