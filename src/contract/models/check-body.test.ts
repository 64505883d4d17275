import { describe, expect, it } from "vitest";
import type { Json } from "../../core/index.ts";
import { type BoundModel, checkBody, checkLinks, fillBody } from "./index.ts";
import { convoModels, models, shown } from "./testing-models.ts";

const convo = models(convoModels);
const now = "2026-04-18T00:00:00Z";

function bound(operation: string, status = 200): BoundModel {
  const [method, template] = operation.split(" ") as [string, string];
  const found = convo.bound({ method, template }, status);
  if (found === undefined) throw new Error(`no model for ${operation}`);
  return found;
}

const told = (operation: string, body: Json, status = 200): string[] =>
  shown({ findings: checkBody(bound(operation, status), body, { operation }) });

const rotateKey = "POST /api/actors/{actor_id}/rotate-key";

const agent = {
  actor_id: "agt_1",
  display_name: "Lead",
  actor_type: "agent",
  sponsor_id: "usr_1",
  tenant_id: null,
  is_admin: false,
  email: null,
  agent_profile: null,
  api_key_prefix: null,
  default_space_id: null,
  is_connected: false,
  focus_space_id: null,
  metadata: { any: [1] },
  last_seen_at: null,
  created_at: now,
  updated_at: now,
};

describe("a body held against its model", () => {
  it("is thin once, with all that is missing", () => {
    expect(
      told("GET /api/actors/me", { actor_id: "agt_user_1", display_name: "Test", default_space_id: "spc_1" }),
    ).toEqual([
      "thin-body: GET /api/actors/me body has 3 of 16 Actor fields; missing actor_type, sponsor_id, tenant_id, is_admin, email, agent_profile, api_key_prefix, is_connected, focus_space_id, metadata, last_seen_at, created_at, updated_at",
    ]);
    expect(told("GET /api/actors/me", { actor_id: "agt_u", tenant_id: "ten_1" })[0]).toMatch(
      /has 2 of 16 Actor fields/,
    );
    expect(told(rotateKey, { api_key: "k" })).toEqual([
      expect.stringMatching(/^thin-body: .* body has 1 of 17 Actor \+ api_key fields; missing actor_id, /),
    ]);
  });

  it("does not hold the pattern of a type against an actor without a type", () => {
    const { actor_type: _, ...rest } = agent;
    expect(told("GET /api/actors/me", { ...rest, actor_id: "agt_user_1" })).toEqual([
      "thin-body: GET /api/actors/me body has 15 of 16 Actor fields; missing actor_type",
    ]);
    expect(told("GET /api/actors/me", { ...rest, actor_id: "usr_1" })).toHaveLength(1);
  });

  it("obeys the conditions of the model", () => {
    expect(told("GET /api/actors/me", { ...agent, actor_type: "human" })).toEqual([
      'wrong-body-value: GET /api/actors/me actor_id must match ^usr_, is "agt_1"',
      "wrong-body-value: GET /api/actors/me is_connected must be null, is false",
    ]);
    expect(told("GET /api/actors/me", agent)).toEqual([]);
  });

  it("has no fields that the model does not have", () => {
    expect(told("GET /api/actors/me", { ...agent, participant_type: "agent" })).toEqual([
      "unknown-body-field: GET /api/actors/me participant_type is no field of Actor",
    ]);
    expect(told(rotateKey, { ...agent, api_kee: "x" })).toEqual([
      "thin-body: POST /api/actors/{actor_id}/rotate-key body has 16 of 17 Actor + api_key fields; missing api_key",
      'unknown-body-field: POST /api/actors/{actor_id}/rotate-key api_kee is no field of Actor + api_key; nearest "api_key"',
    ]);
  });

  it("is counted over the items of a list", () => {
    const thin = { actor_id: "agt_1", display_name: "x", api_key_prefix: null, participant_type: "agent" };
    const findings = checkBody(
      bound("GET /api/actors/me/agents"),
      [thin, thin, { ...thin, actor_id: "x" }, agent],
      {
        operation: "GET agents",
      },
    );
    expect(shown({ findings })).toEqual([
      expect.stringMatching(
        /^thin-body: GET agents 3 of 4 items have 3 of 16 Actor fields or more; missing actor_type, /,
      ),
      "unknown-body-field: GET agents participant_type is no field of Actor",
      'wrong-body-value: GET agents actor_id must match ^(agt|usr)_, is "x"',
    ]);
    expect(findings.map(({ count }) => count)).toEqual([1, 3, 1]);
    expect(told("GET /api/actors/me/agents", [])).toEqual([]);
  });

  it("is a list where one is due, and an object where one is due", () => {
    expect(told("GET /api/actors/me/agents", agent)).toEqual([
      "list-or-object: GET /api/actors/me/agents body must be a list, Actor[], and is an object",
    ]);
    expect(told("GET /api/actors/me/agents", null)).toEqual([
      "list-or-object: GET /api/actors/me/agents body must be a list, Actor[], and is null",
    ]);
    expect(told("GET /api/actors/me", [agent])).toEqual([
      "list-or-object: GET /api/actors/me body must be an object, Actor, and is a list",
    ]);
    expect(told("GET /api/actors/me", "x")).toEqual([
      'wrong-body-value: GET /api/actors/me body must be an object, is "x"',
    ]);
  });

  it("is never called right when its model is not known", () => {
    expect(told("PATCH /api/spaces/{space_id}", {}, 201)).toEqual([
      "model-unknown: PATCH /api/spaces/{space_id}: the fields of SpaceInfo (models.py:101-107) are not known, so its body was not checked",
    ]);
  });

  it("is found by the shape of its path and its status", () => {
    expect(convo.bound({ method: "POST", template: "/api/actors/{id}/rotate-key" }, 200)?.name).toBe(
      "Actor + api_key",
    );
    expect(convo.bound({ method: "GET", template: "/api/actors/me" }, 404)).toBeUndefined();
    expect(convo.bound({ method: "PATCH", template: "/api/spaces/{x}" }, 299)?.name).toBe("SpaceInfo");
    expect(convo.model("Actor[]")?.list).toBe(true);
    expect(convo.model("Actr")).toBeUndefined();
  });
});

describe("a body filled from its model", () => {
  const filled = (operation: string, given: Json): Json => {
    const result = fillBody(bound(operation), given, now, { operation });
    return result.ok ? result.value : shown(result);
  };

  it("has all fields in the model's order, the given ones as given", () => {
    const result = filled("GET /api/actors/me", {
      actor_type: "human",
      actor_id: "usr_1",
      display_name: "Test",
    });
    expect(JSON.stringify(result)).toBe(
      JSON.stringify({
        actor_id: "usr_1",
        display_name: "Test",
        actor_type: "human",
        sponsor_id: null,
        tenant_id: null,
        is_admin: false,
        email: null,
        agent_profile: null,
        api_key_prefix: null,
        default_space_id: null,
        is_connected: null,
        focus_space_id: null,
        metadata: null,
        last_seen_at: null,
        created_at: now,
        updated_at: now,
      }),
    );
  });

  it("says what was left empty because the model names no default", () => {
    const result = fillBody(bound("GET /api/actors/me"), { actor_type: "agent", actor_id: "agt_1" }, now, {
      operation: "GET me",
    });
    expect(result.ok).toBe(true);
    expect(shown(result)).toEqual([
      "incomplete-body: GET me: display_name was left empty, as Actor has no default",
    ]);
    expect(result.findings[0]?.severity).toBe("note");
  });

  it("never makes up an id, or anything else that only the service can choose", () => {
    expect(filled("GET /api/actors/me", {})).toEqual([
      'incomplete-body: GET /api/actors/me: actor_id must be given (matching ^(agt|usr)_); actor_type must be given (one of "human", "agent")',
    ]);
    expect(
      filled("GET /api/actors/me/agents", [
        { actor_id: "agt_1", actor_type: "agent" },
        { actor_type: "agent" },
      ]),
    ).toEqual([
      "incomplete-body: GET /api/actors/me/agents: [1].actor_id must be given (matching ^(agt|usr)_)",
    ]);
  });

  it("refuses what does not fit, in the model's words", () => {
    expect(filled("GET /api/actors/me", { actor_id: "agt_1", actor_type: "human", foo: 1 })).toEqual([
      'incomplete-body: GET /api/actors/me: actor_id must match ^usr_, is "agt_1"; foo is no field of Actor',
    ]);
    expect(filled("GET /api/actors/me/agents", {})).toEqual([
      "list-or-object: GET /api/actors/me/agents: Actor[] is a list, and what is given is none",
    ]);
    expect(filled("GET /api/actors/me", [])).toEqual([
      "list-or-object: GET /api/actors/me: Actor is no list, and what is given is one",
    ]);
  });

  it("refuses a model whose fields are not known", () => {
    const result = fillBody(bound("PATCH /api/spaces/{space_id}"), {}, now, { operation: "PATCH x" });
    expect(shown(result)).toEqual([
      "model-unknown: PATCH x: the fields of SpaceInfo are not known, so there is nothing to fill in",
    ]);
  });
});

describe("links between bodies", () => {
  const me = { method: "GET", template: "/api/actors/me" };
  const agents = { method: "GET", template: "/api/actors/me/agents" };

  it("are told where the bodies disagree", () => {
    const findings = checkLinks(convo.links, [
      { operation: me, body: { actor_id: "usr_user_1" } },
      {
        operation: agents,
        body: [{ sponsor_id: "usr_test_1" }, { sponsor_id: "usr_user_1" }, { sponsor_id: null }, 1],
      },
    ]);
    expect(shown({ findings })).toEqual([
      '31:5 doubles-disagree: GET /api/actors/me/agents [0].sponsor_id is "usr_test_1", but GET /api/actors/me actor_id is "usr_user_1"',
    ]);
  });

  it("say nothing where one end is missing", () => {
    expect(checkLinks(convo.links, [{ operation: agents, body: [{ sponsor_id: "x" }] }])).toEqual([]);
    expect(
      checkLinks(convo.links, [
        { operation: me, body: 1 },
        { operation: agents, body: {} },
      ]),
    ).toEqual([]);
  });
});

describe("a body held against a model", () => {
  const boundIn = (model: string): BoundModel => {
    const text = `models:\n  Item: ${model}\nbind:\n  GET /item: { 200: Item }\n`;
    const found = models(text).bound({ method: "GET", template: "/item" }, 200);
    if (found === undefined) throw new Error("no model");
    return found;
  };
  const toldOf = (model: string, body: Json): string[] =>
    checkBody(boundIn(model), body, { operation: "GET /item" }).map(({ what }) => what);

  it("names twenty missing fields and counts the rest", () => {
    const names = Array.from({ length: 23 }, (_, index) => `f${index}`);
    const model = `{ properties: { ${names.map((name) => `${name}: {}`).join(", ")} } }`;
    const told = `missing ${names.slice(1, 21).join(", ")} and 2 more`;
    expect(toldOf(model, { f0: 1 })).toEqual([`GET /item body has 1 of 23 Item fields; ${told}`]);
    expect(toldOf(model, { f0: 1, f21: 1, f22: 1 })[0]).not.toContain("more");
  });

  it("of unknown fields is not checked, whether the model says where it comes from or not", () => {
    const told = (source: string): string =>
      `GET /item: the fields of Item${source} are not known, so its body was not checked`;
    expect(toldOf("{ unknown: true }", {})).toEqual([told("")]);
    expect(toldOf('{ unknown: true, source: "a.py:1" }', {})).toEqual([told(" (a.py:1)")]);
  });
});
