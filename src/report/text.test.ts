import { describe, expect, test } from "vitest";
import { finding, type Finding } from "../core/index.ts";
import type { CallOutcome, RunReport } from "../engine/index.ts";
import { by, command, http, placeIn, run, use, world } from "./golden/build.ts";
import { runs } from "./golden/runs.ts";
import { render, renderCalls, renderFindings, type StyleOptions } from "./index.ts";

function text(report: RunReport, options: StyleOptions = {}): string {
  return render(report, { format: "text", ...options });
}

function lines(report: RunReport, options: StyleOptions = {}): string[] {
  return text(report, options).trimEnd().split("\n");
}

const place = placeIn("backlot.toml", 4, 'run = "git"', '"git"');
const git = use(place, "git", [1]);

describe("a run without problems", () => {
  test("is exactly two lines, whatever its names are", () => {
    for (const scenario of ["release", "x".repeat(300), "a\nb"]) {
      const report = run({ worlds: [world({ scenario, unchecked: ["a\nb", "c", "d", "e"] })] });
      expect(lines(report, { width: 60 })).toHaveLength(2);
      expect(lines({ ...report, worlds: [...report.worlds, ...report.worlds] })).toHaveLength(2);
    }
  });

  const counted: [name: string, outcomes: CallOutcome[], expected: string][] = [
    ["one call", ["answered"], "the one call answered, 1 expectation met"],
    ["several calls", ["answered", "answered"], "all 2 calls answered, 1 expectation met"],
    ["passed calls", ["passed", "passed"], "all 2 calls passed to the real program, 1 expectation met"],
    ["both", ["answered", "passed"], "all 2 calls answered (1 by the real program), 1 expectation met"],
    [
      "others",
      ["answered", "refused", "failed", "gone", "passed"],
      "1 of 5 calls answered, 1 passed to the real program, 1 refused, 1 failed, 1 given up by the program, 1 expectation met",
    ],
    ["no calls", [], "no calls were made, 1 expectation met"],
  ];
  test.each(counted)("counts %s", (_name, outcomes, expected) => {
    const calls = outcomes.map((outcome, index) => command(index + 1, "git", { outcome }));
    const [first] = lines(run({ worlds: [world({ calls, expectations: [git] })] }));
    expect(first).toBe(`backlot: ${expected} (release)`);
  });

  test("says how many expectations were met when a check for it is switched off", () => {
    const [first] = lines(run({ worlds: [world({ expectations: [git, use(place, "hg", [])] })] }));
    expect(first).toBe("backlot: no calls were made, 1 of 2 expectations met (release)");
  });

  test("names the world when it is not the main one, and says when there was none", () => {
    expect(lines(run({ worlds: [world({ world: "tags" })] }))[0]).toMatch(/ \(release: tags\)$/);
    expect(lines(run())[0]).toMatch(/ \(no world was opened\)$/);
  });

  test("lists three of what was not checked and counts the rest, but lists every check that is off", () => {
    const unchecked = ["a", "b", "c", "d", "e"];
    const allowed = unchecked.map((rule) => ({ rule, reason: "r", at: place, findings: [] }));
    const optional = use(place, "helm lint *", [], { times: { min: 0, max: null } });
    const [, second] = lines(run({ worlds: [world({ unchecked, allowed, expectations: [optional] })] }));
    expect(second).toBe(
      "switched off: a (0), b (0), c (0), d (0), e (0); not checked: a, b, c and 2 more; " +
        "optional and unused: helm lint *; calls: backlot calls",
    );
  });

  test("counts what one switched-off check hid in all worlds together", () => {
    const hidden = finding("unused-expectation", { what: "x" });
    const one = world({ allowed: [{ rule: "r", reason: "why", at: place, findings: [hidden] }] });
    expect(lines(run({ worlds: [one, one] }))[1]).toMatch(/^switched off: r \(2\);/);
  });
});

describe("the last line says what the exit code means", () => {
  const cases: [expected: string, fields: Partial<RunReport>][] = [
    ["exit 1: verification failed; the program itself exited 0", { exitCode: 1 }],
    ["exit 7: the program's own exit code; verification failed too", { exitCode: 7, programExit: 7 }],
    [
      "exit 143: the program was ended by SIGTERM; verification failed too",
      { exitCode: 143, programExit: null, programSignal: "SIGTERM" },
    ],
    ["exit 2: the scenario is wrong; the program itself exited 0", { exitCode: 2 }],
    ["exit 3: evidence is missing; the program itself exited 0", { exitCode: 3 }],
    ["exit 9: see the findings above; the program itself exited 0", { exitCode: 9 }],
    ["exit 1: verification failed", { exitCode: 1, programExit: null }],
  ];
  test.each(cases)("%s", (expected, fields) => {
    expect(lines({ ...runs["unmatched"]!, ...fields }).at(-1)).toBe(expected);
  });

  test("also when only the program failed", () => {
    const well = { ...runs["all-well"]!, exitCode: 5, programExit: 5 };
    expect(lines(well)).toHaveLength(3);
    expect(lines(well).at(-1)).toBe("exit 5: the program's own exit code; verification found nothing wrong");
    expect(lines({ ...well, programExit: 0, exitCode: 0, programSignal: "SIGINT" })).toHaveLength(2);
  });
});

function unmatched(count: number): Finding[] {
  return Array.from({ length: count }, (_, index) =>
    finding("unmatched-call", {
      at: { kind: "call", call: index + 1 },
      what: `call ${index + 1} was refused`,
    }),
  );
}

describe("long reports", () => {
  test("say a reason and a fix once", () => {
    const report = text(run({ exitCode: 1, worlds: [world({ findings: unmatched(3) })] }));
    expect(report.match(/why: /g)).toHaveLength(1);
    expect(report.match(/fix: /g)).toHaveLength(1);
  });

  test("show twenty findings in full and the others on one line", () => {
    const report = run({ exitCode: 1, worlds: [world({ findings: unmatched(21) })] });
    expect(text(report)).toContain("20. BKL2001 unmatched-call: call 20 was refused\n    at call 20\n");
    expect(text(report)).toContain("21. BKL2001 unmatched-call: call 21 was refused (call 21)\n");
    expect(text(report, { verbose: true })).toContain("call 21 was refused\n    at call 21\n");
  });

  test("show ten consequences and count the others", () => {
    const [root, ...consequences] = unmatched(12);
    const report = run({ exitCode: 1, worlds: [world({ findings: [{ ...root!, consequences }] })] });
    expect(text(report)).toContain("call 11 was refused (call 11)\n     and 1 more\n");
    expect(text(report, { verbose: true })).toContain("call 12 was refused (call 12)\n");
  });

  test("show consequences of consequences below them", () => {
    const [root, middle, leaf] = unmatched(3);
    const nested = { ...root!, consequences: [{ ...middle!, consequences: [leaf!] }] };
    expect(text(run({ exitCode: 1, worlds: [world({ findings: [nested] })] }))).toContain(
      "     BKL2001 unmatched-call: call 2 was refused (call 2)\n       BKL2001 unmatched-call: call 3 was refused (call 3)\n",
    );
  });

  test("show twenty worlds without problems and count the others", () => {
    const worlds = [world({ findings: unmatched(1) }), ...Array.from({ length: 21 }, () => world())];
    const report = run({ exitCode: 1, worlds });
    expect(text(report).match(/^✓ World/gm)).toHaveLength(20);
    expect(text(report)).toContain("… 1 more world without problems\n");
    expect(text(report, { verbose: true }).match(/^✓ World/gm)).toHaveLength(21);
  });

  test.each([
    [100, 100],
    [101, 8],
  ])("show of %i calls %i, unless verbose", (count, shown) => {
    const calls = Array.from({ length: count }, (_, index) => command(index + 1, "git"));
    const failing = [finding("internal", { what: "x" })];
    const report = run({ exitCode: 1, worlds: [world({ calls, findings: failing })] });
    expect(text(report).match(/^ +\d+ ✓ ok {2}git/gm)).toHaveLength(shown);
    expect(text(report, { verbose: true }).match(/^ +\d+ ✓ ok {2}git/gm)).toHaveLength(count);
  });
});

describe("findings", () => {
  test("say how often they were seen", () => {
    expect(renderFindings([finding("internal", { what: "x", count: 3 })])).toContain(": x (3 times)\n");
  });

  test("count problems by kind when they have no words of their own", () => {
    const findings = [
      finding("handler-failed", { what: "x", count: 2 }),
      finding("port-in-use", { what: "y" }),
    ];
    expect(lines(run({ exitCode: 1, findings }))[0]).toBe(
      "backlot: FAILED (no world was opened): 2 handlers failed, 1 port-in-use",
    );
  });

  test("paste text that holds a multi-line string without an indent", () => {
    const paste = '[[commands]]\nrun = "x"\nreply = { stdout = """\na\n""" }\n';
    expect(renderFindings([finding("unmatched-call", { what: "x", paste })])).toContain(`\n\n${paste}\n`);
  });

  test("name the files they are in, up to three", () => {
    const inFiles = (count: number): string =>
      renderFindings(
        Array.from({ length: count }, (_, index) =>
          finding("wrong-type", { at: { ...place, file: `${index}.toml` }, what: "x" }),
        ),
      );
    expect(inFiles(3)).toMatch(/^backlot: 3 errors in 0.toml, 1.toml, 2.toml\n/);
    expect(inFiles(4)).toMatch(/^backlot: 4 errors in 4 files\n/);
    expect(renderFindings([])).toBe("");
  });
});

describe("the call table", () => {
  test("says each outcome in a word and how the call ended", () => {
    const exit = (exitCode: number | null, signal: string | null = null): Partial<RunReportCall> => ({
      detail: { protocol: "command", command: "a", args: [], cwd: "/", exitCode, signal },
    });
    const unread = { protocol: "command" as const, command: "a", args: [], cwd: "/" };
    const { detail } = http(1, "s", "GET /", 200);
    if (detail.protocol !== "http") throw new Error("not an HTTP call");
    const { response, ...unanswered } = detail;
    const calls = [
      command(1, "a", exit(3)),
      command(2, "a", { ...exit(null, "SIGTERM"), scripted: true }),
      command(3, "a", { ...exit(null), outcome: "passed" }),
      command(4, "a", { detail: unread, outcome: "gone", scripted: true }),
      http(5, "s", "GET /", 200, { detail: { ...detail, response: { ...response!, fault: "reset" } } }),
      http(6, "s", "GET /", 200, { detail: unanswered, outcome: "failed" }),
      command(7, "a", { findings: [finding("forbidden-call", { what: "x" })] }),
    ];
    expect(renderCalls(calls)).toBe(
      [
        "  1 ✓ ok         a      exit 3",
        "  2 ✓ ok         a      SIGTERM (scripted)",
        "  3 → passed     a      exit unknown",
        "  4 ~ gone       a",
        "  5 ✓ ok         GET /  reset",
        "  6 ✗ failed     GET /",
        "  7 ✗ forbidden  a      exit 0",
        "",
      ].join("\n"),
    );
  });

  test("shares the width between what was called and what answered", () => {
    const used = use(placeIn("a/long/path/to/backlot.toml", 4, "x", "x"), "y".repeat(90), [1]);
    const table = renderCalls([command(1, "x".repeat(90), by(used))], { expectations: [used], width: 60 });
    expect(table).toBe(`  1 ✓ ok  ${"x".repeat(25)}…  backlot.toml:4  exit 0\n`);
  });

  test("shows bodies in part, binary ones as escapes", () => {
    const stdin = { data: Array.from({ length: 25 }, (_, line) => `line ${line}`).join("\n") };
    const stdout = { data: { base64: "AP9h" }, length: 9000 };
    const detail = { protocol: "command" as const, command: "a", args: [], cwd: "/", stdin, stdout };
    const table = renderCalls([command(1, "a", { detail })], { verbose: true });
    expect(table).toContain("               line 19\n               (5 more lines)\n");
    expect(table).toContain("      stdout   \\x00\\xffa\n               (cut; 9000 bytes in all)\n");
  });

  test("says when there were none", () => {
    expect(renderCalls([])).toBe("No calls were made.\n");
  });
});

type RunReportCall = RunReport["worlds"][number]["calls"][number];
