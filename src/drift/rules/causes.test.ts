import { describe, expect, test } from "vitest";
import { bare, call, json, site, stub, world } from "../../../tests/samples/drift-evidence.ts";
import {
  answering,
  called,
  evidence,
  failed,
  made,
  make,
  one,
  passed,
  told,
} from "../../../tests/samples/drift-shop.ts";
import { driftFacts, judgeDrift, withConsequences, type StubEvidence } from "../index.ts";

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

test("a phantom says when its contract was taken, as far as the contract says it", () => {
  const why = (stamp: object): string | undefined => {
    const given = evidence({
      stubs: [one],
      worlds: [world("a", "failed", [], [call("GET /nothing", null)])],
    });
    const [service] = given.services;
    if (service?.anchor === undefined) throw new Error("the sample has a contract");
    const services = [{ ...service, anchor: { ...service.anchor, stamp } }];
    return judgeDrift({ ...given, services }).findings.find(({ name }) => name === "phantom-call")?.why;
  };
  expect(why({})).toContain("does not say when it was taken");
  expect(why({ commit: "b6f6d13" })).toContain("it was taken from its source at b6f6d13.");
  expect(why({ source: "shop", date: "2026-04-18" })).toContain("it was taken from shop on 2026-04-18.");
});

test("a host that a journal does not name is told as that", () => {
  const nameless = call("GET /v1", null, "src/a.ts:3", { service: undefined, outcome: "passed" });
  const { findings } = judgeDrift(
    evidence({ worlds: [world("a", "passed", [one], [nameless])], stubs: [one] }),
  );
  expect(findings.find(({ name }) => name === "unknown-host")).toMatchObject({
    what: "a host that the journal does not name is called, and no service stands for it",
    fix: expect.stringContaining("at src/a.ts:3") as unknown,
  });
});

test("a refusal that a wrong request met stands under the request", () => {
  const refused = call("POST /items", make, undefined, {
    ...made,
    body: "{}",
    outcome: "refused",
    findings: ["invalid-request"],
  });
  const { findings } = judgeDrift(
    evidence({ stubs: [make], worlds: [world("a", "passed", [make], [refused])] }),
  );
  expect(findings.map(({ name, consequences }) => [name, consequences?.map((below) => below.name)])).toEqual([
    ["invalid-request", ["swallowed-refusal"]],
  ]);
});

test("several mistakes of one kind at one operation are one finding that lists them", () => {
  const wrong = stub("t:9", "GET /items/1", json({ id: 1, kind: "c" }));
  const worlds = [world("a", "passed", [wrong], [call("GET /items/1", wrong)])];
  const { findings } = judgeDrift(evidence({ stubs: [wrong], worlds }));
  const found = findings.find(({ name }) => name === "wrong-body-value");
  expect(found?.what).toMatch(/; and 1 more of this kind$/);
  expect(driftFacts(found ?? fail())).toMatchObject({
    problems: 2,
    details: [expect.any(String), expect.any(String)],
  });
});

test("stubs that no world has are compared with each other", () => {
  const other = stub("t:9", "GET /items/newest", json({ id: "2", kind: "a" }));
  const { findings } = judgeDrift(evidence({ stubs: [one, other], worlds: [] }));
  expect(findings.map(({ name }) => name)).toContain("doubles-disagree");
});

test("values of a path that no template begins are names in all findings", () => {
  const names = ["/teams/17", "/teams/ten_1", "/teams/0123456789abcdef", "/teams/v1", "/teams/oauth2"].map(
    (path) => {
      const worlds = [world("a", "failed", [], [call(`GET ${path}`, null)])];
      return driftFacts(judgeDrift(evidence({ stubs: [one], worlds })).findings[0] ?? fail())?.operation;
    },
  );
  expect(names).toEqual([
    "convo GET /teams/{id}",
    "convo GET /teams/{id}",
    "convo GET /teams/{id}",
    "convo GET /teams/v1",
    "convo GET /teams/oauth2",
  ]);
});

test("the stubs that are near a call were the first ones of the file, whatever was called", () => {
  const others = ["/a", "/b", "/c", "/d", "/e"].map((path) => stub("t:1", `DELETE ${path}`, bare(204)));
  const newest = stub("t:2", "GET /items/7", json({ id: "7", kind: "a" }));
  const near = (stubs: readonly StubEvidence[]): readonly string[] => {
    const shown = failed(stubs, call("GET /items/8", null));
    const missing = judgeDrift(evidence(shown)).findings.find(({ name }) => name === "missing-stub");
    return missing?.near.map(({ what }) => what) ?? [];
  };
  expect(near([...others, newest])).toEqual(["GET /items/7 (unused)"]);
  expect(near(others)).toEqual([]);
  expect(near([...others, one])).toEqual(["GET /items/1 (unused)"]);
  expect(near([...others, stub("t:3", "GET /search/focus", json({}))])).toEqual([
    "GET /search/focus (unused)",
  ]);
});
