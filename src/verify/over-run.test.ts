import { expect, test } from "vitest";
import { arrivalOf, commandHead } from "../../tests/samples/calls.ts";
import { served, worldOf } from "../../tests/samples/world.ts";
import { finding } from "../core/index.ts";
import { judgeOverRun, verify } from "./index.ts";

const base = `
shared = true
[[commands]]
name = "used"
run = "a"
reply = {}
[[commands]]
name = "unused"
run = "b"
reply = {}
[[commands]]
name = "known"
run = "c"
reply = {}
[[allow]]
rule = "unused-expectation"
at = "known"
reason = "comes next week"
`;

async function shared(...commands: string[]) {
  const world = await worldOf(base);
  for (const command of commands) await served(world, arrivalOf(commandHead([command])));
  const report = verify(world, { world: "w", unsealed: [], withoutCounts: true });
  return { report, allow: world.scenario.allow };
}

test("what one world of a run used is used, and what none used is said once", async () => {
  const { findings, allowed } = judgeOverRun([await shared("a"), await shared(), await shared("a")]);
  expect(findings.map(({ name, what }) => [name, what])).toEqual([
    ["unused-expectation", "unused (b) was never called"],
  ]);
  expect(allowed.map(({ reason, findings: hidden }) => [reason, hidden.length])).toEqual([
    ["comes next week", 1],
  ]);
});

test("worlds of one shared scenario judge no counts themselves", async () => {
  const { report } = await shared();
  expect(report.findings).toEqual([]);
});

/** A world of the shared scenario in which lines of a recording were left. */
async function leaving(left: readonly string[], of = "f.json") {
  const { report, allow } = await shared("a", "b", "c");
  const pending = [
    finding("unconsumed-recording", { what: `left of ${of}\n  old text`, evidence: { of, left: [...left] } }),
  ];
  return { report: { ...report, pending }, allow };
}
const whats = (...worlds: Parameters<typeof judgeOverRun>[0]): readonly string[] =>
  judgeOverRun(worlds).findings.map(({ what }) => what);

test("a recording's line that any world of a run used is used", async () => {
  expect(whats(await leaving(["x", "y"]), await leaving(["y", "z"]))).toEqual(["left of f.json\n  y"]);
  expect(whats(await leaving(["x"]), await leaving(["y"]))).toEqual([]);
  expect(whats(await leaving(["x"]), await shared("a", "b", "c"))).toEqual([]);
  expect(whats(await leaving(["x"]), await leaving(["x"], "g.json"))).toEqual([]);
});

test("a recording of which nobody says what is left of it is told as it is", async () => {
  expect(whats(await leaving([]), await leaving([]))).toEqual(["left of f.json\n  old text"]);
});
