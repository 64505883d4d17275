import { describe, expect, test } from "vitest";
import { finding, type Finding } from "../../core/index.ts";
import type { Catalogue, CatalogueEntry, CatalogueStub, DriftReport } from "../../drift/index.ts";
import { payloads } from "../golden/payloads.ts";
import { elementsOf, ownColor, problemsOf, unsafe } from "../golden/safety.ts";
import { renderCatalogue, renderDrift, type DriftFormat } from "../index.ts";

/** A report of the gate that says `evil` in every place where text from outside may stand; lines of files are cut. */
function hostileReport(evil: string): DriftReport {
  const at = {
    kind: "file" as const,
    file: evil,
    line: 3,
    column: 1,
    endColumn: 4,
    text: `${evil}${evil}`.slice(0, 2_000),
  };
  const facts = (rule: string): Record<string, string | number | string[]> => ({
    witness: evil,
    operation: evil,
    tests: 7,
    test_names: [evil, evil],
    sites: [`${evil}:3`, `${evil}:9`, evil],
    stubs: [evil],
    problems: 2,
    fingerprint: `${rule} ${evil}`,
  });
  const made = (name: "thin-body" | "phantom-path" | "honest-refusal", more: object = {}): Finding =>
    finding(name, {
      at,
      what: evil,
      why: evil,
      fix: `a) ${evil}\nb) ${evil}`,
      near: [{ what: evil, at }],
      evidence: facts(name),
      ...more,
    });
  const placeless = finding("evidence-missing", { what: evil, evidence: { fingerprint: evil, tests: evil } });
  const allow = { rule: evil, about: evil, reason: evil, owner: evil, expires: evil, at };
  return {
    findings: [
      made("thin-body", { consequences: [made("phantom-path")] }),
      placeless,
      made("honest-refusal"),
    ],
    allowed: [{ allow, findings: [made("phantom-path")] }],
    known: [made("thin-body")],
    gone: [{ fingerprint: evil, rule: "thin-body", problems: 1 }],
    tally: {
      services: { total: 1, anchored: 1 },
      operations: { declared: 1, called: 1, stubbed: 1 },
      answers: { declared: 1, open: 1, bound: 1 },
      stubs: { total: 1, judged: 1 },
      calls: { total: 1, judged: 1 },
      worlds: { total: 1, tests: 1, ended: 1, failed: 0 },
      unchecked: [{ what: evil, count: 3, examples: [evil, evil] }],
    },
    failOn: "error",
    exitCode: 1,
  };
}

function hostileCatalogue(evil: string): Catalogue {
  const at = { kind: "file" as const, file: evil, line: 3, column: 1, endColumn: 4, text: evil };
  const stub: CatalogueStub = {
    id: evil,
    name: evil,
    text: evil,
    at,
    answers: [evil],
    calls: 1,
    use: "used",
    forbidden: false,
  };
  const entry: CatalogueEntry = {
    method: evil,
    template: evil,
    path: { kind: "declared", id: evil, at, statuses: [evil], parameters: [evil], requestBody: evil },
    body: {
      kind: "contract",
      status: evil,
      type: evil,
      besides: evil,
      at,
      source: evil,
      note: evil,
      fields: [
        { name: evil, type: evil, nullable: true, required: false, default: evil, notes: [evil, evil] },
      ],
    },
    calls: {
      known: true,
      count: 1,
      unmatched: 1,
      statuses: { [evil]: 1 },
      tests: [evil],
      worlds: [evil],
      sites: [evil],
    },
    stubs: [stub, { ...stub, at: undefined }],
    findings: [{ rule: evil, severity: "error", what: evil }],
    disposition: { action: "decide", suspected: true, why: evil },
  };
  const absent: CatalogueEntry = {
    ...entry,
    path: { kind: "path-absent", nearest: [evil] },
    body: undefined,
  };
  const method: CatalogueEntry = { ...absent, path: { kind: "method-absent", methods: [evil], at } };
  return {
    services: [
      {
        name: evil,
        contract: { file: evil, title: evil, operations: 1, source: evil, commit: evil, date: evil },
        models: evil,
        entries: [entry, absent, method],
        untouched: [evil],
        otherStubs: [stub],
      },
    ],
  };
}

describe.each(Object.entries(payloads))("%s", (_name, evil) => {
  test("is inert in text", () => {
    for (const options of [{}, { verbose: true }, { color: true }, { ascii: true }, { width: 40 }]) {
      for (const text of [
        renderDrift(hostileReport(evil), { format: "text", ...options }),
        renderCatalogue(hostileCatalogue(evil), { format: "text", ...options }),
      ])
        expect(problemsOf(text.replaceAll(ownColor, ""))).toEqual([]);
    }
  });

  test("is inert in JSON and SARIF", () => {
    const texts = [
      renderDrift(hostileReport(evil), { format: "json" }),
      renderDrift(hostileReport(evil), { format: "sarif", file: evil, version: evil }),
      renderCatalogue(hostileCatalogue(evil), { format: "json" }),
    ];
    for (const text of texts) {
      expect(problemsOf(text)).toEqual([]);
      expect(JSON.parse(text)).toBeTypeOf("object");
    }
  });

  test("is inert in Markdown", () => {
    const text = renderCatalogue(hostileCatalogue(evil), { format: "markdown" });
    expect(problemsOf(text)).toEqual([]);
    expect(text.replaceAll(/(`+)(?!`).*?[^`]\1(?!`)/g, "")).not.toMatch(/<(?!!--)/);
    // A table's rows have as many cells as its head, whatever stands in them.
    const cells = text
      .split("\n")
      .filter((line) => line.startsWith("| "))
      .map((line) => line.replaceAll(String.raw`\|`, "").split("|").length - 2);
    expect(new Set(cells)).toEqual(new Set([3, 4, 5]));
  });

  test("is inert in JUnit", () => {
    const text = renderDrift(hostileReport(evil), { format: "junit" });
    expect(text).not.toMatch(unsafe);
    expect(text).not.toMatch(/[\ufffe\uffff]/);
    expect(elementsOf(text).filter((name) => name === "testcase")).toHaveLength(6);
  });

  test("is inert in GitHub's format", () => {
    const text = renderDrift(hostileReport(evil), { format: "github" });
    expect(text).not.toMatch(unsafe);
    const commands = text.split("\n").filter((line) => /^\s*::/.test(line));
    expect(commands).toHaveLength(4);
    for (const line of commands) expect(line).toMatch(/^::(?:error|warning|notice) [^:]*::/);
    for (const line of text.split("\n"))
      if (!commands.includes(line)) expect(line).not.toMatch(/##[a-z]*\[/i);
  });
});

test("very long names make no format fail, and no line of the catalogue longer than the terminal", () => {
  const evil = "x".repeat(20_000);
  for (const format of ["text", "json", "sarif", "junit", "github"] satisfies DriftFormat[])
    expect(renderDrift(hostileReport(evil), { format })).toContain("xxx");
  const text = renderCatalogue(hostileCatalogue(evil), { format: "text", width: 80 });
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
});
