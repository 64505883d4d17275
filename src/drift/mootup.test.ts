import { describe, expect, test } from "vitest";
import type { Finding } from "../core/index.ts";
import { driftFacts, judgeDrift, withConsequences, type DriftFacts } from "./index.ts";
import { mootup } from "../../tests/samples/mootup.ts";

const report = judgeDrift(mootup());
const all = withConsequences(report.findings);

function facts(one: Finding): DriftFacts {
  const found = driftFacts(one);
  if (found === undefined) throw new Error(`${one.name} has no facts`);
  return found;
}

function told(rule: string, operation: string): Finding {
  const found = all.find((one) => one.name === rule && facts(one).operation === `convo ${operation}`);
  if (found === undefined) throw new Error(`${rule} ${operation} is not told`);
  return found;
}

describe("the suite as it was", () => {
  test("has these findings, and no others", () => {
    expect(all.map((one) => `${one.code} ${facts(one).fingerprint} ${facts(one).tests}`).toSorted()).toEqual([
      "BKL3007 open-answer convo GET /api/spaces/{space_id}/participants 9",
      "BKL3101 phantom-path convo POST /api/tenants/{tenant_id}/agents 1",
      "BKL3102 phantom-method convo GET /api/spaces/{space_id} 9",
      "BKL3111 phantom-call convo POST /api/tenants/{tenant_id}/agents 1",
      "BKL3112 phantom-call-method convo GET /api/spaces/{space_id} 9",
      "BKL3114 self-confirming-pair convo POST /api/tenants/{tenant_id}/agents 1",
      "BKL3133 undeclared-fault convo POST /api/actors/{actor_id}/rotate-key 1",
      "BKL3141 thin-body convo GET /api/actors/me 12",
      "BKL3141 thin-body convo POST /api/actors/{actor_id}/rotate-key 8",
      "BKL3202 missing-stub convo GET /api/actors/me/agents 9",
      "BKL3211 suspected-stub convo GET /api/spaces/{space_id}/participants 9",
      "BKL3211 suspected-stub convo POST /api/actors/{actor_id}/rotate-key 9",
    ]);
    expect(report.exitCode).toBe(1);
  });

  test("the call without a double is the root cause, with the unused stubs below it", () => {
    const [root] = report.findings as [Finding];
    expect(root.name).toBe("missing-stub");
    expect(root.what).toBe(
      "GET /api/actors/me/agents is called, and no double answers it, and 9 tests fail there",
    );
    expect(facts(root)).toMatchObject({
      sites: ["src/moot/scaffold.py:215"],
      tests: 9,
      problems: 1,
      witness: "JC",
    });
    expect(root.near.map(({ what }) => what)).toContain("GET /api/spaces/spc_test_1/participants (unused)");
    expect(root.consequences?.map((one) => [one.name, facts(one).sites])).toEqual([
      ["suspected-stub", ["tests/test_scaffold.py:34", "tests/test_scaffold.py:376"]],
      ["suspected-stub", ["tests/test_scaffold.py:49", "tests/test_scaffold.py:389"]],
    ]);
  });

  test("F1: a method that the contract does not have, called and stubbed", () => {
    const root = report.findings.find((one) => one.name === "phantom-call-method") as Finding;
    expect(root.what).toBe(
      "GET /api/spaces/{space_id} is called, and convo.openapi.yaml @b6f6d13 has /api/spaces/{space_id} with PATCH only",
    );
    expect(facts(root).sites).toEqual(["src/moot/scaffold.py:181"]);
    const [stub] = root.consequences as [Finding];
    expect([stub.name, facts(stub).sites]).toEqual([
      "phantom-method",
      ["tests/test_scaffold.py:29", "tests/test_scaffold.py:371"],
    ]);
  });

  test("F2: both hypotheses of a phantom, and the passing test that only confirms itself", () => {
    const root = report.findings.find((one) => one.name === "phantom-call") as Finding;
    expect(root.why).toMatch(/code is wrong.*contract is stale.*b6f6d13/);
    expect(root.fix).toMatch(/^a\) the code is wrong.*provision\.py:56.*\nb\) the contract is stale.*\nc\) /);
    expect(root.near.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["POST /api/tenants", "GET /api/tenants/{tenant_id}"]),
    );
    expect(root.consequences?.map(({ name }) => name)).toEqual(["phantom-path", "self-confirming-pair"]);
    expect(told("self-confirming-pair", "POST /api/tenants/{tenant_id}/agents").what).toContain(
      "1 test passes",
    );
  });

  test("thin bodies: one finding an operation, every site, the least and the most fields", () => {
    const me = told("thin-body", "GET /api/actors/me");
    expect(me.what).toMatch(
      /^GET \/api\/actors\/me bodies of 5 stubs have 3, 3, 2, 2 and 2 of 16 Actor fields; missing .*actor_type, sponsor_id/,
    );
    expect(facts(me).sites).toHaveLength(5);
    expect(facts(me)).toMatchObject({ has: 2, of: 16, problems: 5 });
    const rotate = told("thin-body", "POST /api/actors/{actor_id}/rotate-key");
    expect(rotate.what).toContain("1 of 17");
    expect(facts(rotate).sites).toEqual(["tests/test_scaffold.py:49"]);
  });

  test("must not be reported: what is stubbed as missing, a pattern that hangs on a missing field", () => {
    expect(all.filter((one) => one.name === "missing-stub").map((one) => facts(one).operation)).toEqual([
      "convo GET /api/actors/me/agents",
    ]);
    expect(all.filter((one) => one.name === "wrong-body-value")).toEqual([]);
    expect(all.filter((one) => one.name === "stale-stub")).toEqual([]);
    expect(JSON.stringify(all)).not.toContain("^agt_");
  });

  test("the counts say what was not looked at", () => {
    expect(report.tally).toMatchObject({
      services: { total: 1, anchored: 1 },
      operations: { declared: 8, called: 2, stubbed: 3 },
      stubs: { total: 15, judged: 15 },
      calls: { total: 31, judged: 31 },
      worlds: { total: 12, tests: 12, ended: 3, failed: 9 },
    });
    expect(report.tally.answers.bound).toBeLessThan(report.tally.answers.open);
    expect(report.tally.unchecked.map(({ what }) => what)).toContain(
      "service whose contract declares no credentials",
    );
  });
});
