import { describe, expect, test } from "vitest";
import { bare, call, json, site, stub, world } from "../../../tests/samples/drift-evidence.ts";
import {
  answering,
  called,
  evidence,
  made,
  make,
  one,
  passed,
  told,
} from "../../../tests/samples/drift-shop.ts";
import { driftFacts, judgeDrift, withConsequences } from "../index.ts";

describe("what follows from what", () => {
  test("an unused stub of a test that stopped stands under the call that stopped it", () => {
    const worlds = [
      world("a", "failed", [one], [call("POST /items", null)]),
      world("b", "failed", [one], []),
    ];
    const { findings } = judgeDrift(evidence({ stubs: [one], worlds }));
    expect(
      findings.map(({ name, consequences }) => [name, consequences?.map((below) => below.name)]),
    ).toEqual([["missing-stub", ["suspected-stub"]]]);
  });

  test("what is wrong with a stale stub stands under it: deleting settles both", () => {
    const thin = stub("t:9", "GET /items/1", json({ id: "1" }));
    const { findings } = judgeDrift(evidence({ stubs: [thin], worlds: [world("a", "passed", [thin], [])] }));
    expect(
      findings.map(({ name, consequences }) => [name, consequences?.map((below) => below.name)]),
    ).toEqual([["stale-stub", ["thin-body"]]]);
  });

  test("a thin body of a stub that is used stays on its own beside a stale one", () => {
    const used = stub("t:8", "GET /items/2", json({ id: "2" }));
    const thin = stub("t:9", "GET /items/1", json({ id: "1" }));
    const worlds = [world("a", "passed", [thin, used], [call("GET /items/2", used)])];
    const { findings } = judgeDrift(evidence({ stubs: [thin, used], worlds }));
    expect(findings.map(({ name }) => name)).toEqual(["thin-body", "stale-stub"]);
    expect(driftFacts(findings[0] ?? fail())).toMatchObject({ sites: ["t:9", "t:8"], problems: 2 });
  });
});

function fail(): never {
  throw new Error("there is none");
}

test("requests that a stub refuses on purpose are not held against the program", () => {
  const refusing = stub("t:9", "POST /items", bare(422));
  expect(told(called(refusing, "POST /items", { ...made, body: "{}" }))).toEqual([]);
});

test("a body that was cut, or lost a secret, is counted and not judged", () => {
  const shown = passed(
    [make],
    call("POST /items", make, undefined, { ...made, body: undefined }),
    call("POST /items", make, undefined, { ...made, body: '{"name":7,"token":"<redacted>"}' }),
  );
  expect(told(shown)).toEqual([]);
  expect(judgeDrift(evidence(shown)).tally.unchecked).toContainEqual({
    what: "request bodies that the journal does not hold whole",
    count: 2,
    examples: ["convo POST /items"],
  });
});

test("what stands in a journal in place of a secret is not held against its model", () => {
  const redacted = stub("t:9", "GET /items/1", json({ id: "1", kind: "<redacted>" }));
  expect(told(called(redacted, "GET /items/1"))).toEqual([]);
});

test("calls of one phantom in many tests are one finding, whatever values their paths have", () => {
  const worlds = [1, 2, 3].map((number) =>
    world(
      `test ${number}`,
      "failed",
      [],
      [call(`POST /items/itm_${number}/tags/7`, null, `src/a.ts:${number}`)],
    ),
  );
  const { findings } = judgeDrift(evidence({ worlds }));
  expect(findings.map((found) => driftFacts(found)?.fingerprint)).toEqual(
    ["evidence-missing stubs and calls", "phantom-call convo POST /items/{id}/tags/{id}"].slice(1),
  );
  expect(driftFacts(findings[0] ?? fail())).toMatchObject({
    tests: 3,
    problems: 3,
    test_names: ["test 1", "test 2", "test 3"],
  });
});

test("a finding has the place of its stub", () => {
  const { findings } = judgeDrift(evidence(answering("GET /nothing", json({}))));
  expect(withConsequences(findings).find(({ name }) => name === "phantom-path")?.at).toEqual(site("t:9"));
});
