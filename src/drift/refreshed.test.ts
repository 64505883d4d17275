import { describe, expect, test } from "vitest";
import { refreshed, type Slip } from "../../tests/samples/refreshed.ts";
import { driftFacts, judgeDrift, withConsequences, type DriftReport } from "./index.ts";

/** What is told, root causes to the left. */
function told({ findings }: DriftReport): readonly string[] {
  return findings.flatMap((one) => [
    `${one.severity} ${driftFacts(one)?.fingerprint ?? one.name}`,
    ...(one.consequences ?? []).map(
      (next) => `  ${next.severity} ${driftFacts(next)?.fingerprint ?? next.name}`,
    ),
  ]);
}

/** What is told besides, when a hand slips. */
function besides(slip: Slip): readonly string[] {
  const before = new Set(told(judgeDrift(refreshed())));
  return told(judgeDrift(refreshed(slip))).filter((line) => !before.has(line));
}

describe("the suite as its refresh by hand leaves it", () => {
  const report = judgeDrift(refreshed());
  const all = withConsequences(report.findings);

  test("no call without a double, no stub that nothing calls, no thin body is left", () => {
    const repaired = new Set(["missing-stub", "stale-stub", "suspected-stub", "thin-body", "open-answer"]);
    expect(all.filter(({ name }) => repaired.has(name))).toEqual([]);
    expect(report.tally.worlds).toMatchObject({ total: 12, ended: 12, failed: 0 });
    expect(report.tally.operations).toMatchObject({ called: 3, stubbed: 3 });
  });

  test("has what needs a decision, and what the hand has missed", () => {
    expect(told(report)).toEqual([
      "error phantom-call-method convo GET /api/spaces/{space_id}",
      "  warning wrong-refusal convo GET /api/spaces/{space_id}",
      "  warning swallowed-failure convo GET /api/spaces/{space_id}",
      "error phantom-call convo POST /api/tenants/{tenant_id}/agents",
      "  error phantom-path convo POST /api/tenants/{tenant_id}/agents",
      "  error self-confirming-pair convo POST /api/tenants/{tenant_id}/agents",
      "error wrong-body-value convo GET /api/actors/me",
      "warning doubles-disagree convo GET /api/actors/me/agents",
      "note undeclared-fault convo POST /api/actors/{actor_id}/rotate-key",
    ]);
    expect(report.exitCode).toBe(1);
  });

  test("F1: the code hides that the service has no such method, and nine tests pass over it", () => {
    expect(all.find(({ name }) => name === "swallowed-failure")?.what).toBe(
      "9 tests pass over a 404 from GET /api/spaces/{space_id}",
    );
    expect(all.find(({ name }) => name === "wrong-refusal")?.what).toMatch(
      /stubbed as not found.*with PATCH$/,
    );
  });

  test("values that the notes of the field table rule out: an agent's id and a connection of humans", () => {
    const wrong = all.find(({ name }) => name === "wrong-body-value");
    const facts = wrong === undefined ? undefined : driftFacts(wrong);
    expect(facts?.sites).toEqual([
      "tests/test_scaffold.py:60",
      "tests/test_scaffold.py:380",
      "tests/test_provision.py:54",
    ]);
    expect(JSON.stringify(facts?.["details"])).toMatch(/is_connected.*actor_id/);
  });

  test("agents whose sponsor is another one than who asks", () => {
    const found = all.find(({ name }) => name === "doubles-disagree");
    expect(found?.what).toMatch(/sponsor_id.*usr_test_1.*usr_user_1/);
  });
});

describe("what a hand gets wrong in it", () => {
  test("F3: a stub that nothing calls any more is an error, in the helper and in every copy", () => {
    expect(besides({ participants: true })).toEqual([
      "error stale-stub convo GET /api/spaces/{space_id}/participants",
      "  warning open-answer convo GET /api/spaces/{space_id}/participants",
    ]);
    expect(judgeDrift(refreshed({ participants: true })).tally.worlds).toMatchObject({ failed: 0 });
  });

  test("F3: a call without a stub is the root of all that fails", () => {
    const slipped = judgeDrift(refreshed({ agents: false }));
    expect(told(slipped)[0]).toBe("error missing-stub convo GET /api/actors/me/agents");
    expect(slipped.findings[0]?.what).toMatch(/9 tests fail there$/);
  });
});
