import type { Json } from "../../src/core/index.ts";
import type { DriftEvidence, StubEvidence, WorldEvidence } from "../../src/drift/index.ts";
import { call, json, stub, world } from "./drift-evidence.ts";
import { mootup } from "./mootup.ts";

/** What the factory of the refreshed suite makes: all fields of the model, agents unless it is said otherwise. */
function actor(fields: Readonly<Record<string, Json>>): Readonly<Record<string, Json>> {
  const time = "2026-04-18T00:00:00+00:00";
  return {
    actor_type: "agent",
    sponsor_id: "usr_test_1",
    tenant_id: "ten_test_1",
    is_admin: false,
    email: null,
    agent_profile: null,
    api_key_prefix: null,
    default_space_id: null,
    is_connected: false,
    focus_space_id: null,
    metadata: null,
    last_seen_at: null,
    created_at: time,
    updated_at: time,
    ...fields,
  };
}

const roles = ["Product", "Spec", "Implementation", "QA"];
const idOf = (role: string): string => `agt_${role.toLowerCase()}_1`;
const human = { actor_type: "human", sponsor_id: null };

/** What a hand changes in the refreshed suite. */
export interface Slip {
  /** The old stub is left where it was. */
  readonly participants?: boolean;
  /** The new stub is forgotten. */
  readonly agents?: boolean;
}

function scaffold(
  lines: readonly [me: number, space: number, agents: number],
  of: readonly string[],
  slip: Slip,
) {
  const [me, space, agents] = lines.map((line) => `tests/test_scaffold.py:${line}`) as [
    string,
    string,
    string,
  ];
  const user = actor({
    ...human,
    actor_id: "usr_user_1",
    display_name: "Test User",
    default_space_id: "spc_test_1",
  });
  const sponsored = of.map((role) => actor({ actor_id: idOf(role), display_name: role }));
  return {
    me: stub(me, "GET /api/actors/me", json(user, 200)),
    space: stub(space, "GET /api/spaces/spc_test_1", json({ detail: "Not found" }, 404)),
    agents:
      slip.agents === false ? undefined : stub(agents, "GET /api/actors/me/agents", json(sponsored, 200)),
    participants:
      slip.participants === true
        ? stub("tests/test_scaffold.py:90", "GET /api/spaces/spc_test_1/participants", json([], 200))
        : undefined,
  };
}

function scaffoldTest(
  title: string,
  first: ReturnType<typeof scaffold>,
  keys: readonly StubEvidence[],
): WorldEvidence {
  const { me, space, agents, participants } = first;
  const stubs = [me, space, agents ?? [], participants ?? [], keys].flat();
  const calls = [
    call("GET /api/actors/me", me, "src/moot/scaffold.py:168"),
    call("GET /api/spaces/spc_test_1", space, "src/moot/scaffold.py:181"),
    call("GET /api/actors/me/agents", agents ?? null, "src/moot/scaffold.py:215"),
  ];
  if (agents === undefined) return world(title, "failed", stubs, calls);
  const rotated = keys.map((one) => call(one.text, one, "src/moot/scaffold.py:241"));
  return world(title, "passed", stubs, [...calls, ...rotated]);
}

/**
 * The suite of `mootup()` as its refresh leaves it: whole bodies, an answer to the new call, none for the old one, an
 * answer to what the backend does not have, and the phantom as it was. All tests pass.
 */
export function refreshed(slip: Slip = {}): DriftEvidence {
  const helper = scaffold([60, 73, 76], roles, slip);
  const inline = scaffold([380, 392, 395], ["Product"], slip);
  const keys = roles.map((role) =>
    stub(
      "tests/test_scaffold.py:90",
      `POST /api/actors/${idOf(role)}/rotate-key`,
      json(
        {
          ...actor({ actor_id: idOf(role), display_name: role, api_key_prefix: "convo_ke" }),
          api_key: `convo_key_live_${role.toLowerCase()}`,
        },
        200,
      ),
    ),
  );
  const boom = stub(
    "tests/test_scaffold.py:405",
    "POST /api/actors/agt_product_1/rotate-key",
    json({ error: "boom" }, 500),
  );
  const whole = { display_name: "Test User", ...human, is_connected: null };
  const provision = [
    stub(
      "tests/test_provision.py:54",
      "GET /api/actors/me",
      json(actor({ ...whole, actor_id: "agt_u", tenant_id: "ten_1" }), 200),
    ),
    stub(
      "tests/test_provision.py:82",
      "POST /api/tenants/ten_1/agents",
      json({ actor_id: "agt_p", api_key: "convo_key_fresh" }, 201),
    ),
  ] as const;
  const auth = [105, 151].map((line) =>
    stub(
      `tests/test_auth.py:${line}`,
      "GET /api/actors/me",
      json(actor({ ...whole, actor_id: "usr_test" }), 200),
    ),
  );
  const worlds = [
    ...Array.from({ length: 8 }, (_, index) => scaffoldTest(`test_init_${index + 1}`, helper, keys)),
    scaffoldTest("test_init_rotate_key_failure_does_not_persist", inline, [boom]),
    world("test_provision_fresh", "passed", provision, [
      call("GET /api/actors/me", provision[0], "src/moot/provision.py:44"),
      call("POST /api/tenants/ten_1/agents", provision[1], "src/moot/provision.py:56"),
    ]),
    ...auth.map((one, index) =>
      world(
        `test_login_${index + 1}`,
        "passed",
        [one],
        [call("GET /api/actors/me", one, "src/moot/auth.py:81")],
      ),
    ),
  ];
  const stubs = [...Object.values(helper), ...Object.values(inline), ...keys, boom, ...provision, ...auth];
  return { services: mootup().services, stubs: stubs.filter((one) => one !== undefined), worlds };
}
