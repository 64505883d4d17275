import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finding, type Finding } from "../core/index.ts";
import type { CallRecord, ExpectationUse, RunReport } from "../engine/index.ts";
import { command, http, run, use, world } from "./golden/build.ts";
import { payloads } from "./golden/payloads.ts";
import { elementsOf, ownColor, problemsOf, unsafe } from "./golden/safety.ts";
import { render, renderCalls, renderFindings, type RenderOptions } from "./index.ts";

/** Any characters, those that escapes are made of more often than others. */
const anyUnit = fc
  .oneof(
    fc.integer({ min: 0, max: 0xff }),
    fc.integer({ min: 0x2000, max: 0x206f }),
    fc.integer({ min: 0, max: 0x10ffff }),
  )
  .map((code) => String.fromCodePoint(code));

/** A report that says `evil` in every place where text from outside may stand. */
function hostile(evil: string): RunReport {
  const at = { kind: "file" as const, file: evil, line: 3, column: 1, endColumn: 4, text: `${evil}${evil}` };
  const used = use(at, evil, [1], { name: evil, target: evil });
  const unused = use({ ...at, line: 4 }, evil, []);
  const optional = use({ ...at, line: 5 }, evil, [], { times: { min: 0, max: null } });
  const overridden = use({ ...at, line: 6 }, evil, [], { overridden: true });
  const made: Finding = finding("unmatched-call", {
    at,
    what: evil,
    why: evil,
    fix: `${evil}\n${evil}`,
    near: [{ what: evil, at, differences: [evil, `${evil}: expected ${evil}, got ${evil}`] }],
    paste: evil,
    evidence: { calls: [1], seen: evil },
    consequences: [finding("unused-expectation", { at: { ...at, line: 4 }, what: evil })],
  });
  const likely = finding("unknown-name", { at: { kind: "input", input: evil }, what: evil, near: [evil] });
  const warning = finding("unused-allow", {
    at: { kind: "code", file: evil, line: 1, column: 1 },
    what: evil,
  });
  return run({
    command: [evil],
    programSignal: evil,
    exitCode: 1,
    findings: [likely, warning],
    worlds: [
      world({
        world: evil,
        scenario: evil,
        files: [evil],
        calls: hostileCalls(evil, used, made),
        expectations: [used, unused, optional, overridden],
        findings: [made, warning, finding("unchecked-service", { what: evil })],
        allowed: [{ rule: evil, reason: evil, at, findings: [made] }],
        unchecked: [evil],
        unsealed: [evil],
      }),
      world({ world: evil, scenario: evil }),
    ],
  });
}

/** Two calls, a command and an HTTP exchange, that say `evil` in every field. */
function hostileCalls(evil: string, used: ExpectationUse, made: Finding): readonly CallRecord[] {
  const bytes = { data: evil };
  return [
    command(1, evil, {
      answeredBy: evil,
      expectation: used.expectation.id,
      detail: {
        protocol: "command",
        command: evil,
        args: [evil],
        cwd: evil,
        stdin: bytes,
        stdout: bytes,
        stderr: { data: { base64: "G1szMW3/" }, length: 99 },
        signal: evil,
      },
    }),
    http(2, evil, evil, 418, {
      outcome: "refused",
      findings: [made],
      detail: {
        protocol: "http",
        method: evil,
        path: evil,
        query: evil,
        headers: [[evil, evil]],
        body: bytes,
        response: { status: 418, headers: [[evil, evil]], body: bytes, fault: evil },
      },
    }),
  ];
}

const options: readonly RenderOptions[] = [
  { format: "text" },
  { format: "text", verbose: true },
  { format: "text", color: true, verbose: true },
  { format: "text", ascii: true, verbose: true },
  { format: "text", width: 40, verbose: true },
];

describe.each(Object.entries(payloads))("%s", (_name, evil) => {
  test("is inert in text", () => {
    for (const one of options) {
      const text = render(hostile(evil), one);
      expect(problemsOf(one.color === true ? text.replaceAll(ownColor, "") : text)).toEqual([]);
    }
    const { findings, worlds } = hostile(evil);
    expect(problemsOf(renderFindings([...findings, ...worlds[0]!.findings]))).toEqual([]);
    expect(problemsOf(renderCalls(worlds[0]!.calls, { verbose: true }))).toEqual([]);
  });

  test("is inert in JSON, and comes back from it", () => {
    const text = render(hostile(evil), { format: "json" });
    expect(problemsOf(text)).toEqual([]);
    const [first] = (JSON.parse(text) as { findings: { what: unknown }[] }).findings;
    const wellFormed = !/\p{Surrogate}/u.test(evil);
    expect(first!.what).toEqual(wellFormed ? evil : { base64: expect.any(String) });
  });

  test("is inert in JUnit", () => {
    const text = render(hostile(evil), { format: "junit" });
    expect(text).not.toMatch(unsafe);
    expect(text).not.toMatch(/[\ufffe\uffff]/);
    expect(text).not.toMatch(/^\s*::/m);
    expect(elementsOf(text).filter((name) => name === "testsuite")).toHaveLength(3);
  });

  test("is inert in GitHub's format", () => {
    const text = render(hostile(evil), { format: "github" });
    expect(text).not.toMatch(unsafe);
    const commands = text.split("\n").filter((line) => /^\s*::/.test(line));
    // Two findings of the run, three of the world, one allowed.
    expect(commands).toHaveLength(6);
    for (const line of commands) expect(line).toMatch(/^::(?:error|warning|notice) [^:]*::/);
    for (const line of text.split("\n")) {
      if (!commands.includes(line)) expect(line).not.toMatch(/##[a-z]*\[/i);
    }
  });
});

test("there are at least sixty payloads", () => {
  expect(Object.keys(payloads).length).toBeGreaterThanOrEqual(60);
});

test("ascii output is ASCII, whatever it holds", () => {
  const text = render(hostile("ä…全👩‍🚀\u0301"), { format: "text", ascii: true, verbose: true });
  expect(text).toMatch(/^[\n\x20-\x7e]*$/);
  expect(text).toContain("\\u00e4...\\u5168\\u{1f469}\\u200d\\u{1f680}\\u0301");
});

test("any text is inert in every format", () => {
  const anyText = fc.oneof(
    fc.string({ unit: anyUnit }),
    fc.string(),
    fc.constantFrom(...Object.values(payloads)),
  );
  fc.assert(
    fc.property(anyText, (evil) => {
      const report = hostile(evil);
      expect(problemsOf(render(report, { format: "text", verbose: true }))).toEqual([]);
      JSON.parse(render(report, { format: "json" }));
      elementsOf(render(report, { format: "junit" }));
      expect(render(report, { format: "github" })).not.toMatch(unsafe);
    }),
    { numRuns: 60 },
  );
});
