import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { call, json, stub, world } from "../../../tests/samples/drift-evidence.ts";
import { evidence } from "../../../tests/samples/drift-shop.ts";
import { finding, limits, utf8 } from "../../core/index.ts";
import {
  baselineText,
  frozen,
  judgeDrift,
  readBaseline,
  withConsequences,
  type Baseline,
  type DriftReport,
} from "../index.ts";

const thin = (line: number, id: string): ReturnType<typeof stub> =>
  stub(`t:${line}`, `GET /items/${id}`, json({ id }));
const first = thin(1, "1");
const second = thin(2, "2");
const judged = (stubs: readonly ReturnType<typeof stub>[], baseline?: Baseline): DriftReport => {
  const calls = stubs.map((one) => call(one.text, one));
  return judgeDrift(evidence({ stubs, worlds: [world("a", "passed", stubs, calls)] }), { baseline });
};
const names = ({ findings }: DriftReport): string[] => withConsequences(findings).map(({ name }) => name);

test("what is frozen fails nothing, and is still told", () => {
  const baseline = frozen(undefined, judged([first]));
  expect(baseline.findings).toEqual([
    { fingerprint: "thin-body convo GET /items/{id}", rule: "thin-body", problems: 1 },
  ]);
  const report = judged([first], baseline);
  expect([names(report), report.known.map(({ name }) => name), report.exitCode]).toEqual([
    [],
    ["thin-body"],
    0,
  ]);
});

test("one that stands for more problems than when it was frozen is new", () => {
  const baseline = frozen(undefined, judged([first]));
  const report = judged([first, second], baseline);
  expect([names(report), report.exitCode]).toEqual([["thin-body"], 1]);
});

test("freezing again only removes and lowers: what is new is never frozen", () => {
  const baseline = frozen(undefined, judged([first, second]));
  expect(frozen(baseline, judged([first], baseline)).findings[0]?.problems).toBe(1);
  const phantom = stub("t:9", "GET /nothing", json({}));
  const later = frozen(baseline, judged([first, second, phantom], baseline));
  expect(later.findings).toEqual(baseline.findings);
  const whole = stub("t:1", "GET /items/1", json({ id: "1", kind: "a" }));
  const repaired = judged([whole], baseline);
  expect(repaired.gone).toEqual(baseline.findings);
  expect(frozen(baseline, repaired).findings).toEqual([]);
});

test("a frozen root leaves what is new below it", () => {
  const phantom = stub("t:9", "GET /nothing", json({}));
  const baseline: Baseline = {
    findings: [{ fingerprint: "phantom-call convo GET /nothing", rule: "phantom-call", problems: 1 }],
  };
  expect(names(judged([phantom], baseline))).toEqual(["phantom-path", "self-confirming-pair"]);
});

test("missing evidence is not frozen", () => {
  const report = judgeDrift(evidence({ stubs: [first], worlds: [] }));
  const baseline = frozen(undefined, report);
  expect(baseline.findings.map(({ rule }) => rule)).toEqual(["thin-body"]);
  expect(judgeDrift(evidence({ stubs: [first], worlds: [] }), { baseline }).exitCode).toBe(3);
});

test("H214: fewer operations called than before is a warning, more raises the bar", () => {
  const baseline = frozen(undefined, judged([first]));
  expect(baseline.coverage).toEqual({ called: 1, stubbed: 1 });
  const unused = judgeDrift(evidence({ stubs: [first], worlds: [world("a", "failed", [first], [])] }), {
    baseline,
  });
  expect(unused.findings.find(({ name }) => name === "coverage-fell")).toMatchObject({
    severity: "warning",
    what: "0 of 5 operations are called and 1 are stubbed; the baseline has 1 and 1",
  });
  expect(names(judged([first], baseline))).not.toContain("coverage-fell");
  const more = stub("t:5", "GET /items/newest", json({ id: "1", kind: "a" }));
  expect(frozen(baseline, judged([first, more], baseline)).coverage).toEqual({ called: 2, stubbed: 2 });
  expect(frozen(baseline, unused).coverage).toEqual({ called: 1, stubbed: 1 });
});

test("a contract that was not the locked one was frozen, and every later change of it with it", () => {
  const changed = finding("contract-changed", { what: "convo.openapi.yaml changed since it was locked" });
  const report = judgeDrift(evidence({}), { more: [changed] });
  expect(names(report)).toContain("contract-changed");
  expect(frozen(undefined, report).findings).toEqual([]);
});

describe("the file", () => {
  const read = (text: string): unknown[] =>
    readBaseline("base.json", utf8(text)).findings.map(({ name, what }) => `${name}: ${what}`);

  test("has one finding a line, and reads back as it was", () => {
    const baseline = { ...frozen(undefined, judged([first])), health: { collected: 124 } };
    const text = baselineText(baseline);
    expect(text.split("\n")).toContain(
      '    {"fingerprint":"thin-body convo GET /items/{id}","problems":1,"rule":"thin-body"}',
    );
    expect(readBaseline("base.json", utf8(text))).toMatchObject({ ok: true, value: baseline });
  });

  test("any baseline reads back as it was", () => {
    const entry = fc.record({
      fingerprint: fc.string({ unit: "binary" }).filter((text) => !/\p{Surrogate}/u.test(text)),
      rule: fc.constantFrom("thin-body" as const, "missing-stub" as const),
      problems: fc.integer({ min: 1, max: 1_000_000 }),
    });
    const entries = fc.uniqueArray(entry, { selector: ({ fingerprint }) => fingerprint, maxLength: 20 });
    fc.assert(
      fc.property(entries, (findings) => {
        const result = readBaseline("base.json", utf8(baselineText({ findings })));
        expect(result).toMatchObject({ ok: true, value: { findings } });
      }),
    );
  });

  test.each([
    ["{", /invalid-baseline: /],
    ["[]", /base\.json is no object/],
    ['{"version":2}', /version must be 1/],
    ['{"version":1,"finding":[]}', /unknown field "finding"/],
    ['{"version":1,"findings":{}}', /findings must be a list/],
    ['{"version":1,"findings":[{"fingerprint":"x","rule":"nope","problems":1}]}', /an entry has/],
    ['{"version":1,"findings":[{"fingerprint":"x","rule":"thin-body","problems":0}]}', /an entry has/],
    ['{"version":1,"findings":[7]}', /an entry has/],
    ['{"version":1,"findings":[{"fingerprint":"x","rule":7,"problems":1}]}', /an entry has/],
    ['{"version":1,"coverage":7}', /coverage has called and stubbed/],
    ['{"version":1,"coverage":{"called":1}}', /coverage has called and stubbed/],
    ['{"version":1,"health":[]}', /health must be a table/],
  ])("%s is refused", (text, problem) => {
    expect(read(text)).toEqual([expect.stringMatching(problem)]);
  });

  test("the same finding twice is refused, at its second place", () => {
    const entry = '{"fingerprint":"x","rule":"thin-body","problems":1}';
    const { findings } = readBaseline("base.json", utf8(`{"version":1,\n"findings":[${entry},\n${entry}]}`));
    expect(findings).toMatchObject([{ what: '"x" stands here twice', at: { line: 3 } }]);
  });

  test("as many findings as the limit are read, one more is refused", () => {
    const many = (count: number): unknown[] =>
      read(
        baselineText({
          findings: Array.from({ length: count }, (_, index) => ({
            fingerprint: String(index),
            rule: "thin-body",
            problems: 1,
          })),
        }),
      );
    expect(many(limits.baselineFindings)).toEqual([]);
    expect(many(limits.baselineFindings + 1)).toEqual([expect.stringContaining("are more than")]);
  });
});
