import { expect, test } from "vitest";
import { bare, call, json, site, stub, world } from "../../tests/samples/drift-evidence.ts";
import { evidence } from "../../tests/samples/drift-shop.ts";
import type { Allow } from "../scenario/index.ts";
import { judgeDrift, withConsequences, type DriftReport } from "./index.ts";

const phantom = stub("t:1", "POST /items/itm_1/tags", json({}, 201));
const thin = stub("t:2", "GET /items/1", json({ id: "1" }));
const worlds = [
  world(
    "a",
    "passed",
    [phantom, thin],
    [call("POST /items/itm_1/tags", phantom), call("GET /items/1", thin)],
  ),
];
const entry = (rule: string, about?: string, more: Partial<Allow> = {}): Allow => ({
  rule,
  about,
  reason: "backend adds it in sprint 14",
  owner: "platform",
  expires: "2027-02-01",
  at: site("backlot.toml:9"),
  ...more,
});
const judged = (...allow: Allow[]): DriftReport =>
  judgeDrift(evidence({ stubs: [phantom, thin], worlds }), { allow });
const names = ({ findings }: DriftReport): string[] => withConsequences(findings).map(({ name }) => name);

test("a phantom that is kept takes along its stub and the test that only confirms itself", () => {
  expect(names(judged())).toEqual(["phantom-call", "phantom-path", "self-confirming-pair", "thin-body"]);
  for (const rule of ["phantom-call", "phantom-path", "BKL3111"]) {
    const report = judged(entry(rule, "convo POST /items/{id}/tags"));
    expect(names(report)).toEqual(["thin-body"]);
    expect(withConsequences(report.allowed[0]?.findings ?? []).map(({ name }) => name)).toEqual([
      "phantom-call",
      "phantom-path",
      "self-confirming-pair",
    ]);
  }
});

test("an entry may name the operation without its service, a site, or nothing", () => {
  for (const about of ["GET /items/{id}", "GET /items/*", "t:2", undefined]) {
    expect(names(judged(entry("thin-body", about)))).toEqual([
      "phantom-call",
      "phantom-path",
      "self-confirming-pair",
    ]);
  }
  expect(names(judged(entry("thin-body", "GET /items")))).toContain("thin-body");
});

test("what follows may be switched off alone", () => {
  expect(names(judged(entry("self-confirming-pair")))).toEqual(["phantom-call", "phantom-path", "thin-body"]);
});

test("an entry about drift that hid nothing is an error, where all tests ran to their end", () => {
  const unused = (report: DriftReport): unknown[] =>
    report.findings
      .filter(({ name }) => name === "unused-allow")
      .map(({ severity, what }) => [severity, what]);
  expect(unused(judged(entry("stale-stub", "GET /gone")))).toEqual([
    ["error", '[[allow]] stale-stub at "GET /gone" matched nothing'],
  ]);
  const stopped = judgeDrift(evidence({ stubs: [thin], worlds: [world("a", "failed", [thin], [])] }), {
    allow: [entry("phantom-call")],
  });
  expect(unused(stopped)).toEqual([["warning", "[[allow]] phantom-call matched nothing"]]);
  // What runs tell is not the gate's to judge.
  expect(unused(judged(entry("unmatched-call")))).toEqual([]);
});

test("an entry without owner or expiry is a note", () => {
  const report = judged(entry("thin-body", undefined, { owner: undefined, expires: undefined }));
  expect(report.findings.find(({ name }) => name === "incomplete-allow")).toMatchObject({
    severity: "note",
    what: "[[allow]] thin-body has no owner and no expires",
    at: { line: 9 },
  });
});

test("missing evidence can't be switched off", () => {
  const report = judgeDrift(evidence({ stubs: [stub("t:3", "POST /items", bare(201))], worlds: [] }), {
    allow: [entry("evidence-missing")],
  });
  expect(report.exitCode).toBe(3);
  expect(names(report)).toContain("evidence-missing");
});
