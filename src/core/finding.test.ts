import { describe, expect, test } from "vitest";
import { codes } from "./codes/index.ts";
import { BacklotError, finding, hasErrors } from "./finding.ts";
import { failed, ok } from "./result.ts";

describe("finding", () => {
  test("takes code, severity, reason and fix from the registry", () => {
    const { code, severity, why, fix } = codes["unknown-field"];
    expect(finding("unknown-field", { what: 'unknown field "x"' })).toStrictEqual({
      code,
      name: "unknown-field",
      severity,
      what: 'unknown field "x"',
      why,
      fix,
      near: [],
      count: 1,
    });
  });

  test("takes what it is given instead", () => {
    const at = { kind: "input" as const, input: "--seed" };
    const consequence = finding("unused-expectation", { what: "b" });
    const given = {
      at,
      severity: "note" as const,
      what: "a",
      why: "because",
      fix: "do this",
      count: 3,
      evidence: { calls: [1] },
      paste: "x = 1",
      consequences: [consequence],
    };
    expect(finding("internal", { ...given, near: ["seed", { what: "env", at }] })).toStrictEqual({
      ...given,
      code: "BKL5999",
      name: "internal",
      near: [{ what: "seed" }, { what: "env", at }],
    });
  });

  test("is frozen through and through", () => {
    const made = finding("internal", { what: "a", near: ["b"], evidence: { calls: [1] } });
    expect(Object.isFrozen(made)).toBe(true);
    expect(Object.isFrozen(made.near[0])).toBe(true);
    expect(Object.isFrozen((made.evidence as { calls: number[] }).calls)).toBe(true);
  });
});

test("only an error is one", () => {
  const note = finding("unchecked-service", { what: "a" });
  const warning = finding("unfinished-call", { what: "b" });
  expect(hasErrors([])).toBe(false);
  expect(hasErrors([note, warning])).toBe(false);
  expect(hasErrors([note, finding("internal", { what: "c" })])).toBe(true);
});

describe("BacklotError", () => {
  test("carries its findings, and tells all of them", () => {
    const findings = [
      finding("world-closed", { what: "the world is closed" }),
      finding("usage", { what: "--sed is unknown" }),
    ];
    const error = new BacklotError(findings);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: "BacklotError", code: "BKL5009", findings });
    expect(error.message).toBe(
      [
        "BKL5009 world-closed: the world is closed",
        "  A world is never used again after close().",
        "  fix: Open a new world.",
        "BKL5010 usage: --sed is unknown",
        "  Unknown flags and verbs are refused.",
        "  fix: See backlot --help.",
      ].join("\n"),
    );
  });

  test("may be given its text", () => {
    expect(new BacklotError([], "in other words")).toMatchObject({
      message: "in other words",
      code: "BKL0000",
    });
  });
});

test("a result is a value with warnings, or all that is wrong", () => {
  const findings = [finding("internal", { what: "a" })];
  expect(ok(1)).toEqual({ ok: true, value: 1, findings: [] });
  expect(ok(1, findings)).toEqual({ ok: true, value: 1, findings });
  expect(failed(findings)).toEqual({ ok: false, findings });
});
