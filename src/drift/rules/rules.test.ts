import { describe, expect, test } from "vitest";
import { bare, call, json, stub, world } from "../../../tests/samples/drift-evidence.ts";
import {
  answering,
  called,
  evidence,
  failed,
  key,
  list,
  made,
  make,
  one,
  passed,
  told,
  type Shown,
} from "../../../tests/samples/drift-shop.ts";
import { judgeDrift, type WorldEvidence } from "../index.ts";

type Case = readonly [rule: string, shown: Shown, expected: readonly string[], absent: Shown];

const itemPath = "convo GET /items/{id}";
const cases: readonly Case[] = [
  [
    "H001 unanchored-service",
    { ...passed([one], call("GET /items/1", one)), anchor: undefined },
    ["unanchored-service convo"],
    passed([one], call("GET /items/1", one)),
  ],
  [
    "H007 open-answer",
    answering("GET /search/focus", json({ any: 1 })),
    ["open-answer convo GET /search/focus"],
    answering("GET /items/newest", json({ id: "1", kind: "a" })),
  ],
  [
    "H101 phantom-path",
    answering("GET /nothing", json({})),
    ["phantom-path convo GET /nothing"],
    answering("GET /items", json([])),
  ],
  [
    "H102 phantom-method",
    answering("DELETE /items/1", bare(204)),
    ["phantom-method convo DELETE /items/{id}"],
    answering("POST /items", bare(201)),
  ],
  [
    "H103 honest-refusal",
    answering("GET /nothing", bare(404)),
    ["honest-refusal convo GET /nothing"],
    answering("POST /items", bare(422)),
  ],
  [
    "H104 wrong-refusal",
    answering("DELETE /items/1", bare(404)),
    ["wrong-refusal convo DELETE /items/{id}"],
    answering("POST /items", bare(422)),
  ],
  [
    "H105 other-operation, by a word where the contract has a value",
    answering("GET /items/focus", json({ id: "focus", kind: "a" })),
    [`other-operation ${itemPath}`],
    answering("GET /items/itm_1", json({ id: "itm_1", kind: "a" })),
  ],
  [
    "H105 other-operation, by a call that another stub answers",
    called(stub("t:9", "GET /items/{id}", json({ id: "1", kind: "a" })), "GET /items/newest"),
    ["other-operation convo GET /items/newest"],
    called(stub("t:9", "GET /items/{id}", json({ id: "1", kind: "a" })), "GET /items/7"),
  ],
  [
    "H106 unknown-host",
    passed(
      [],
      call("GET /v1/charges", null, undefined, {
        service: undefined,
        host: "api.stripe.test",
        outcome: "passed",
      }),
    ),
    ["unknown-host api.stripe.test"],
    passed([one], call("GET /items/1", one)),
  ],
  [
    "H111 phantom-call",
    failed([], call("GET /nothing", null)),
    ["phantom-call convo GET /nothing"],
    called(one, "GET /items/1"),
  ],
  [
    "H112 phantom-call-method",
    failed([], call("PUT /items/1", null)),
    ["phantom-call-method convo PUT /items/{id}"],
    called(one, "GET /items/1"),
  ],
  [
    "H113 swallowed-failure",
    called(stub("t:9", "PUT /items/1", bare(405)), "PUT /items/1"),
    [
      "phantom-call-method convo PUT /items/{id}",
      "swallowed-failure convo PUT /items/{id}",
      "honest-refusal convo PUT /items/{id}",
    ],
    called(stub("t:9", "POST /items", bare(422)), "POST /items"),
  ],
  [
    "H114 self-confirming-pair",
    called(stub("t:9", "GET /nothing", json({})), "GET /nothing"),
    [
      "phantom-call convo GET /nothing",
      "phantom-path convo GET /nothing",
      "self-confirming-pair convo GET /nothing",
    ],
    failed(
      [stub("t:9", "GET /nothing", json({}))],
      call("GET /nothing", stub("t:9", "GET /nothing", json({}))),
    ),
  ],
  [
    "H121 missing-input",
    called(make, "POST /items"),
    ["missing-input convo POST /items"],
    called(make, "POST /items", made),
  ],
  [
    "H122 invalid-request",
    called(make, "POST /items", { ...made, body: '{"name":7}' }),
    ["invalid-request convo POST /items"],
    called(make, "POST /items", { ...made, body: undefined }),
  ],
  [
    "H123 undeclared-query",
    called(list, "GET /items?pag=1", key),
    ["undeclared-query convo GET /items"],
    called(list, "GET /items?page=1", key),
  ],
  [
    "H124 undeclared-header",
    called(make, "POST /items", { ...made, headers: [...made.headers, ["X-Force", "1"]] }),
    ["undeclared-header convo POST /items"],
    called(make, "POST /items", made),
  ],
  [
    "H125 undeclared-request-type",
    called(make, "POST /items", { headers: [["content-type", "text/plain"]], body: "x" }),
    ["undeclared-request-type convo POST /items"],
    called(make, "POST /items", made),
  ],
  [
    "H126 missing-credentials",
    called(list, "GET /items"),
    ["missing-credentials convo GET /items"],
    called(list, "GET /items", key),
  ],
  [
    "H131 undeclared-answer-type",
    answering("GET /items", { ...json(["a"]), mediaType: "text/plain", body: undefined }),
    ["undeclared-answer-type convo GET /items"],
    answering("GET /items", json(["a"])),
  ],
  [
    "H132 undeclared-status",
    answering("POST /items", bare(200)),
    ["undeclared-status convo POST /items"],
    answering("POST /items", bare(201)),
  ],
  [
    "H133 undeclared-fault",
    answering("POST /items", bare(500)),
    ["undeclared-fault convo POST /items"],
    answering("POST /items", { ...bare(500), fault: true }),
  ],
  [
    "H140 invalid-answer",
    answering("GET /items", json([1])),
    ["invalid-answer convo GET /items"],
    answering("GET /items", json([])),
  ],
  [
    "H140 invalid-answer, seen only by a journal",
    called(stub("t:9", "GET /items"), "GET /items", { ...key, answer: [1] }),
    ["invalid-answer convo GET /items"],
    called(stub("t:9", "GET /items"), "GET /items", { ...key, answer: ["a"] }),
  ],
  [
    "H141 thin-body",
    answering("GET /items/1", json({ id: "1" })),
    [`thin-body ${itemPath}`],
    called(one, "GET /items/1"),
  ],
  [
    "H142 unknown-body-field",
    answering("GET /items/1", json({ id: "1", kind: "a", more: 1 })),
    [`unknown-body-field ${itemPath}`],
    called(one, "GET /items/1"),
  ],
  [
    "H143 wrong-body-value",
    answering("GET /items/1", json({ id: "1", kind: "c" })),
    [`wrong-body-value ${itemPath}`],
    called(one, "GET /items/1"),
  ],
  [
    "H144 list-or-object",
    answering("GET /items/1", json([{ id: "1", kind: "a" }])),
    [`invalid-answer ${itemPath}`, `list-or-object ${itemPath}`],
    called(one, "GET /items/1"),
  ],
  [
    "H147 doubles-disagree",
    passed([one, stub("t:9", "GET /items/newest", json({ id: "2", kind: "a" }))]),
    ["doubles-disagree convo GET /items/newest"],
    {
      stubs: [one, stub("t:9", "GET /items/newest", json({ id: "2", kind: "a" }))],
      worlds: [
        world("one test", "passed", [one], []),
        world("another", "passed", [stub("t:9", "GET /items/newest", json({ id: "2", kind: "a" }))], []),
      ],
    },
  ],
  [
    "H202 missing-stub",
    failed([], call("GET /items/1", null)),
    [`missing-stub ${itemPath}`],
    called(one, "GET /items/1"),
  ],
  [
    "H203 swallowed-refusal",
    passed([], call("GET /items/1", null)),
    [`missing-stub ${itemPath}`, `swallowed-refusal ${itemPath}`],
    failed([one], call("GET /items/1", one, undefined, { outcome: "refused", findings: ["handler-failed"] })),
  ],
];

describe("each rule, where it holds and where it does not", () => {
  test.each(cases)("%s", (rule, shown, expected, absent) => {
    expect(told(shown)).toEqual(expected);
    const name = rule.split(" ")[1]?.replace(",", "");
    expect(told(absent).filter((text) => text.startsWith(`${name} `))).toEqual([]);
  });

  test("H201 stale-stub: every test that has it ran to its end without it", () => {
    const ran = [world("a", "passed", [one], []), world("b", "passed", [one], [])];
    expect(told({ stubs: [one], worlds: ran }, [])).toEqual([`stale-stub ${itemPath}`]);
    const used = [...ran, world("c", "failed", [one], [call("GET /items/1", one)])];
    expect(told({ stubs: [one], worlds: used }, [])).toEqual([]);
  });

  test("H201s suspected-stub: one of the tests that have it did not run to its end", () => {
    const worlds = [world("a", "passed", [one], []), world("b", "failed", [one], [])];
    expect(told({ stubs: [one], worlds }, [])).toEqual([`suspected-stub ${itemPath}`]);
    const cut = [world("a", "passed", [one], [], { complete: false })];
    expect(told({ stubs: [one], worlds: cut }, [])).toEqual([
      "evidence-missing whole journals",
      `suspected-stub ${itemPath}`,
    ]);
  });

  test("an optional stub of one program may go unused, of a whole suite it may not", () => {
    const optional = { ...one, optional: true };
    const severity = (more: Partial<WorldEvidence>): unknown =>
      judgeDrift(
        evidence({ stubs: [optional], worlds: [world("main", "passed", [optional], [], more)] }),
      ).findings.find(({ name }) => name === "stale-stub")?.severity;
    expect([severity({ test: false }), severity({})]).toEqual(["note", "error"]);
  });

  test("a forbidden stub that nothing called did its work", () => {
    const forbidden = { ...one, forbidden: true };
    expect(told({ stubs: [forbidden], worlds: [world("a", "passed", [forbidden], [])] }, [])).toEqual([]);
  });
});
