import { expect, test } from "vitest";
import { bare, call, json, stub, world } from "../../tests/samples/drift-evidence.ts";
import { mootup } from "../../tests/samples/mootup.ts";
import type { ServiceCall, StubAnswer } from "./evidence.ts";
import { driftFacts, judgeDrift, withConsequences } from "./index.ts";

/** What is told of one stub and one call that it answers. */
function told(request: string, answer: StubAnswer, more: Partial<ServiceCall> = {}): readonly string[] {
  const by = stub("t:1", request, answer);
  const worlds = [world("a", "passed", [by], [call(request, by, "src/init.ts:188", more)])];
  const { services } = mootup();
  return withConsequences(judgeDrift({ services, stubs: [by], worlds }).findings).map(
    (one) => `${one.severity} ${driftFacts(one)?.fingerprint}: ${one.what}`,
  );
}

const pat = "POST /api/personal-access-tokens";
const named = (name: string): Partial<ServiceCall> => ({
  headers: [["content-type", "application/json"]],
  body: JSON.stringify({ name }),
});

test("a name that a client puts together and that grew too long for its service", () => {
  const [found, ...others] = told(pat, bare(200), named(`mootup-${"x".repeat(54)}-1776470400000`));
  expect(others).toEqual([]);
  expect(found).toMatch(/^error invalid-request convo POST \/api\/personal-access-tokens: .*name.*64/);
  expect(told(pat, bare(200), named("mootup-test"))).toEqual([]);
});

test("a success that the service does not declare", () => {
  expect(told(pat, bare(201), named("mootup-test"))).toEqual([
    expect.stringMatching(/^error undeclared-status convo POST .*201.*200, 422/),
  ]);
});

test("a header of the service's own that it does not declare is a note", () => {
  const rotate = "POST /api/actors/agt_1/rotate-key";
  const header = { headers: [["X-Force-Rotate", "true"]], body: "" } as const;
  expect(told(rotate, bare(422), header)).toEqual([]);
  expect(told(rotate, { ...bare(200), body: undefined }, header)).toEqual([
    expect.stringMatching(/^note undeclared-header convo POST .*X-Force-Rotate/i),
  ]);
});

test("humans who are said to be connected, and an item with a field that no model has", () => {
  const me = { actor_id: "usr_1", actor_type: "human", is_connected: false };
  expect(told("GET /api/actors/me", json(me))).toContainEqual(
    expect.stringMatching(/^error wrong-body-value convo GET \/api\/actors\/me: .*is_connected/),
  );
  const agents = [{ actor_id: "agt_1", actor_type: "agent", participant_type: "agent" }];
  expect(told("GET /api/actors/me/agents", json(agents))).toContainEqual(
    expect.stringMatching(/^error unknown-body-field convo GET .*participant_type/),
  );
});
