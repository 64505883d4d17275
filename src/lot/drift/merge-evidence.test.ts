import { expect, test } from "vitest";
import { json, stub, world } from "../../../tests/samples/drift-evidence.ts";
import type { DriftEvidence } from "../../drift/index.ts";
import { mergeEvidence } from "./merge-evidence.ts";
import type { ScenarioEvidence } from "./scenario-evidence.ts";

const anchor = {} as NonNullable<ScenarioEvidence["services"][number]["anchor"]>;
const declared = (...stubs: ScenarioEvidence["stubs"]): ScenarioEvidence => ({
  services: [{ name: "convo", anchor }],
  stubs,
  hosts: new Map(),
});
const journal = (...stubs: ScenarioEvidence["stubs"]): DriftEvidence => ({
  services: [
    { name: "convo", anchor: undefined },
    { name: "pay", anchor: undefined },
  ],
  stubs,
  worlds: [world("a", "passed", stubs, [])],
});

test("a stub that both have is the scenario's, which lost no secret; services keep their contract", () => {
  const own = stub("t:1", "GET /a", json({ token: "ghp_1" }));
  const seen = { ...own, answers: [json({ token: "<redacted>" })] };
  const inTest = stub("t:2", "GET /b", json({}));
  const { evidence, findings } = mergeEvidence([declared(own)], [journal(seen, inTest), journal(inTest)]);
  expect(evidence.stubs).toEqual([own, inTest]);
  expect(evidence.services).toEqual([
    { name: "convo", anchor },
    { name: "pay", anchor: undefined },
  ]);
  expect(evidence.worlds).toHaveLength(2);
  expect(findings).toEqual([]);
});

test("a journal whose stubs are not the scenario's is of an older one: nothing is judged as if it fitted", () => {
  const now = { ...stub("t:1", "GET /b", json({})), id: "backlot.toml#services.convo.stubs[0]" };
  const then = { ...stub("t:1", "GET /a", json({})), id: now.id };
  expect(mergeEvidence([declared(now)], [journal(then)]).findings).toMatchObject([
    { name: "evidence-missing", what: "the journal is of another scenario: it has GET /a (now GET /b)" },
  ]);
});
