import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeControl, finding, type Json, type Place } from "../core/index.ts";
import type { ExpectationUse } from "../engine/index.ts";
import { command, http, placeIn, run, use, world } from "./golden/build.ts";
import { runs } from "./golden/runs.ts";
import { render, renderFindings } from "./index.ts";

const place = placeIn("backlot.toml", 4, 'run = "git"', '"git"');

/** Any characters but lone surrogates, those that escapes are made of more often than others. */
const anyUnit = fc
  .oneof(
    fc.integer({ min: 0, max: 0xff }),
    fc.integer({ min: 0x2000, max: 0x206f }),
    fc.integer({ min: 0, max: 0x10ffff }),
  )
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));

/** The same value with its keys in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
}

describe("JSON", () => {
  test.each(Object.keys(runs))("%s has the same text for equal reports", (name) => {
    const report = runs[name]!;
    const again = shuffled(report) as typeof report;
    expect(render(again, { format: "json" })).toBe(render(report, { format: "json" }));
  });

  test("leaves out what was measured when asked to", () => {
    const text = render(runs["unmatched"]!, { format: "json", timings: false });
    expect(text).not.toMatch(/duration_ms|pid/);
  });

  test("holds bytes as text, as base64, and with their length when they were cut", () => {
    const detail = {
      protocol: "command" as const,
      command: "a",
      args: ["ok", "\udcff"],
      cwd: "/",
      stdin: { data: "text" },
      stdout: { data: { base64: "/w==" } },
      stderr: { data: "cut", length: 99 },
    };
    const more = { ...detail, stdout: { data: { base64: "/w==" }, length: 7 } };
    const report = run({
      worlds: [world({ calls: [command(1, "a", { detail }), command(2, "a", { detail: more })] })],
    });
    const [first, second] = callsOf(render(report, { format: "json" }));
    expect(first).toMatchObject({
      request: { args: ["ok", { base64: "/w==" }], stdin: "text", env_names: null },
      response: { stdout: { base64: "/w==" }, stderr: { text: "cut", length: 99 }, exit_code: null },
    });
    expect(second).toMatchObject({ response: { stdout: { base64: "/w==", length: 7 } } });
  });

  test("says null for an answer or a body that there never was", () => {
    const { detail } = http(1, "s", "GET /", 200);
    if (detail.protocol !== "http") throw new Error("not an HTTP call");
    const { response, ...unanswered } = detail;
    const withoutBody = { ...detail, response: { status: response!.status, headers: [] } };
    const calls = [
      http(1, "s", "GET /", 200, { detail: unanswered }),
      http(2, "s", "GET /", 200, { detail: withoutBody }),
    ];
    const [first, second] = callsOf(render(run({ worlds: [world({ calls })] }), { format: "json" }));
    expect(first).toMatchObject({ request: { body: null }, response: null });
    expect(second).toMatchObject({ response: { body: null, fault: null } });
  });

  test("says null for a program that was never run, and keeps how it ended otherwise", () => {
    const { programExit, command: words, ...never } = run();
    expect([programExit, words]).toEqual([0, ["npm", "test"]]);
    expect(JSON.parse(render(never, { format: "json" }))).toMatchObject({ program: null, command: null });
    const killed = { ...never, programSignal: "SIGKILL" };
    expect(JSON.parse(render(killed, { format: "json" }))).toMatchObject({
      program: { exit_code: null, signal: "SIGKILL" },
    });
  });
});

function callsOf(text: string): Json[] {
  return (JSON.parse(text) as { worlds: { calls: Json[] }[] }).worlds[0]!.calls;
}

describe("JUnit", () => {
  test("a check that was switched off for an expectation is a skipped case with its reason", () => {
    const used = use(place, "git", []);
    const hidden = finding("unused-expectation", { at: place, what: "git was never called" });
    const allowed = [
      { rule: "unused-expectation", reason: "only on Fridays", at: place, findings: [hidden] },
    ];
    const text = render(run({ worlds: [world({ expectations: [used], allowed })] }), { format: "junit" });
    expect(text).toContain('<skipped message="switched off: unused-expectation, only on Fridays"/>');
    expect(text).toContain('tests="1" failures="0" errors="0" skipped="1"');
  });

  test("of two expectations at one place, evidence says which one failed", () => {
    const first = use(place, "git", []);
    const second = { ...first, expectation: { ...first.expectation, id: "other" } };
    const evidence = { expectation: "other" };
    const failing = finding("unused-expectation", { at: place, what: "git was never called", evidence });
    const report = run({
      exitCode: 1,
      worlds: [world({ expectations: [first, second], findings: [failing] })],
    });
    expect(render(report, { format: "junit" })).toContain('tests="2" failures="1"');
  });

  test("a warning does not fail", () => {
    const text = render(runs["warned"]!, { format: "junit" });
    expect(text).toContain('failures="0"');
    expect(text).toContain("<system-out>GET /events (call 2) was still open");
  });

  test("a run without worlds and findings is still a suite", () => {
    expect(render(run(), { format: "junit" })).toContain('<testsuite name="run" tests="0"');
  });

  test("cases that TypeScript declared name their file, others none", () => {
    const declared = use(place, "git", [1]);
    const at = { kind: "code" as const, file: "a.test.ts", line: 3, column: 1 };
    const input = { kind: "input" as const, input: "defineScenario()" };
    const declaredAt = (one: Place): ExpectationUse => ({
      ...declared,
      expectation: { ...declared.expectation, at: one },
    });
    const expectations = [declaredAt(at), declaredAt(input)];
    const text = render(run({ worlds: [world({ expectations })] }), { format: "junit", timings: false });
    expect(text).toContain('<testcase name="git" classname="release.git" file="a.test.ts" line="3"/>');
    expect(text).toContain('<testcase name="git" classname="release.git"/>');
  });
});

describe("GitHub", () => {
  test("properties and messages come back from their escapes", () => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit }), fc.string({ unit: anyUnit }), (file, what) => {
        const at = { kind: "code" as const, file, line: 3, column: 1 };
        const [line] = renderFindings([finding("wrong-type", { at, what })], { format: "github" }).split(
          "\n",
        );
        const parts = /^::error file=([^:,]*),line=3,col=1,title=BKL1004 wrong-type::(.*)$/.exec(line!);
        expect(parts).not.toBeNull();
        expect(decodeURIComponent(parts![1]!)).toBe(escapeControl(file, ""));
        expect(unescapeData(parts![2]!).split("\n")[0]).toBe(escapeControl(what, ""));
      }),
    );
  });

  test("notes are notices, and nothing found is no text", () => {
    expect(renderFindings([finding("unchecked-service", { what: "x" })], { format: "github" })).toMatch(
      /^::notice /,
    );
    expect(renderFindings([], { format: "github" })).toBe("");
  });

  test("a well run says so in two plain lines", () => {
    expect(render(runs["all-well"]!, { format: "github" })).toBe(
      render(runs["all-well"]!, { format: "text" }),
    );
  });
});

function unescapeData(text: string): string {
  return text.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
}
