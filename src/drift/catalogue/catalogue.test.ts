import { describe, expect, test } from "vitest";
import { finding, type FindingName, type Finding } from "../../core/index.ts";
import type { DriftEvidence } from "../evidence.ts";
import { type CatalogueFindings, makeCatalogue } from "./catalogue.ts";
import type { CatalogueEntry } from "./entry.ts";
import { anchorFrom, placeAt, staleConvo, stubAt, testWorld } from "./testing-convo.ts";

const nothing: CatalogueFindings = { findings: [], allowed: [], known: [] };

function told(name: FindingName, operation: string, consequences: readonly Finding[] = []): Finding {
  const evidence = { operation, fingerprint: `${name} ${operation}` };
  return finding(name, { what: name, evidence, consequences });
}

const me = "convo GET /api/actors/me";
const rotateKey = "convo POST /api/actors/{actor_id}/rotate-key";
const phantom = told("phantom-path", "convo POST /api/tenants/{tenant_id}/agents");
const report: CatalogueFindings = {
  ...nothing,
  findings: [
    told("unmatched-call", "convo GET /api/actors/me/agents", [told("thin-body", rotateKey)]),
    told("phantom-method", "convo GET /api/spaces/{space_id}"),
    phantom,
    told("thin-body", me),
  ],
};

function entriesOf(
  evidence: DriftEvidence,
  findings: CatalogueFindings = nothing,
): Record<string, CatalogueEntry> {
  const [service] = makeCatalogue(evidence, findings).services;
  return Object.fromEntries(
    (service?.entries ?? []).map((entry) => [`${entry.method} ${entry.template}`, entry]),
  );
}

function actionsOf(evidence: DriftEvidence, findings: CatalogueFindings = nothing): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entriesOf(evidence, findings)).map(([operation, { disposition }]) => [
      operation,
      disposition.action + (disposition.suspected ? "?" : ""),
    ]),
  );
}

describe("the stubs of convo's client, before anybody looked at them", () => {
  const entries = entriesOf(staleConvo(), report);
  const at = (operation: string): CatalogueEntry => entries[operation] as CatalogueEntry;

  test("each operation has its disposition, in the document's order", () => {
    expect(Object.entries(actionsOf(staleConvo(), report))).toEqual([
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
    const table = body?.fields.map(({ name, type, nullable, required, default: value, notes }) =>
      [
        name,
        type + (nullable ? " or null" : ""),
        required ? "always" : "",
        value === undefined ? "-" : JSON.stringify(value),
        notes.join("; "),
      ].join(" | "),
    );
    expect(table).toEqual([
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
    expect(at("GET /api/actors/me/agents").body).toMatchObject({ kind: "model", type: "list of Actor" });
    expect(at("GET /api/actors/me/agents").body?.fields).toEqual(at("GET /api/actors/me").body?.fields);
    const plus = at("POST /api/actors/{actor_id}/rotate-key").body;
    expect(plus?.type).toBe("Actor + api_key");
    expect(plus?.fields.slice(0, 16)).toEqual(at("GET /api/actors/me").body?.fields);
    expect(plus?.fields[16]).toMatchObject({ name: "api_key", type: "string", nullable: false });
  });

  test("who calls, how often, from where", () => {
    const { calls } = at("GET /api/actors/me");
    expect(calls).toMatchObject({ known: true, count: 12, unmatched: 0, statuses: { 200: 12 }, worlds: [] });
    expect(calls.tests).toHaveLength(12);
    expect(calls.sites).toEqual([
      "src/moot/scaffold.py:168",
      "src/moot/provision.py:44",
      "src/moot/auth.py:81",
    ]);
    expect(at("GET /api/actors/me/agents").calls).toMatchObject({ count: 9, unmatched: 9, statuses: {} });
  });

  test("a method that the contract lacks is not implemented", () => {
    const { path, body, disposition } = at("GET /api/spaces/{space_id}");
    expect(path).toMatchObject({ kind: "method-absent", methods: ["PATCH"], at: { line: 4 } });
    expect(body).toBeUndefined();
    expect(disposition.why).toBe("The service has the path with PATCH only: answer 405 with Allow: PATCH.");
  });

  test("what nothing calls is named, and what stopped before is only suspected", () => {
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
    expect(path.kind === "path-absent" && path.nearest).toContain("POST /api/tenants");
    expect([calls.count, stubs.map(({ answers }) => answers)]).toEqual([1, [["201"]]]);
  });

  test("what is neither called nor stubbed is only counted", () => {
    const [service] = makeCatalogue(staleConvo(), nothing).services;
    expect(service?.untouched).toEqual([
      "PATCH /api/spaces/{space_id}",
      "POST /api/tenants",
      "GET /api/tenants/{tenant_id}",
      "POST /api/personal-access-tokens",
    ]);
    expect(service?.contract).toEqual({
      file: "convo.openapi.yaml",
      title: "Convo Space API",
      operations: 8,
      source: "convo docs/api/openapi.yaml",
      commit: "b6f6d13",
      date: "2026-04-18",
    });
  });
});

test("a phantom that somebody answers for is allowed, with the reason and its end", () => {
  const allow = {
    rule: "phantom-path",
    reason: "comes in sprint 14",
    owner: "platform",
    expires: "2027-02-01",
    at: placeAt("backlot.toml:40"),
  };
  const allowed = [{ allow, findings: [phantom] }];
  const { disposition } = entriesOf(staleConvo(), { ...nothing, allowed })[
    "POST /api/tenants/{tenant_id}/agents"
  ] as CatalogueEntry;
  expect(disposition).toEqual({
    action: "allow",
    suspected: false,
    why: "comes in sprint 14 (platform, until 2027-02-01)",
  });
});

describe("one stub", () => {
  const anchor = anchorFrom();
  const judged = (
    request: string,
    calls: readonly string[],
    more: Parameters<typeof stubAt>[3] = {},
    { findings = nothing, outcome = "passed" as const, services = [{ name: "convo", anchor }] } = {},
  ): string => {
    const stub = stubAt("a.ts:1", request, {}, more);
    const worlds = [
      testWorld(
        "t",
        outcome,
        [stub],
        calls.map((path) => ({ method: request.split(" ")[0] as string, path, stub: stub.id })),
      ),
    ];
    return Object.values(actionsOf({ services, stubs: [stub], worlds }, findings)).join();
  };

  test.each<[string, string, readonly string[], Parameters<typeof stubAt>[3], string]>([
    ["is kept that is called", "GET /api/tenants/t", ["/api/tenants/t"], {}, "keep"],
    ["is deleted that is not", "GET /api/tenants/t", [], {}, "delete"],
    ["may go unused", "GET /api/tenants/t", [], { optional: true }, "keep"],
    ["says that a call must not come", "GET /api/tenants/t", [], { forbidden: true }, "keep"],
    ["refuses honestly", "GET /nowhere", ["/nowhere"], { status: 404 }, "keep"],
    ["refuses a method honestly", "DELETE /api/tenants/t", ["/api/tenants/t"], { status: 405 }, "keep"],
    ["of a phantom that nothing calls is deleted", "GET /nowhere", [], {}, "delete"],
    ["of a method that nothing calls is deleted", "DELETE /api/tenants/t", [], {}, "delete"],
    ["of a phantom is not decided here", "GET /nowhere", ["/nowhere"], {}, "decide"],
  ])("%s", (_, request, calls, more, action) => {
    expect(judged(request, calls, more)).toBe(action);
  });

  test("whose answer is wrong is expanded, unless nothing needs it", () => {
    const findings = { ...nothing, known: [told("undeclared-status", "convo GET /api/tenants/{tenant_id}")] };
    expect(judged("GET /api/tenants/t", ["/api/tenants/t"], {}, { findings })).toBe("expand");
    expect(judged("GET /api/tenants/t", [], {}, { findings })).toBe("delete");
  });

  test("of a service without a contract is judged by its calls alone", () => {
    const services = [{ name: "convo", anchor: undefined as never }];
    expect(judged("GET /x", ["/x"], {}, { services })).toBe("keep");
    expect(judged("GET /x", [], {}, { services })).toBe("delete");
  });
});

test("without a journal nobody knows what is called", () => {
  const evidence = { ...staleConvo(), worlds: [] };
  const { calls, stubs, disposition } = entriesOf(evidence)["GET /api/actors/me"] as CatalogueEntry;
  expect([calls.known, stubs[0]?.use, disposition.action]).toEqual([false, "unknown", "keep"]);
  expect(disposition.why).toBe(
    "It is as the contract and the model say. No journal says whether anything calls it.",
  );
  expect(actionsOf(evidence)["POST /api/tenants/{tenant_id}/agents"]).toBe("decide");
});

test("a stub of many paths stands at the operations that it answers, else by itself", () => {
  const many = stubAt("a.ts:1", "GET /**", {}, { path: undefined, method: undefined });
  const other = { ...many, id: "other" };
  const worlds = [testWorld("t", "passed", [many, other], [{ path: "/api/actors/me", stub: many.id }])];
  const services = [{ name: "convo", anchor: anchorFrom() }];
  const [service] = makeCatalogue({ services, stubs: [many, other], worlds }, nothing).services;
  expect(service?.entries.map(({ template, stubs }) => [template, stubs.map(({ id }) => id)])).toEqual([
    ["/api/actors/me", [many.id]],
  ]);
  expect(service?.otherStubs.map(({ id }) => id)).toEqual(["other"]);
});
