import { describe, expect, test } from "vitest";
import { codes, finding, type Finding, type Json, type JsonObject, type Place } from "../../core/index.ts";
import type { DriftReport } from "../../drift/index.ts";
import { renderDrift } from "../index.ts";
import { stale } from "./golden/reports.ts";
import { resultsMost } from "./sarif.ts";

/** The part of SARIF 2.1.0 that is written. */
interface Log {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly [Run];
}
interface Run {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly Rule[] } };
  readonly invocations: readonly [JsonObject];
  readonly results: readonly SarifResult[];
  readonly properties: JsonObject;
}
interface Rule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly defaultConfiguration: { readonly level: string };
}
interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [Location];
  readonly relatedLocations?: readonly Location[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}
interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: Readonly<Record<string, number>>;
  };
}

function runOf(report: DriftReport, file?: string): Run {
  const log = JSON.parse(renderDrift(report, { format: "sarif", file })) as Log;
  expect([log.version, log.$schema]).toEqual(["2.1.0", expect.stringMatching(/sarif-schema-2\.1\.0\.json$/)]);
  return log.runs[0];
}

function reportOf(...findings: readonly Finding[]): DriftReport {
  return { ...stale, findings };
}

function fact(name: string, more: Readonly<Record<string, Json>> = {}): JsonObject {
  return { fingerprint: name, operation: name, tests: 0, test_names: [], sites: [], ...more };
}

describe("the gate's report for code scanning", () => {
  const run = runOf(stale);

  test("each rule stands once, with its words and level, and each result points at its rule", () => {
    const { rules } = run.tool.driver;
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, name, shortDescription, fullDescription, defaultConfiguration } of rules) {
      const entry = codes[name as keyof typeof codes];
      expect([id, defaultConfiguration.level]).toEqual([entry.code, entry.severity]);
      for (const { text } of [shortDescription, fullDescription]) {
        expect(text.length).toBeGreaterThan(0);
        expect(text.length).toBeLessThanOrEqual(1024);
      }
    }
    for (const one of run.results) expect(rules[one.ruleIndex]?.id).toBe(one.ruleId);
  });

  test("each result has a level, a message, a place in a file of the project, and a mark of its own", () => {
    expect(run.results).toHaveLength(6);
    for (const { level, message, locations, partialFingerprints } of run.results) {
      expect(["error", "warning", "note"]).toContain(level);
      expect(message.text).toMatch(/\S/);
      const { artifactLocation, region } = locations[0].physicalLocation;
      expect(artifactLocation.uri).toMatch(/^(?:tests|src|mocks)\/[\w/.]+$/);
      expect(artifactLocation.uriBaseId).toBe("%SRCROOT%");
      expect(region["startLine"]).toBeGreaterThan(0);
      expect(partialFingerprints["primaryLocationLineHash"]).toMatch(/^[\da-f]{16}:1$/);
    }
    const marks = run.results.map((one) => one.partialFingerprints["primaryLocationLineHash"]);
    expect(new Set(marks).size).toBe(marks.length);
  });

  test("what followed from a root cause is a result too, and other places are related", () => {
    const rules = run.results.map(({ ruleId }) => ruleId);
    expect(rules).toContain("BKL3211");
    const thin = run.results.find(({ ruleId }) => ruleId === "BKL3141");
    expect(thin?.relatedLocations?.map((one) => one.physicalLocation.artifactLocation.uri)).toEqual([
      "tests/test_scaffold.py",
      "tests/test_auth.py",
      "tests/test_auth.py",
    ]);
  });

  test("what was not checked is told beside the results", () => {
    const [invocation] = run.invocations;
    expect(invocation["executionSuccessful"]).toBe(true);
    expect(JSON.stringify(invocation["toolExecutionNotifications"])).toContain("stands for many paths");
    expect(runOf({ ...stale, exitCode: 3 }).invocations[0]["executionSuccessful"]).toBe(false);
  });

  test("what is allowed or frozen is counted and is no result", () => {
    const known = { ...stale, findings: [], known: stale.findings };
    const none = runOf(known);
    expect([none.results, none.properties["known"]]).toEqual([[], stale.findings.length]);
  });
});

test("a mark is the same whatever the words and the place are", () => {
  const marks = ["one", "two"].map(
    (what, index) =>
      runOf(
        reportOf(
          finding("thin-body", {
            what,
            at: { kind: "code", file: `${what}.ts`, line: index + 1, column: 1 },
            evidence: fact("thin-body a"),
          }),
        ),
      ).results[0]?.partialFingerprints,
  );
  expect(marks[0]).toEqual(marks[1]);
});

test("two findings that are known by the same name are told apart", () => {
  const one = finding("thin-body", { what: "a", evidence: fact("same") });
  const marks = runOf(reportOf(one, one)).results.map(
    (result) => result.partialFingerprints["primaryLocationLineHash"],
  );
  expect(marks.map((mark) => mark?.split(":")[1])).toEqual(["1", "2"]);
});

test.each<[string, Place | undefined, readonly string[], string, object]>([
  [
    "a place",
    { kind: "code", file: "a b.ts", line: 3, column: 2 },
    [],
    "a%20b.ts",
    { startLine: 3, startColumn: 2 },
  ],
  [
    "a marked text",
    { kind: "file", file: "./x/a#1.toml", line: 3, column: 2, endColumn: 9, text: "" },
    [],
    "x/a%231.toml",
    { startLine: 3, startColumn: 2, endColumn: 9 },
  ],
  [
    "a site, for a call",
    { kind: "call", call: 3 },
    ["no place", "src/a.ts:7"],
    "src/a.ts",
    { startLine: 7, startColumn: 1 },
  ],
  ["line 0 as the first", undefined, ["src/a.ts:0"], "src/a.ts", { startLine: 1, startColumn: 1 }],
  ["the scenario, for none", undefined, [], "backlot.toml", { startLine: 1 }],
  [
    "a folder of Windows",
    { kind: "code", file: "a\\b.ts", line: 1, column: 1 },
    [],
    "a/b.ts",
    { startLine: 1, startColumn: 1 },
  ],
  [
    "a file elsewhere",
    { kind: "code", file: "/a/b c", line: 1, column: 1 },
    [],
    "file:///a/b%20c",
    { startLine: 1, startColumn: 1 },
  ],
  [
    "a file on a drive",
    { kind: "code", file: "C:\\a", line: 1, column: 1 },
    [],
    "file:///C:/a",
    { startLine: 1, startColumn: 1 },
  ],
])("%s", (_, at, sites, uri, region) => {
  const { results } = runOf(
    reportOf(finding("thin-body", { what: "a", at, evidence: fact("a", { sites }) })),
  );
  expect(results[0]?.locations[0].physicalLocation).toMatchObject({ artifactLocation: { uri }, region });
});

test("a finding without a file stands at the scenario that was given", () => {
  const { results } = runOf(reportOf(finding("thin-body", { what: "a" })), "mocks/a.toml");
  expect(results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe("mocks/a.toml");
});

test("text from outside makes no link, and a message has an end", () => {
  const text = (what: string): string =>
    runOf(reportOf(finding("thin-body", { what }))).results[0]?.message.text ?? "";
  expect(text("[here](http://evil.example)")).not.toContain("](");
  expect(text("x".repeat(20_000)).length).toBe(8_001);
});

test("no more results than code scanning takes", () => {
  const one = finding("thin-body", { what: "a", evidence: fact("a") });
  const all = Array<Finding>(resultsMost + 1).fill(one);
  const run = runOf({ ...reportOf(), findings: all });
  expect([run.results.length, run.properties["leftOut"]]).toEqual([resultsMost, 1]);
  const whole = runOf({ ...reportOf(), findings: all.slice(1) });
  expect([whole.results.length, whole.properties["leftOut"]]).toEqual([resultsMost, 0]);
});
