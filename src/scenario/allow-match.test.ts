import { describe, expect, test } from "vitest";
import { findCode, type FindingName } from "../core/index.ts";
import { allowsRule, allowsSubject } from "./index.ts";

function allows(rule: string, name: FindingName): boolean {
  const code = findCode(name)?.code;
  if (code === undefined) throw new Error(`${name} has no code`);
  return allowsRule({ rule }, { name, code });
}

describe("an entry of [[allow]]", () => {
  test("names a rule by its name or its code, however that is written", () => {
    expect(allows("over-limit", "over-limit")).toBe(true);
    expect(allows("BKL1013", "over-limit")).toBe(true);
    expect(allows("bkl1013", "over-limit")).toBe(true);
    expect(allows("BKL1012", "over-limit")).toBe(false);
    expect(allows("syntax-error", "over-limit")).toBe(false);
  });

  test("that names one phantom covers its stub and its call, and nothing else", () => {
    const phantoms = ["phantom-path", "phantom-method", "phantom-call", "phantom-call-method"] as const;
    for (const rule of phantoms) {
      expect(phantoms.filter((name) => allows(rule, name))).toEqual(phantoms);
      expect(allows(rule, "over-limit")).toBe(false);
    }
    expect(allows("BKL3101", "phantom-call")).toBe(true);
    expect(allows("over-limit", "phantom-call")).toBe(false);
    expect(allows("no-such-rule", "phantom-call")).toBe(false);
  });

  test("is about everything where it does not say what it is about", () => {
    expect(allowsSubject({ about: undefined }, [])).toBe(true);
    expect(allowsSubject({ about: "*" }, [])).toBe(false);
  });

  test.each([
    ["convo POST /a", "convo POST /a", true],
    ["convo POST /a", "convo POST /a/b", false],
    ["  convo   POST\t/a ", "convo POST /a", true],
    ["convo POST /a", "convo  POST  /a", true],
    ["convo POST /a", "convoPOST/a", false],
    ["convo * /a", "convo POST /a", true],
    ["convo ** /a", "convo POST /x\n/a", true],
    ["convo * /b", "convo POST /a", false],
    ["GET /a?", "GET /ab", true],
    ["GET /a?", "GET /a", false],
    ["GET /a?", "GET /abc", false],
    ["GET /t/{id}", "GET /t/ten_1", true],
    ["GET /t/{id}", "GET /t/", false],
    ["GET /t/{id}", "GET /t/1/2", false],
    ["GET /t/{id}/x", "GET /t/1/x", true],
    ["GET /a.b", "GET /a.b", true],
    ["GET /a.b", "GET /axb", false],
    ["GET /(a|b)+[c]$^", "GET /(a|b)+[c]$^", true],
    [String.raw`GET /a\d`, "GET /a1", false],
  ])("about %j and the subject %j", (about, subject, covered) => {
    expect(allowsSubject({ about }, [subject])).toBe(covered);
    expect(allowsSubject({ about }, ["another", subject])).toBe(covered);
  });
});
