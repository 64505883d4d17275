import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { limits } from "../../core/index.ts";
import { createRegex, createRegexSearch } from "./regex.ts";
import { regexPort, regexSearchPort } from "./index.ts";

const data = (source: string, flags = "") => ({ source, flags });
const kilobytes50 = 50_000;

/** Patterns that backtrack without bound, each with what makes it do so. */
const evil: readonly [source: string, text: string][] = [
  ["(a+)+$", "a"],
  ["(a*)*$", "a"],
  ["([a-zA-Z]+)*$", "a"],
  ["(a|aa)+$", "a"],
  ["(a|a?)+$", "a"],
  ["(.*a){20}$", "a"],
  ["(a?){40}a{40}$", "a"],
  ["^(([a-z])+.)+[A-Z]([a-z])+$", "a"],
  ["(\\w*)+!$", "a"],
  ["^(\\w+\\s?)*$", "a"],
  ["(x+x+)+y", "x"],
  ["((a{1,})+)+$", "a"],
  ["^(?:a+){2,}b", "a"],
  ["(?:(?:a+)?)+b", "a"],
  ["(?=(a+)+b)", "a"],
  ["(?<!(a+)+b)c$", "a"],
  ["(a+)\\1+$", "a"],
  ["a*a*a*a*a*b", "a"],
  ["\\s+$", " "],
  [".*.*.*=", "a"],
  ["(?:[^]+)+[^a]$", "a"],
  ["(a|b|ab)*c", "ab"],
];

/** Milliseconds of work, not of waiting for a busy machine. */
function workOf(action: () => void): number {
  const before = process.cpuUsage();
  action();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe("regexPort", () => {
  it("ends (a+)+$ on 30 a's and an ! within 100 ms", () => {
    const workedMs = workOf(() => {
      expect(regexPort.test(data("(a+)+$"), `${"a".repeat(30)}!`)).toBe("timeout");
    });
    expect(workedMs).toBeLessThan(100);
  });

  it.each(evil)("ends %s on 50 kB", (source, part) => {
    const text = `${part.repeat(kilobytes50 / part.length)}!\n`;
    // Without a budget they take minutes or more.
    expect(workOf(() => regexPort.test(data(source), text))).toBeLessThan(limits.regexMs * 4);
  });

  it.each<[string, string, string, boolean]>([
    ["^v\\d+\\.\\d+$", "", "v1.20", true],
    ["^v\\d+$", "", "x", false],
    ["HELLO", "i", "say hello", true],
    ["^b", "m", "a\nb", true],
    ["^.$", "u", "😀", true],
    ["(a|b)*c", "", "ababc", true],
    ["(a|b)*c", "", "abab", false],
    ["(.)\\1", "", "hello", true],
    ["[\\p{L}--[a-z]]", "v", "abc", false],
  ])("says of /%s/%s on %j what RegExp says", (source, flags, text, matches) => {
    expect(regexPort.test(data(source, flags), text)).toBe(matches);
  });

  it("tries from the start each time, whatever the flags", () => {
    for (const source of ["a", "(a|b)*a"]) {
      const regex = data(source, "g");
      expect([regexPort.test(regex, "a"), regexPort.test(regex, "a")]).toEqual([true, true]);
      const sticky = data(source, "y");
      expect([regexPort.test(sticky, "a"), regexPort.test(sticky, "a")]).toEqual([true, true]);
    }
  });

  it("does not spend its budget on the same text again", () => {
    const port = createRegex(100);
    const regex = data("(a+)+$");
    const text = `${"a".repeat(30)}!`;
    expect(port.test(regex, text)).toBe("timeout");
    const started = performance.now();
    for (let time = 0; time < 20; time++) expect(port.test(regex, text)).toBe("timeout");
    expect(performance.now() - started).toBeLessThan(100);
    expect(port.test(regex, "aaa")).toBe(true);
  });

  it("takes running out of memory for going back as too slow", () => {
    const patient = createRegex(10_000);
    expect(patient.test(data("^(a|b)*$"), "ab".repeat(3_000_000))).toBe("timeout");
  });

  it("checks patterns, with the engine's own words", () => {
    expect(regexPort.check(data("a+"))).toEqual({ ok: true });
    expect(regexPort.check(data("(a+)+$"))).toEqual({ ok: true });
    expect(regexPort.check(data("a("))).toMatchObject({
      ok: false,
      message: expect.stringContaining("Unterminated group"),
    });
    expect(regexPort.check(data("a", "q"))).toMatchObject({ ok: false });
  });

  it("takes patterns of limits.regexChars characters, and none longer", () => {
    expect(regexPort.check(data("a".repeat(limits.regexChars)))).toEqual({ ok: true });
    expect(regexPort.check(data("a".repeat(limits.regexChars + 1)))).toEqual({
      ok: false,
      message: "has 1001 characters, more than 1000",
    });
  });

  it("throws a finding for a pattern that nobody checked", () => {
    expect(() => regexPort.test(data("a("), "x")).toThrow(expect.objectContaining({ code: "BKL1022" }));
    const long = data("a".repeat(limits.regexChars + 1));
    expect(() => regexPort.test(long, "x")).toThrow(expect.objectContaining({ code: "BKL1022" }));
  });

  it("interrupts patterns on a worker's thread too", async () => {
    const code = `
      const { parentPort } = require("node:worker_threads");
      const vm = require("node:vm");
      const context = vm.createContext({ regex: /(a+)+$/, text: "a".repeat(30) + "!" });
      try { new vm.Script("regex.test(text)").runInContext(context, { timeout: 50 }); }
      catch (error) { parentPort.postMessage(error.code); }`;
    const worker = new Worker(code, { eval: true });
    const message = await new Promise((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    await worker.terminate();
    expect(message).toBe("ERR_SCRIPT_EXECUTION_TIMEOUT");
  });
});

describe("regexSearchPort", () => {
  it("finds all places with their groups", () => {
    expect(regexSearchPort.matches(data("(?<key>\\w)=(\\d)?"), "a=1 b=")).toEqual([
      { index: 0, text: "a=1", groups: ["a", "1"], named: { key: "a" } },
      { index: 4, text: "b=", groups: ["b", undefined], named: { key: "b" } },
    ]);
    expect(regexSearchPort.matches(data("x", "g"), "abc")).toEqual([]);
    expect(regexSearchPort.check(data("a("))).toMatchObject({ ok: false });
  });

  it("ends a pattern that goes back without bound", () => {
    const workedMs = workOf(() => {
      expect(createRegexSearch(50).matches(data("(a+)+$"), `${"a".repeat(40)}!`)).toBe("timeout");
    });
    expect(workedMs).toBeLessThan(400);
  });
});
