import { describe, expect, test } from "vitest";
import { readModels } from "../../contract/index.ts";
import { utf8 } from "../../core/index.ts";
import { bare, call, json, site, stub, world } from "../../../tests/samples/drift-evidence.ts";
import { mootup } from "../../../tests/samples/mootup.ts";
import type { Anchor, DriftEvidence, StubAnswer, StubEvidence } from "../evidence.ts";
import { type CatalogueFindings, judgeDrift, makeCatalogue } from "../index.ts";
import type { CatalogueEntry } from "./entry.ts";
import { notedModels } from "../../../tests/samples/noted-models.ts";

const before = mootup();
const [service] = before.services;
const read = readModels("convo.models.yaml", utf8(notedModels));
const anchor = { ...service?.anchor, models: read.ok ? read.value : undefined } as Anchor;
const stale: DriftEvidence = { ...before, services: [{ name: "convo", anchor }] };

function entriesOf(
  evidence: DriftEvidence,
  report: CatalogueFindings = judgeDrift(evidence),
): Record<string, CatalogueEntry> {
  const services = makeCatalogue(evidence, report).services;
  return Object.fromEntries(
    (services[0]?.entries ?? []).map((entry) => [`${entry.method} ${entry.template}`, entry]),
  );
}

function actionsOf(evidence: DriftEvidence): readonly (readonly [string, string])[] {
  return Object.entries(entriesOf(evidence)).map(([operation, { disposition }]) => [
    operation,
    disposition.action + (disposition.suspected ? "?" : ""),
  ]);
}

describe("the doubles of convo's client, before anybody looked at them", () => {
  const entries = entriesOf(stale);
  const at = (operation: string): CatalogueEntry => entries[operation] as CatalogueEntry;

  test("each operation has its disposition, in the document's order", () => {
    expect(actionsOf(stale)).toEqual([
      ["GET /api/spaces/{space_id}", "refuse"],
      ["GET /api/spaces/{space_id}/participants", "delete?"],
      ["GET /api/actors/me", "expand"],
      ["GET /api/actors/me/agents", "add"],
      ["POST /api/actors/{actor_id}/rotate-key", "expand"],
      ["POST /api/tenants/{tenant_id}/agents", "decide"],
    ]);
  });

  test("Actor has its sixteen fields with types, null, defaults and notes", () => {
    const body = at("GET /api/actors/me").body;
    expect(body).toMatchObject({ kind: "model", status: "200", type: "Actor", besides: undefined });
    expect(body?.note).toBe("What a handler dumps, models.py:28-44.");
    const rows = body?.fields.map(({ name, type, nullable, required, default: value, notes }) =>
      [
        name,
        type + (nullable ? " or null" : ""),
        required ? "always" : "",
        value === undefined ? "-" : JSON.stringify(value),
        notes.join("; "),
      ].join(" | "),
    );
    expect(rows).toEqual([
      'actor_id | string | always | - | encoded; matches ^(agt|usr)_; when actor_type is "human": matches ^usr_; when actor_type is not "human": matches ^agt_',
      "display_name | string | always | - | ",
      'actor_type | "human" | "agent" | always | - | ',
      "sponsor_id | string or null | always | null | ",
      "tenant_id | string or null | always | null | foreign key",
      "is_admin | boolean | always | false | ",
      "email | string or null | always | null | ",
      "agent_profile | string or null | always | null | ",
      "api_key_prefix | string or null | always | null | first 8 characters of the live key, null if keyless; at most 8 characters",
      "default_space_id | string or null | always | null | encoded; matches ^spc_",
      'is_connected | boolean or null | always | null | agents only; when actor_type is "human": null',
      "focus_space_id | string or null | always | null | ",
      "metadata | object or null | always | null | ",
      "last_seen_at | string (date-time) or null | always | null | ",
      "created_at | string (date-time) | always | - | ",
      "updated_at | string (date-time) | always | - | ",
    ]);
  });

  test("a list is its item's fields, and what is put beside a model comes last", () => {
    const fields = at("GET /api/actors/me").body?.fields;
    expect(at("GET /api/actors/me/agents").body).toMatchObject({ type: "list of Actor", fields });
    const plus = at("POST /api/actors/{actor_id}/rotate-key").body;
    expect(plus?.type).toBe("Actor + api_key");
    expect(plus?.fields.slice(0, 16)).toEqual(fields);
    expect(plus?.fields[16]).toMatchObject({ name: "api_key", type: "string", nullable: false });
  });

  test("who calls, how often, from where", () => {
    const { calls } = at("GET /api/actors/me");
    expect(calls).toMatchObject({ known: true, count: 12, unmatched: 0, statuses: { 200: 12 }, worlds: [] });
    expect(calls.tests).toHaveLength(12);
    expect(calls.sites).toContain("src/moot/scaffold.py:170");
    expect(at("GET /api/actors/me/agents").calls).toMatchObject({ count: 9, unmatched: 9, statuses: {} });
  });

  test("what the gate found stands with its operation", () => {
    expect(at("GET /api/actors/me").findings.map(({ rule }) => rule)).toEqual(["thin-body"]);
    expect(at("GET /api/actors/me").findings[0]?.what).toContain("3, 3, 2, 2 and 2 of 16 Actor fields");
    expect(at("GET /api/actors/me/agents").findings.map(({ rule }) => rule)).toEqual(["missing-stub"]);
  });

  test("a method that the contract lacks is not implemented", () => {
    const { path, body, disposition } = at("GET /api/spaces/{space_id}");
    expect(path).toMatchObject({ kind: "method-absent", methods: ["PATCH"], at: { line: 4 } });
    expect(body).toBeUndefined();
    expect(disposition.why).toBe("The service has the path with PATCH only: answer 405 with Allow: PATCH.");
  });

  test("what nothing calls is named, and only suspected where tests stopped before", () => {
    const { stubs, body, disposition } = at("GET /api/spaces/{space_id}/participants");
    expect(stubs.map(({ calls, use }) => [calls, use])).toEqual([
      [0, "suspected"],
      [0, "suspected"],
    ]);
    expect(body).toMatchObject({ kind: "none", type: "list of object", fields: [] });
    expect(disposition.why).toContain("run them to their end first");
  });

  test("a path that the contract lacks is named as far as it has it, with what is near", () => {
    const { path, calls, stubs } = at("POST /api/tenants/{tenant_id}/agents");
    expect(path).toMatchObject({
      kind: "path-absent",
      nearest: expect.arrayContaining(["POST /api/tenants"]) as unknown,
    });
    expect([calls.count, stubs.map(({ answers }) => answers)]).toEqual([1, [["201"]]]);
  });

  test("what is neither called nor stubbed is only listed", () => {
    const [convo] = makeCatalogue(stale, judgeDrift(stale)).services;
    expect(convo?.untouched).toEqual([
      "PATCH /api/spaces/{space_id}",
      "POST /api/tenants",
      "GET /api/tenants/{tenant_id}",
      "POST /api/personal-access-tokens",
    ]);
    expect(convo?.contract).toMatchObject({
      file: "convo.openapi.yaml",
      operations: 8,
      source: "convo",
      commit: "b6f6d13",
    });
  });
});

test("once the tests run to their end, what nothing called is to be deleted for certain", () => {
  const agents = stub("a.py:1", "GET /api/actors/me/agents", json([]));
  const participants = stub("a.py:2", "GET /api/spaces/s/participants", json([]));
  const space = stub("a.py:3", "GET /api/spaces/s", bare(404));
  const stubs = [agents, participants, space];
  const calls = [call("GET /api/actors/me/agents", agents), call("GET /api/spaces/s", space)];
  expect(
    actionsOf({ services: stale.services, stubs, worlds: [world("t", "passed", stubs, calls)] }),
  ).toEqual([
    ["GET /api/spaces/{space_id}", "keep"],
    ["GET /api/spaces/{space_id}/participants", "delete"],
    ["GET /api/actors/me/agents", "keep"],
  ]);
});

test("a phantom that is allowed without an owner or an end has only its reason", () => {
  const allow = ["phantom-call", "phantom-path", "self-confirming-pair"].map((rule) => ({
    rule,
    reason: "comes with the next release",
    at: { kind: "input", input: "allow" } as const,
  }));
  const entries = Object.values(entriesOf(stale, judgeDrift(stale, { allow })));
  expect(entries.map(({ disposition }) => [disposition.action, disposition.why])).toContainEqual([
    "allow",
    expect.stringContaining("comes with the next release"),
  ]);
  expect(JSON.stringify(entries)).not.toContain("next release (");
});

test("a phantom that somebody answers for is allowed, with the reason and its end", () => {
  const about = "convo POST /api/tenants/{tenant_id}/agents";
  const allow = ["phantom-call", "phantom-path", "self-confirming-pair"].map((rule) => ({
    rule,
    about,
    reason: "comes in sprint 14",
    owner: "platform",
    expires: "2027-02-01",
    at: site("backlot.toml:40"),
  }));
  const { disposition } = entriesOf(stale, judgeDrift(stale, { allow }))[
    "POST /api/tenants/{tenant_id}/agents"
  ] as CatalogueEntry;
  expect(disposition).toEqual({
    action: "allow",
    suspected: false,
    why: "comes in sprint 14 (platform, until 2027-02-01)",
  });
});

describe("one stub", () => {
  const judged = (
    request: string,
    called: boolean,
    answer: StubAnswer,
    more: Partial<StubEvidence> = {},
    { services = stale.services, test: isTest = true } = {},
  ): string => {
    const one = { ...stub("a.ts:1", request, answer), ...more };
    const calls = called ? [call(request, one)] : [];
    const worlds = [world("t", "passed", [one], calls, { test: isTest })];
    return actionsOf({ services, stubs: [one], worlds }).join();
  };

  test.each<[string, string, boolean, StubAnswer, Partial<StubEvidence>, string]>([
    ["is kept that is called", "GET /api/tenants/t", true, json({}), {}, "keep"],
    ["is deleted that is not", "GET /api/tenants/t", false, json({}), {}, "delete"],
    ["may not go unused in a suite", "GET /api/tenants/t", false, json({}), { optional: true }, "delete"],
    ["says that a call must not come", "GET /api/tenants/t", false, json({}), { forbidden: true }, "keep"],
    ["refuses honestly", "GET /nowhere", true, bare(404), {}, "keep"],
    ["refuses a method honestly", "DELETE /api/tenants/t", true, bare(405), {}, "keep"],
    ["of a phantom that nothing calls is deleted", "GET /nowhere", false, json({}), {}, "delete"],
    ["of a method that nothing calls is deleted", "DELETE /api/tenants/t", false, json({}), {}, "delete"],
    ["of a phantom that is called is not decided here", "GET /nowhere", true, json({}), {}, "decide"],
    ["whose status is wrong is expanded", "GET /api/tenants/t", true, bare(201), {}, "expand"],
    ["whose status is wrong is deleted unless called", "GET /api/tenants/t", false, bare(201), {}, "delete"],
  ])("%s", (_, request, called, answer, more, action) => {
    expect(judged(request, called, answer, more).split(",")[1]).toBe(action);
  });

  test("may be left alone by one program", () => {
    expect(judged("GET /api/tenants/t", false, json({}), { optional: true }, { test: false })).toMatch(
      /keep/,
    );
  });

  test("of a service without a contract is judged by its calls alone", () => {
    const services = [{ name: "convo", anchor: undefined }];
    expect(judged("GET /x", true, json({}), {}, { services })).toBe("GET /x,keep");
    expect(judged("GET /x", false, json({}), {}, { services })).toBe("GET /x,delete");
  });
});

test("what is called and answered without a stub is kept, what is refused though there is a stub is not", () => {
  const passed = { ...call("GET /api/tenants/t", null), outcome: "passed" as const, findings: [] };
  const services = stale.services;
  expect(actionsOf({ services, stubs: [], worlds: [world("t", "passed", [], [passed])] })).toEqual([
    ["GET /api/tenants/{tenant_id}", "keep"],
  ]);
  const other = stub("a.ts:1", "GET /api/tenants/other", json({}));
  const refused = world("t", "failed", [other], [call("GET /api/tenants/t", null)]);
  expect(actionsOf({ services, stubs: [other], worlds: [refused] })).toEqual([
    ["GET /api/tenants/{tenant_id}", "add"],
  ]);
});

test("a stub is kept where only what the code sends is wrong", () => {
  const one = stub("a.ts:1", "POST /api/personal-access-tokens", json({}));
  const worlds = [world("t", "passed", [one], [call("POST /api/personal-access-tokens", one)])];
  const entries = entriesOf({ services: stale.services, stubs: [one], worlds });
  const { disposition, findings } = entries["POST /api/personal-access-tokens"] as CatalogueEntry;
  expect(findings.map(({ rule }) => rule)).toContain("missing-input");
  expect([disposition.action, disposition.why]).toEqual([
    "keep",
    "What its stubs answer is as the service is; what the code sends is not.",
  ]);
});

test("without a journal nobody knows what is called", () => {
  const evidence = { ...stale, worlds: [] };
  const entries = entriesOf(evidence, { findings: [], allowed: [], known: [] });
  const { calls, stubs, disposition } = entries["GET /api/actors/me"] as CatalogueEntry;
  expect([calls.known, stubs[0]?.use, disposition.action]).toEqual([false, "unknown", "keep"]);
  expect(disposition.why).toBe(
    "It is as the contract and the model say. No journal says whether anything calls it.",
  );
  expect(entries["POST /api/tenants/{tenant_id}/agents"]?.disposition.action).toBe("decide");
});

test("a stub of many paths stands at the operations that it answers, else by itself", () => {
  const many = { ...stub("a.ts:1", "GET /**", json({})), path: undefined, method: undefined };
  const other = { ...many, id: "other" };
  const worlds = [world("t", "passed", [many, other], [call("GET /api/actors/me", many)])];
  const [convo] = makeCatalogue(
    { services: stale.services, stubs: [many, other], worlds },
    { findings: [], allowed: [], known: [] },
  ).services;
  expect(convo?.entries.map(({ template, stubs }) => [template, stubs.map(({ id }) => id)])).toEqual([
    ["/api/actors/me", [many.id]],
  ]);
  expect(convo?.otherStubs.map(({ id }) => id)).toEqual(["other"]);
});
