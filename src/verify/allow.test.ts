import { describe, expect, test } from "vitest";
import type { Allow } from "../scenario/index.ts";
import { applyAllow } from "./allow.ts";
import { found, line } from "../../tests/samples/uses.ts";

const allow = (rule: string, about?: string): Allow => ({ rule, about, reason: "later", at: line(9) });
const one = found("unmatched-call", "GET /a matches no expectation");
const left = (entry: Allow, ...subjects: string[]): string[] =>
  applyAllow([one], [entry], () => subjects).findings.map((finding) => finding.name);

describe("an entry of [[allow]]", () => {
  test("takes out what it names, by name or code, and lists it with its reason", () => {
    for (const rule of ["unmatched-call", "BKL2001", "bkl2001"]) {
      expect(applyAllow([one], [allow(rule)], () => [])).toEqual({
        findings: [],
        allowed: [{ rule, reason: "later", at: line(9), findings: [one] }],
      });
    }
  });

  test("that allowed nothing is a warning, unless only a part was judged", () => {
    const { findings, allowed } = applyAllow([one], [allow("forbidden-call", "git **")], () => ["GET /a"]);
    expect(findings).toMatchObject([
      { name: "unmatched-call" },
      {
        name: "unused-allow",
        severity: "warning",
        at: line(9),
        what: '[[allow]] forbidden-call at "git **" matched nothing',
      },
    ]);
    expect(allowed).toEqual([]);
    expect(applyAllow([], [allow("forbidden-call")], () => []).findings[0]?.what).toBe(
      "[[allow]] forbidden-call matched nothing",
    );
    expect(applyAllow([one], [allow("forbidden-call")], () => [], true).findings).toEqual([one]);
  });

  test("of what only the gate tells is none of a run's business: notes about examples were", () => {
    for (const rule of ["stale-stub", "contradicting-model", "invalid-example"]) {
      expect(applyAllow([one], [allow(rule)], () => []).findings).toEqual([one]);
    }
  });

  test("the first one that fits takes it; a second one is left without effect", () => {
    const { findings } = applyAllow([one], [allow("unmatched-call"), allow("unmatched-call")], () => []);
    expect(findings.map((finding) => finding.name)).toEqual(["unused-allow"]);
  });
});

test.each([
  ["GET /a", "GET /a", true],
  ["GET /a", "GET   /a", true],
  [" GET  /a ", "GET /a", true],
  ["GET /a", "GET /ab", false],
  ["GET /*", "GET /a/b?c=1", true],
  ["GET /a?b=1", "GET /a?b=1", true],
  ["GET /?", "GET /a", true],
  ["GET /?", "GET /", false],
  ["GET /users/{id}/x", "GET /users/7/x", true],
  ["GET /users/{id}", "GET /users/7/x", false],
  ["git (a|b) [c] ^$.+\\", "git (a|b) [c] ^$.+\\", true],
  ["git (a|b)", "git a", false],
  ["convo *", "convo GET /\nx", true],
])("at = %j is about %j: %s", (about, subject, fits) => {
  expect(left(allow("unmatched-call", about), "other", subject)).toEqual(
    fits ? [] : ["unmatched-call", "unused-allow"],
  );
});
