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

const repairs = ({ repairs: all }: FixPlan): string[] => all.map(({ what }) => what);
const decisions = (plan: FixPlan): [string, string | undefined][] =>
  plan.decisions.map(({ finding: one, why }) => [one.name, why]);

/** A test that has stubs and calls them all, and more. */
function suite(stubs: readonly StubEvidence[], more: readonly string[] = []): DriftEvidence {
  const calls = [
    ...stubs.map((one) => call(`${one.method ?? "GET"} ${one.path ?? "/"}`, one)),
    ...more.map((request) => call(request, null)),
  ];
  return { services, stubs, worlds: [world("a test", more.length > 0 ? "failed" : "passed", stubs, calls)] };
}

describe("a suite of tests as it was", () => {
  const evidence = { ...mootup(), services };

  test("is repaired where its doubles are written in a scenario", () => {
    const plan = planned(evidence);
    expect(repairs(plan)).toEqual([
      "add a stub for GET /api/actors/me/agents, from the model Actor[]",
      "refuse GET /api/spaces/spc_test_1 with 405 and Allow: PATCH, as the contract lacks it",
      "refuse GET /api/spaces/spc_test_1 with 405 and Allow: PATCH, as the contract lacks it",
      "refuse POST /api/tenants/ten_1/agents with 404, as the contract lacks it",
      ...Array.from(
        { length: 5 },
        () => "complete the answer of GET /api/actors/me: the model Actor fills it, with actor_type",
      ),
      ...["product", "spec", "implementation", "qa"].map(
        (role) =>
          `complete the answer of POST /api/actors/agt_${role}_1/rotate-key: the model Actor + api_key fills it, with actor_id, actor_type`,
      ),
    ]);
    expect(decisions(plan).map(([name]) => name)).toEqual(["phantom-call-method", "phantom-call"]);
  });

  test("is told with text to paste where they stand in code", () => {
    const plan = planned(evidence, { written: false });
    expect(plan.repairs).toEqual([]);
    expect(plan.decisions.every(({ why }) => why?.includes("where it stands") === true)).toBe(true);
    const thin = plan.decisions.find(({ finding: one }) => one.name === "thin-body");
    expect(JSON.parse(thin?.paste ?? "")).toMatchObject({
      actor_id: "agt_user_1",
      actor_type: "agent",
      email: null,
    });
    const missing = plan.decisions.find(({ finding: one }) => one.name === "missing-stub");
    expect(missing?.paste).toBe('"GET /api/actors/me/agents"\n{\n  "json": []\n}');
  });
});

describe("what nothing calls", () => {
  const me = stub("a.ts:1", "GET /api/actors/me", json({}, 404));
  const idle = stub("a.ts:2", "GET /api/tenants/ten_1", bare(200));
  const evidence = (more: Partial<StubEvidence> = {}): DriftEvidence => {
    const stale = { ...idle, ...more };
    return {
      services,
      stubs: [me, stale],
      worlds: [world("a test", "passed", [me, stale], [call("GET /api/actors/me", me)])],
    };
  };

  test("is deleted, and what is wrong with it is nobody's concern any more", () => {
    expect(repairs(planned(evidence()))).toContain(
      "delete the stub for GET /api/tenants/ten_1, which nothing calls",
    );
    const phantom = planned(evidence({ path: "/api/gone", text: "GET /api/gone" }));
    expect(repairs(phantom)).toContain("delete the stub for GET /api/gone, which nothing calls");
    expect(decisions(phantom).map(([name]) => name)).not.toContain("phantom-path");
  });

  test("is left where other scenarios may need it, or where it stands in code", () => {
    expect(decisions(planned(evidence(), { shared: true }))).toContainEqual([
      "stale-stub",
      "other scenarios may include the file that it stands in",
    ]);
    expect(decisions(planned(evidence(), { written: false })).map(([name]) => name)).toContain("stale-stub");
  });

  test("is never deleted when the program calls what the contract lacks: two stubs, one of them used", () => {
    const used = stub("a.ts:3", "POST /api/tenants/ten_1/agents", json({}, 201));
    const spare = { ...used, id: "spare" };
    const plan = planned({
      services,
      stubs: [used, spare],
      worlds: [world("a test", "passed", [used, spare], [call("POST /api/tenants/ten_1/agents", used)])],
    });
    expect(plan.repairs.map(({ repair }) => repair)).toEqual(["refuse", "refuse"]);
    expect(decisions(plan)).toContainEqual([
      "stale-stub",
      "the program calls it, and the contract lacks it: that is decided first",
    ]);
  });
});

describe("a call without a stub", () => {
  test("gets the model's answer; ids are made up and said to be", () => {
    const [added] = planned(suite([], ["GET /api/actors/me"])).repairs;
    expect(added).toMatchObject({
      repair: "add",
      stub: {
        request: "GET /api/actors/me",
        reply: { model: "Actor", json: { actor_id: "agt_", actor_type: "agent" } },
      },
      notes: ['actor_id is made up: "agt_" fits the model', 'actor_type is made up: "agent" fits the model'],
    });
  });

  test("gets values of its path; for several paths a template", () => {
    const rotate = (id: string): string => `POST /api/actors/${id}/rotate-key`;
    const [one] = planned(suite([], [rotate("agt_7")])).repairs;
    expect(one).toMatchObject({ stub: { request: rotate("agt_7"), reply: { json: { actor_id: "agt_7" } } } });
    const [many] = planned(suite([], [rotate("agt_7"), rotate("agt_8")])).repairs;
    expect(many).toMatchObject({ stub: { request: "POST /api/actors/{actor_id}/rotate-key" } });
  });

  test("is decided where neither model nor schema says what is answered", () => {
    const plan = planned(suite([], ["GET /api/tenants/ten_1"]));
    expect(plan.repairs).toEqual([]);
    expect(decisions(plan)).toEqual([
      ["missing-stub", "the contract says nothing of what the body holds, and no model is bound"],
    ]);
    expect(plan.decisions[0]?.paste).toContain("reply = { json = {} }");
  });

  test("is decided where a stub takes its path, and did not answer", () => {
    const once = stub("a.ts:1", "GET /api/actors/me/agents", json([]));
    const plan = planned(suite([once], ["GET /api/actors/me/agents"]));
    expect(decisions(plan)).toEqual([
      [
        "missing-stub",
        "GET /api/actors/me/agents stands for it already, and did not match: widen it, or put another beside it",
      ],
    ]);
  });

  test("is optional where a test that ran to its end does without it", () => {
    const me = stub("a.ts:1", "GET /api/actors/me", json({}, 404));
    const plan = planned({
      services,
      stubs: [me],
      worlds: [
        world(
          "stops",
          "failed",
          [me],
          [call("GET /api/actors/me", me), call("GET /api/actors/me/agents", null)],
        ),
        world("does without", "passed", [me], [call("GET /api/actors/me", me)]),
      ],
    });
    expect(plan.repairs.find(({ repair }) => repair === "add")).toMatchObject({ stub: { optional: true } });
  });
});

describe("an answer", () => {
  const one = (answer: StubEvidence["answers"][number], request = "GET /api/actors/me"): FixPlan =>
    planned(suite([stub("a.ts:1", request, answer)]));

  test("that leaves more than one choice is decided, with what has to be given", () => {
    const plan = one(json({ display_name: "Ann" }));
    expect(plan.repairs).toEqual([]);
    expect(plan.decisions.map(({ finding: told, why }) => [told.name, why])).toEqual([
      ["thin-body", expect.stringMatching(/actor_id must be given .*actor_type must be given/)],
    ]);
  });

  test("that says what the model does not have is decided", () => {
    const plan = one(json({ actor_id: "agt_1", participant_type: "agent" }));
    expect(plan.repairs).toEqual([]);
    expect(
      decisions(plan)
        .map(([name]) => name)
        .toSorted(),
    ).toEqual(["thin-body", "unknown-body-field"]);
  });

  test("with a success that is not declared gets the one that is", () => {
    const plan = one(json({ actor_id: "agt_1", display_name: "A" }, 202));
    expect(plan.repairs).toMatchObject([
      {
        repair: "change",
        answers: [{ status: 200, model: "Actor", add: [{ path: ["actor_type"], value: "agent" }] }],
      },
    ]);
    expect(plan.decisions).toEqual([]);
  });

  test("with a failure that is not declared is decided", () => {
    const plan = one(json({}, 418));
    expect(plan.repairs).toEqual([]);
    expect(decisions(plan).map(([name]) => name)).toEqual(["undeclared-status"]);
  });

  test("of a list is completed item by item", () => {
    const plan = one(json([{ actor_id: "usr_1" }, { actor_id: "agt_2" }]), "GET /api/actors/me/agents");
    expect(plan.repairs).toMatchObject([
      {
        answers: [
          {
            model: "Actor[]",
            add: [
              { path: [0, "actor_type"], value: "human" },
              { path: [1, "actor_type"], value: "agent" },
            ],
          },
        ],
      },
    ]);
  });

  test("that only says that a call must not come is left", () => {
    const forbidden = { ...stub("a.ts:1", "GET /api/gone", bare(200)), forbidden: true };
    const plan = planned({
      services,
      stubs: [forbidden],
      worlds: [world("a test", "passed", [forbidden], [])],
    });
    expect(plan.repairs).toEqual([]);
    expect(decisions(plan)).toEqual([["phantom-path", "it only says that the call must not come"]]);
  });
});

test("what is allowed or frozen is let be, and what fails nothing is only counted", () => {
  const evidence = suite([stub("a.ts:1", "GET /api/actors/me", json({ actor_id: "agt_1" }))]);
  const report = judgeDrift(evidence);
  const options = { isWritten: () => true, isShared: () => false };
  const allow = [{ rule: "thin-body", reason: "later", at }];
  expect(planFix(judgeDrift(evidence, { allow }), evidence, options).repairs).toEqual([]);
  const baseline = {
    findings: report.findings.map((told) => ({
      fingerprint: `${told.name} convo GET /api/actors/me`,
      rule: told.name,
      problems: 1,
    })),
  };
  expect(planFix(judgeDrift(evidence, { baseline }), evidence, options).repairs).toEqual([]);
  expect(planFix({ ...report, failOn: "error" }, evidence, options).repairs).toHaveLength(1);
  const noted = report.findings.map((told) => ({ ...told, severity: "note" as const }));
  expect(planFix({ ...report, findings: noted }, evidence, options)).toEqual({
    repairs: [],
    decisions: [],
    lesser: noted.length,
  });
});
