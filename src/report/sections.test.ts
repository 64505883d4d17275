import { expect, test } from "vitest";
import { codes, finding, type Finding, type Place } from "../core/index.ts";
import type { ExpectationUse, WorldReport } from "../engine/index.ts";
import { by, command, placeIn, run, use, world } from "./golden/build.ts";
import { render, renderCode, renderFindings } from "./index.ts";

/** The sections of a report below its findings, one by one. */

function at(line: number): Place & { readonly kind: "file" } {
  return placeIn("a.toml", line, 'run = "git"', '"git"');
}

function failed(fields: Partial<WorldReport>, verbose = false): string {
  const findings = fields.findings ?? [finding("internal", { what: "x" })];
  return render(run({ exitCode: 1, worlds: [world({ ...fields, findings })] }), { format: "text", verbose });
}

function unmet(line: number, min: number, max: number | null, calls: number[] = []): ExpectationUse {
  return use(at(line), `git ${line}`, calls, { times: { min, max } });
}

test("expectations that were not met say how often they were called and what was wanted", () => {
  const expectations = [unmet(1, 1, null), unmet(2, 2, 2, [1]), unmet(3, 3, 5, [2, 3])];
  expect(failed({ expectations })).toContain(
    [
      "Expectations not met:",
      "  a.toml:1  git 1: never called, wanted 1 or more",
      "  a.toml:2  git 2: called once, wanted 2",
      "  a.toml:3  git 3: called 2 times, wanted 3 to 5",
    ].join("\n"),
  );
});

test("a call that several findings speak of refers to all of them, in order", () => {
  const evidence = { calls: [1] };
  const first = finding("out-of-order", { what: "first", evidence });
  const second = finding("too-many-calls", { what: "second", evidence: { call: 1 } });
  const warned = finding("unfinished-call", { what: "third", at: { kind: "call", call: 1 } });
  const calls = [command(1, "git", { findings: [second] }), command(2, "hg")];
  const text = failed({ calls, findings: [first, second, warned] });
  expect(text).toContain("  1 ✓ ok  git  exit 0  see 1, 2, 3\n  2 ✓ ok  hg   exit 0\n");
});

test("of many optional expectations the first ones are listed", () => {
  const many = Array.from({ length: 25 }, (_, index) =>
    use(at(index), `tool${index}`, [], { times: { min: 0, max: null } }),
  );
  const calls = [command(1, "git", by(many[0] as (typeof many)[0]))];
  expect(failed({ calls, expectations: many })).toMatch(/tool19 at a\.toml:19;\s+and 5 more\n/);
});

test("optional and overridden expectations are listed quietly, with their names", () => {
  const optional = use(at(1), "helm lint *", [], { name: "lint", times: { min: 0, max: null } });
  const overridden = [
    use(at(2), "git", [], { overridden: true }),
    use(at(3), "hg", [], { overridden: true }),
  ];
  const calls = [command(1, "git", by(optional))];
  expect(failed({ calls, expectations: [optional, ...overridden] })).toContain(
    [
      "Optional and unused: lint (helm lint *) at a.toml:1",
      "Overridden by a newer layer: git at a.toml:2; hg at a.toml:3",
    ].join("\n"),
  );
});

test("a check that is switched off is listed with its reason and what it hid", () => {
  const hidden = finding("unused-expectation", { what: "x" });
  const allowed = [
    { rule: "unused-expectation", reason: "only on Fridays", at: at(9), findings: [hidden] },
    { rule: "phantom-call", reason: "sprint 14", at: at(12), findings: [] },
  ];
  expect(failed({ allowed })).toContain(
    [
      "Switched off: unused-expectation, hid 1 finding (a.toml:9): only on Fridays",
      "Switched off: phantom-call, hid nothing (a.toml:12): sprint 14",
    ].join("\n"),
  );
});

test("notes stand at the end, not among the findings", () => {
  const findings = [
    finding("internal", { what: "x" }),
    finding("unchecked-service", { what: "shipping has no contract" }),
  ];
  const text = failed({ findings });
  expect(text).not.toContain("BKL2012");
  expect(text).toContain("\nNotes: shipping has no contract\nexit 1:");
});

test("a world without problems but with a warning says so on its line", () => {
  const warned = world({ world: "b", findings: [finding("unused-allow", { what: "x" })] });
  const report = run({
    exitCode: 1,
    worlds: [world({ findings: [finding("internal", { what: "x" })] }), warned],
  });
  expect(render(report, { format: "text" })).toContain(
    "✓ World b (release): no calls were made and none were required, 1 warning\n",
  );
});

test("verbose, a run without problems tells of each world", () => {
  const calls = [command(1, "git")];
  const report = run({
    worlds: [world({ calls }), world({ world: "b", calls })],
    exitCode: 4,
    programExit: 4,
  });
  expect(render(report, { format: "text", verbose: true })).toMatch(
    /\n\nWorld main \(release\): .*\n\nCalls, in order:\n {2}1 .*\n.*\n\nWorld b \(release\): [^]*\n\nexit 4: /,
  );
});

test("places in worlds, code and input are said as such", () => {
  const places: Place[] = [
    { kind: "call", world: "b", call: 3 },
    { kind: "code", file: "a.test.ts", line: 3, column: 7 },
    { kind: "input", input: "BACKLOT_SEED" },
  ];
  const text = renderFindings(places.map((place) => finding("invalid-value", { at: place, what: "x" })));
  expect(text).toContain("  at call 3 of world b\n");
  expect(text).toContain("  at a.test.ts:3:7\n");
  expect(text).toContain("  at BACKLOT_SEED\n");
});

test("a candidate without differences stands beside those that have some", () => {
  const near = [{ what: "git", differences: ["used up"] }, { what: "hg" }];
  expect(renderFindings([finding("unmatched-call", { what: "x", near })])).toContain(
    "  nearest:   git\n    used up\n  also near: hg\n",
  );
});

test("a code explains itself with and without its name", () => {
  expect(renderCode(codes["toml-null"])).toMatch(/^BKL1025 \(error\)\nTOML has no null\.\n\nwhy: /);
  expect(renderCode({ name: "toml-null", ...codes["toml-null"] })).toMatch(/^BKL1025 toml-null \(error\)\n/);
});

test("a fix is said again when there is something else to paste below it", () => {
  const paste = (run: string): Finding => finding("unmatched-call", { what: run, paste: `run = "${run}"` });
  const text = renderFindings([paste("a"), paste("b")]);
  expect(text.match(/fix: Correct the call, or declare it/g)).toHaveLength(2);
  expect(text.match(/why: /g)).toHaveLength(1);
});

test("expectations near a call are never taken for what was meant", () => {
  const near = [{ what: "git push", at: at(4) }];
  expect(renderFindings([finding("too-many-calls", { what: "x", near })])).toContain(
    "  nearest: git push (a.toml:4:7)\n",
  );
});

test("an unmatched call is not held against the expectation that is nearest to it", () => {
  const used = use(at(4), "git", []);
  const evidence = { call: 1, expectation: used.expectation.id };
  const unmatched = finding("unmatched-call", {
    at: { kind: "call", call: 1 },
    what: "hg was refused",
    evidence,
  });
  const worlds = [world({ calls: [command(1, "hg")], expectations: [used], findings: [unmatched] })];
  const text = render(run({ exitCode: 1, worlds }), { format: "junit", timings: false });
  expect(text).toContain('<testcase name="git" classname="release.git" file="a.toml" line="4"/>');
  expect(text).toContain('<testcase name="BKL2001 unmatched-call: hg was refused"');
});

test("what is wrong may take several lines, as a stack does", () => {
  const text = renderFindings([finding("internal", { what: "Error: x\n    at y (z.ts:1:2)" })]);
  expect(text).toContain("error BKL5999 internal: Error: x\n      at y (z.ts:1:2)\n  why: ");
});

test("a run without a program has no exit code to explain", () => {
  const report = {
    version: "0.1.0",
    worlds: [],
    findings: [finding("internal", { what: "x" })],
    durationMs: 0,
  };
  for (const format of ["text", "github"] as const) {
    expect(render({ ...report, exitCode: 1 }, { format })).not.toContain("exit 1");
  }
});

test("what a shared scenario left unused stands above the only world's calls", () => {
  const used = use(at(4), "git", []);
  const evidence = { expectation: used.expectation.id, calls: [] };
  const unused = finding("unused-expectation", { at: at(4), what: "git was never called", evidence });
  const worlds = [world({ calls: [command(1, "hg")], expectations: [used] })];
  const text = render(run({ exitCode: 1, worlds, findings: [unused] }), { format: "text" });
  expect(text).toContain("\nCalls, in order:\n  1 ✓ ok  hg  exit 0\n");
  expect(text).toContain("  a.toml:4  git: never called, wanted 1 or more, see 1\n");
});

test("a finding that was seen several times names its calls", () => {
  const seen = (count: number): string => {
    const calls = Array.from({ length: count }, (_, index) => index + 3);
    const place = { kind: "call" as const, call: 3 };
    return renderFindings([finding("unmatched-call", { at: place, what: "x", count, evidence: { calls } })]);
  };
  expect(seen(1)).toContain(": x\n  at call 3\n");
  expect(seen(3)).toContain(": x (3 times)\n  at calls 3, 4, 5\n");
  expect(seen(12)).toContain("  at calls 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 2 more\n");
});
