import { describe, expect, test } from "vitest";
import { bare, call, json, stub, world } from "../../../tests/samples/drift-evidence.ts";
import { mootup } from "../../../tests/samples/mootup.ts";
import type { Place } from "../../core/index.ts";
import { judgeDrift, planFix, type DriftEvidence, type FixPlan, type StubEvidence } from "../index.ts";

const at: Place = { kind: "file", file: "backlot.toml", line: 1, column: 1, endColumn: 2, text: "x" };
const services = mootup().services.map((service) => ({ ...service, at }));

/** The plan for evidence whose stubs all stand in one scenario file, unless it is said otherwise. */
function planned(
  evidence: DriftEvidence,
  { written = true, shared = false }: { readonly written?: boolean; readonly shared?: boolean } = {},
): FixPlan {
  return planFix(judgeDrift(evidence), evidence, { isWritten: () => written, isShared: () => shared });
}

/** A test that has stubs and calls them all, and more. */
function suite(stubs: readonly StubEvidence[], more: readonly string[] = []): DriftEvidence {
  const calls = [
    ...stubs.map((one) => call(`${one.method ?? "GET"} ${one.path ?? "/"}`, one)),
    ...more.map((request) => call(request, null)),
  ];
  return { services, stubs, worlds: [world("a test", more.length > 0 ? "failed" : "passed", stubs, calls)] };
}

describe("what can't be settled is left to a person", () => {
  const me = "GET /api/actors/me";

  test("a call of a service whose doubles are code of others: the whole answer is given to paste", () => {
    const theirs = stub("tests/a.py:1", me, json({}, 404));
    const [told] = planned(suite([theirs], ["GET /api/tenants/ten_1"]), { written: false }).decisions;
    expect(told?.paste).toBe('"GET /api/tenants/ten_1"\n{\n  "json": {}\n}');
  });

  test("a call of a service that no file declares", () => {
    const evidence = { ...suite([], ["GET /api/actors/me/agents"]), services: mootup().services };
    const plan = planned(evidence);
    expect(plan.repairs).toEqual([]);
    expect(plan.decisions[0]).toMatchObject({
      why: "it is not declared in a scenario file, so it is changed where it stands",
      paste: expect.stringContaining('model = "Actor[]"') as unknown,
    });
  });

  test("stubs of other services, other methods and without a path are no rivals of a new one", () => {
    const agents = "/api/actors/me/agents";
    const others = [
      { ...stub("a.ts:1", `GET ${agents}`, json([])), service: "mail" },
      stub("a.ts:2", `POST ${agents}`, json([])),
      { ...stub("a.ts:3", "GET /x", json([])), path: undefined },
    ];
    const evidence = {
      services,
      stubs: others,
      worlds: [world("a test", "failed", others, [call(`GET ${agents}`, null)])],
    };
    expect(planned(evidence).repairs.map(({ repair }) => repair)).toContain("add");
  });

  test("an answer that breaks off, or has no body, is let be", () => {
    const broken = { ...json({ actor_id: 1 }), fault: true };
    expect(planned(suite([stub("a.ts:1", me, broken)])).repairs).toEqual([]);
    expect(planned(suite([stub("a.ts:1", me, bare(200))])).repairs).toEqual([]);
  });

  test("an answer without a body gets the status that is declared", () => {
    expect(planned(suite([stub("a.ts:1", me, bare(202))])).repairs).toMatchObject([
      { repair: "change", answers: [{ status: 200, add: [] }] },
    ]);
  });

  test("an answer gets its status, though what it holds can't be completed", () => {
    const plan = planned(suite([stub("a.ts:1", me, json({ display_name: "Ann" }, 202))]));
    expect(plan.repairs).toMatchObject([
      { what: "complete the answer of GET /api/actors/me: status 200", answers: [{ status: 200 }] },
    ]);
  });

  test("one of two answers that is right already stays as it is", () => {
    const plan = planned(
      suite([stub("a.ts:1", "GET /api/actors/me/agents", json([]), json([{ actor_id: "agt_2" }]))]),
    );
    expect(plan.repairs).toMatchObject([{ answers: [{ answer: 1, model: "Actor[]" }] }]);
  });
});
