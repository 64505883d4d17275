import { convo } from "../../src/contract/document/testing-convo.ts";
import { convoModels } from "../../src/contract/models/testing-models.ts";
import type { DriftEvidence, StubEvidence, WorldEvidence } from "../../src/drift/index.ts";
import { anchorOf, call, json, stub, world } from "./drift-evidence.ts";

const roles = ["product", "spec", "implementation", "qa"];

function scaffoldStubs(lines: {
  readonly me: number;
  readonly space: number;
  readonly participants: number;
}) {
  const at = (line: number): string => `tests/test_scaffold.py:${line}`;
  const me = { actor_id: "agt_user_1", display_name: "User", default_space_id: "spc_test_1" };
  const participants = roles.map((role) => ({
    actor_id: `agt_${role}_1`,
    display_name: role,
    participant_type: "agent",
    api_key_prefix: null,
  }));
  return [
    stub(at(lines.me), "GET /api/actors/me", json(me, 200)),
    stub(
      at(lines.space),
      "GET /api/spaces/spc_test_1",
      json({ space_id: "spc_test_1", name: "Test Space" }, 200),
    ),
    stub(at(lines.participants), "GET /api/spaces/spc_test_1/participants", json(participants, 200)),
  ] as const;
}

function scaffoldTest(title: string, stubs: readonly StubEvidence[]): WorldEvidence {
  const [me, space] = stubs as readonly [StubEvidence, StubEvidence];
  return world(title, "failed", stubs, [
    call("GET /api/actors/me", me, "src/moot/scaffold.py:170"),
    call("GET /api/spaces/spc_test_1", space, "src/moot/scaffold.py:181"),
    call("GET /api/actors/me/agents", null, "src/moot/scaffold.py:215"),
  ]);
}

/**
 * A client's test suite as it was before its doubles were refreshed: nine tests that stop at a call without a double,
 * one that passes over an endpoint that its backend never had, two that pass over a body of two fields.
 */
export function mootup(): DriftEvidence {
  const helper = [
    ...scaffoldStubs({ me: 24, space: 29, participants: 34 }),
    ...roles.map((role) =>
      stub(
        "tests/test_scaffold.py:49",
        `POST /api/actors/agt_${role}_1/rotate-key`,
        json({ api_key: `convo_key_live_${role}` }, 200),
      ),
    ),
  ];
  const inline = [
    ...scaffoldStubs({ me: 366, space: 371, participants: 376 }),
    stub(
      "tests/test_scaffold.py:389",
      "POST /api/actors/agt_product_1/rotate-key",
      json({ error: "boom" }, 500),
    ),
  ];
  const provisionMe = stub(
    "tests/test_provision.py:50",
    "GET /api/actors/me",
    json({ actor_id: "agt_u", tenant_id: "ten_1" }, 200),
  );
  const phantom = stub(
    "tests/test_provision.py:59",
    "POST /api/tenants/ten_1/agents",
    json({ actor_id: "agt_p", api_key: "convo_key_fresh" }, 201),
  );
  const auth = ["tests/test_auth.py:29", "tests/test_auth.py:61"].map((at) =>
    stub(at, "GET /api/actors/me", json({ actor_id: "agt_1", display_name: "A" }, 200)),
  );
  const scaffold = Array.from({ length: 8 }, (_, index) => scaffoldTest(`test_init_${index + 1}`, helper));
  return {
    services: [
      {
        name: "convo",
        anchor: { ...anchorOf(convo, convoModels), stamp: { source: "convo", commit: "b6f6d13" } },
      },
    ],
    stubs: [...helper, ...inline, provisionMe, phantom, ...auth],
    worlds: [
      ...scaffold,
      scaffoldTest("test_init_rotate_key_failure_does_not_persist", inline),
      world(
        "test_provision_fresh",
        "passed",
        [provisionMe, phantom],
        [
          call("GET /api/actors/me", provisionMe, "src/moot/provision.py:49"),
          call("POST /api/tenants/ten_1/agents", phantom, "src/moot/provision.py:56"),
        ],
      ),
      ...auth.map((one, index) =>
        world(
          `test_login_${index + 1}`,
          "passed",
          [one],
          [call("GET /api/actors/me", one, "src/moot/auth.py:40")],
        ),
      ),
    ],
  };
}
