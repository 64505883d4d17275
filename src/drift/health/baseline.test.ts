import { describe, expect, test } from "vitest";
import { isJsonObject } from "../../core/index.ts";
import type { HealthEvidence, TypeFault } from "../index.ts";
import { freezeHealth, healthBaselineJson, judgeHealth, readHealthBaseline } from "./index.ts";
import { failure, healthEvidence, result, suite } from "../../../tests/samples/suite.ts";

const found = (evidence: HealthEvidence): string[] => judgeHealth(evidence).findings.map((one) => one.what);

describe("errors of types", () => {
  const fault = (file: string, rule: string, line = 1): TypeFault => ({
    file,
    rule,
    line,
    column: 1,
    message: `${rule} said`,
  });
  const before = [
    ...Array.from({ length: 11 }, () => fault("src/mcp.py", "reportX")),
    fault("tests/test_launch.py", "reportY"),
  ];
  const types = (faults: readonly TypeFault[]): HealthEvidence["types"] => [
    { source: "t.json", checker: "pyright", faults },
  ];
  const baseline = freezeHealth(undefined, undefined, types(before), false);

  test("as frozen, or fewer, are no finding", () => {
    expect(found(healthEvidence({ types: types(before), baseline }))).toEqual([]);
    expect(found(healthEvidence({ types: types(before.slice(3)), baseline }))).toEqual([]);
    expect(judgeHealth(healthEvidence({ types: types(before), baseline })).tally.types).toEqual({
      errors: 12,
      frozen: 12,
    });
  });

  test("one more is told with its file, its rule and the sum", () => {
    const evidence = healthEvidence({
      types: types([...before, fault("tests/test_auth.py", "reportX", 7)]),
      baseline,
    });
    expect(judgeHealth(evidence).findings).toMatchObject([
      {
        name: "new-failure",
        at: { file: "tests/test_auth.py", line: 7 },
        what: "tests/test_auth.py has 1 error of types more than the baseline (reportX 0 → 1); in all 12 → 13",
        evidence: { fingerprint: "new-failure types tests/test_auth.py", before: 12, after: 13 },
      },
    ]);
  });

  test("one that went does not pay for one that came elsewhere", () => {
    expect(
      found(healthEvidence({ types: types([...before.slice(1), fault("a.py", "reportX")]), baseline })),
    ).toHaveLength(1);
  });

  test("names that objects have of themselves are names like others", () => {
    const odd = types([fault("__proto__", "constructor")]);
    expect(found(healthEvidence({ types: odd, baseline }))).toHaveLength(1);
    expect(
      found(healthEvidence({ types: odd, baseline: freezeHealth(undefined, undefined, odd, false) })),
    ).toEqual([]);
  });
});

describe("what is frozen", () => {
  const types = [
    { source: "t", checker: "tsc", faults: [{ file: "a.ts", rule: "TS1", line: 1, column: 1, message: "" }] },
  ] as const;

  test("comes back from its file as it was", () => {
    const frozen = freezeHealth(undefined, suite(0), types, false);
    const json = healthBaselineJson(frozen);
    expect(readHealthBaseline("b.json", JSON.parse(JSON.stringify(json)) as never)).toEqual({
      ok: true,
      value: frozen,
      findings: [],
    });
    expect(healthBaselineJson({ tests: undefined, types: undefined })).toBeUndefined();
    expect(readHealthBaseline("b.json", undefined)).toMatchObject({ ok: true });
  });

  test("takes failures and errors out, and none in", () => {
    const first = freezeHealth(undefined, [failure("a"), failure("b"), result("c")], types, false);
    const more = [
      {
        ...types[0],
        faults: [...types[0].faults, ...types[0].faults, { ...types[0].faults[0], file: "b.ts" }],
      },
    ];
    const then = freezeHealth(first, [failure("a"), result("b"), failure("c")], more, false);
    expect(then.tests).toEqual({ passed: ["b"], failed: ["a"], skipped: [] });
    expect(then.types?.errors).toEqual({ "a.ts": { TS1: 1 } });
    expect(freezeHealth(first, [], [{ ...types[0], faults: [] }], false).types?.errors).toEqual({});
  });

  test("stays while a refresh is counted from it, and where no report was given", () => {
    const first = freezeHealth(undefined, suite(0), types, false);
    expect(freezeHealth(first, suite(3), [], true)).toEqual(first);
    expect(freezeHealth(first, undefined, [], false)).toEqual(first);
  });

  test.each([
    [{ tests: [] }, "health.tests is no object"],
    [{ tests: { passed: [], failed: "x", skipped: [] } }, "health.tests.failed is no list of texts"],
    [{ types: { checkers: [], errors: 3 } }, "health.types.errors is no object"],
    [
      { types: { checkers: [], errors: { "a.ts": { TS1: -1 } } } },
      'health.types.errors of "a.ts" are no counts',
    ],
  ])("%j can't be read", (json, what) => {
    if (!isJsonObject(json)) throw new Error("no object");
    expect(readHealthBaseline("b.json", json)).toMatchObject({
      ok: false,
      findings: [{ what: `b.json: ${what}` }],
    });
  });
});
