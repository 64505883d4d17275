import { readContract, readModels } from "../../contract/index.ts";
import { type Json, type Place, type Result, utf8 } from "../../core/index.ts";
import type { Anchor, DriftEvidence, ServiceCall, StubEvidence, WorldEvidence } from "../evidence.ts";

/** A service whose document leaves every answer open, and the doubles that its client once had: samples for tests. */
const contract = `openapi: 3.1.0
info: {title: Convo Space API, version: 0.2.0}
paths:
  /api/spaces/{space_id}:
    parameters: [{$ref: '#/components/parameters/space_id'}]
    patch:
      operationId: update_space
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/UpdateSpaceRequest'}}}
      responses: {'200': {$ref: '#/components/responses/OpenObject'}, '422': {$ref: '#/components/responses/Invalid'}}
  /api/spaces/{space_id}/participants:
    parameters: [{$ref: '#/components/parameters/space_id'}]
    get:
      operationId: get_participants
      responses: {'200': {$ref: '#/components/responses/OpenList'}, '422': {$ref: '#/components/responses/Invalid'}}
  /api/actors/me:
    get:
      operationId: get_me
      responses: {'200': {$ref: '#/components/responses/OpenObject'}}
  /api/actors/me/agents:
    get:
      operationId: get_my_agents
      responses: {'200': {$ref: '#/components/responses/OpenList'}, '403': {description: Only people have agents}}
  /api/actors/{actor_id}/rotate-key:
    post:
      operationId: rotate_key
      parameters: [{name: actor_id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {$ref: '#/components/responses/OpenObject'}, '422': {$ref: '#/components/responses/Invalid'}}
  /api/tenants:
    post: {operationId: create_tenant, responses: {'200': {$ref: '#/components/responses/OpenObject'}}}
  /api/tenants/{tenant_id}:
    get:
      operationId: get_tenant
      parameters: [{name: tenant_id, in: path, required: true, schema: {type: string}}]
      responses: {'200': {$ref: '#/components/responses/OpenObject'}, '422': {$ref: '#/components/responses/Invalid'}}
  /api/personal-access-tokens:
    post:
      operationId: create_pat
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/CreatePatRequest'}}}
      responses: {'200': {$ref: '#/components/responses/OpenObject'}, '422': {$ref: '#/components/responses/Invalid'}}
components:
  parameters:
    space_id: {name: space_id, in: path, required: true, schema: {type: string}}
  responses:
    OpenObject:
      description: Successful Response
      content: {application/json: {schema: {type: object, additionalProperties: true}}}
    OpenList:
      description: Successful Response
      content: {application/json: {schema: {type: array, items: {type: object, additionalProperties: true}}}}
    Invalid:
      description: Validation Error
      content: {application/json: {schema: {type: object, properties: {detail: {type: array, items: {type: object}}}}}}
  schemas:
    UpdateSpaceRequest: {type: object}
    CreatePatRequest: {type: object, required: [name], properties: {name: {type: string, minLength: 1, maxLength: 64}}}
`;

const models = `models:
  Actor:
    description: What a handler dumps, models.py:28-44.
    type: object
    properties:
      actor_id: {type: string, pattern: '^(agt|usr)_', description: encoded}
      display_name: {type: string}
      actor_type: {enum: [human, agent]}
      sponsor_id: {type: [string, 'null'], default: null}
      tenant_id: {type: [string, 'null'], default: null, description: foreign key}
      is_admin: {type: boolean, default: false}
      email: {type: [string, 'null'], default: null}
      agent_profile: {type: [string, 'null'], default: null}
      api_key_prefix:
        {type: [string, 'null'], default: null, maxLength: 8, description: 'first 8 characters of the live key, null if keyless'}
      default_space_id: {type: [string, 'null'], default: null, pattern: '^spc_', description: encoded}
      is_connected: {type: [boolean, 'null'], default: null, description: agents only}
      focus_space_id: {type: [string, 'null'], default: null}
      metadata: {type: [object, 'null'], default: null}
      last_seen_at: {type: [string, 'null'], format: date-time, default: null}
      created_at: {type: string, format: date-time}
      updated_at: {type: string, format: date-time}
    if: {properties: {actor_type: {const: human}}, required: [actor_type]}
    then: {properties: {actor_id: {pattern: '^usr_'}, is_connected: {type: 'null'}}}
    else: {properties: {actor_id: {pattern: '^agt_'}}}
  SpaceInfo: {unknown: true, source: 'models.py:101-107'}
bind:
  GET /api/actors/me: {200: Actor}
  GET /api/actors/me/agents: {200: 'Actor[]'}
  POST /api/actors/{actor_id}/rotate-key: {200: {allOf: [Actor], plus: {api_key: {type: string}}}}
  PATCH /api/spaces/{space_id}: {200: SpaceInfo}
`;

function good<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.findings.map(({ what }) => what).join("\n"));
  return result.value;
}

/** The contract of a document and the models of a file, or of these here. */
export function anchorFrom(document: string = contract, of: string | undefined = models): Anchor {
  return {
    contract: good(readContract("convo.openapi.yaml", utf8(document))),
    models: of === undefined ? undefined : good(readModels("convo.models.yaml", utf8(of))),
    stamp: { source: "convo docs/api/openapi.yaml", commit: "b6f6d13", date: "2026-04-18" },
  };
}

/** A place in test code. @example placeAt("tests/test_auth.py:105") */
export function placeAt(site: string): Place {
  const [file = "", line = "1"] = site.split(":");
  return { kind: "code", file, line: Number(line), column: 1 };
}

/** A stub at a site that answers a request: "GET /api/actors/me". */
export function stubAt(
  site: string,
  text: string,
  body: Json | undefined,
  more: Partial<StubEvidence> & { readonly status?: number } = {},
): StubEvidence {
  const { status = 200, ...fields } = more;
  const [method = "", path = ""] = text.split(" ");
  return {
    id: `${site} ${path}`,
    service: "convo",
    method,
    path,
    text,
    answers: [{ status, mediaType: "application/json", body, fault: status >= 500 }],
    optional: false,
    forbidden: false,
    at: placeAt(site),
    ...fields,
  };
}

/** A world of one test. */
export function testWorld(
  title: string,
  outcome: WorldEvidence["outcome"],
  stubs: readonly StubEvidence[],
  calls: readonly Partial<ServiceCall>[],
): WorldEvidence {
  return {
    id: title,
    title,
    test: true,
    outcome,
    complete: true,
    stubs: stubs.map(({ id }) => id),
    calls: calls.map((call, index) => callOf(index + 1, call)),
  };
}

function callOf(id: number, call: Partial<ServiceCall>): ServiceCall {
  const answered = typeof call.stub === "string";
  return {
    id,
    service: "convo",
    method: "GET",
    path: "/",
    query: "",
    headers: [],
    body: undefined,
    outcome: answered ? "answered" : "refused",
    stub: null,
    status: answered ? 200 : undefined,
    findings: answered ? [] : ["unmatched-call"],
    ...call,
  };
}

const me = (site: string, body: Json): StubEvidence => stubAt(site, "GET /api/actors/me", body);
const space = (site: string): StubEvidence =>
  stubAt(site, "GET /api/spaces/spc_test_1", { space_id: "spc_test_1", name: "Test Space" });
const participants = (site: string): StubEvidence =>
  stubAt(
    site,
    "GET /api/spaces/spc_test_1/participants",
    ["product", "spec", "implementation", "qa"].map((role) => ({
      actor_id: `agt_${role}_1`,
      display_name: role,
      participant_type: "agent",
      api_key_prefix: null,
    })),
  );
const rotateKey = (site: string, role: string, status = 200): StubEvidence =>
  stubAt(
    site,
    `POST /api/actors/agt_${role}_1/rotate-key`,
    status === 200 ? { api_key: `convo_key_live_${role}` } : { error: "boom" },
    { status },
  );

const user: Json = { actor_id: "agt_user_1", display_name: "Test User", default_space_id: "spc_test_1" };
const helper = [
  me("tests/test_scaffold.py:19", user),
  space("tests/test_scaffold.py:29"),
  participants("tests/test_scaffold.py:34"),
  ...["product", "spec", "implementation", "qa"].map((role) => rotateKey("tests/test_scaffold.py:49", role)),
];
const inline = [
  me("tests/test_scaffold.py:361", user),
  space("tests/test_scaffold.py:371"),
  participants("tests/test_scaffold.py:376"),
  rotateKey("tests/test_scaffold.py:389", "product", 500),
];
const provision = [
  me("tests/test_provision.py:54", { actor_id: "agt_u", tenant_id: "ten_1" }),
  stubAt(
    "tests/test_provision.py:59",
    "POST /api/tenants/ten_1/agents",
    { actor_id: "agt_p", api_key: "convo_key_fresh" },
    { status: 201 },
  ),
];
const login = ["tests/test_auth.py:105", "tests/test_auth.py:137"].map((site) =>
  me(site, { actor_id: "usr_test", display_name: "Test User" }),
);

/** Tests of the scaffold that use the shared stubs; one more has its own. */
const scaffoldTests = [
  "test_init_greenfield_rotates_and_installs",
  "test_init_conflict_stages_claude_md",
  "test_init_conflict_stages_skill",
  "test_init_conflict_stages_devcontainer",
  "test_init_force_rotates_keys",
  "test_init_adopt_fresh_install_overwrites",
  "test_init_warns_on_non_git_repo",
  "test_init_placeholder_substitution",
];

/** A test that stops where the scaffold asks for its agents. */
function scaffold(title: string, stubs: readonly StubEvidence[]): WorldEvidence {
  const [first, second] = stubs as [StubEvidence, StubEvidence];
  return testWorld(title, "failed", stubs, [
    { path: "/api/actors/me", stub: first.id, caller: placeAt("src/moot/scaffold.py:168") },
    { path: "/api/spaces/spc_test_1", stub: second.id, caller: placeAt("src/moot/scaffold.py:181") },
    { path: "/api/actors/me/agents", caller: placeAt("src/moot/scaffold.py:215") },
  ]);
}

/** The doubles and the run before anybody looked at them. */
export function staleConvo(): DriftEvidence {
  const [who, phantom] = provision as [StubEvidence, StubEvidence];
  return {
    services: [{ name: "convo", anchor: anchorFrom() }],
    stubs: [...helper, ...inline, ...provision, ...login],
    worlds: [
      ...scaffoldTests.map((title) => scaffold(title, helper)),
      scaffold("test_init_rotate_key_failure_does_not_persist", inline),
      testWorld("test_provision_fresh_writes_moot_agents_fresh_json", "passed", provision, [
        { path: "/api/actors/me", stub: who.id, caller: placeAt("src/moot/provision.py:44") },
        {
          method: "POST",
          path: "/api/tenants/ten_1/agents",
          stub: phantom.id,
          status: 201,
          caller: placeAt("src/moot/provision.py:56"),
        },
      ]),
      ...login.map((stub, index) =>
        testWorld(
          `test_login_${index + 1}`,
          "passed",
          [stub],
          [{ path: "/api/actors/me", stub: stub.id, caller: placeAt("src/moot/auth.py:81") }],
        ),
      ),
    ],
  };
}
