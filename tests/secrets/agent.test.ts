import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeProject, type Project } from "../crash/product.ts";
import { backlot, type BacklotEnd } from "../faults/backlot.ts";
import { canaries, leaksIn } from "./canaries.ts";

const { agentPrompt, agentStdin, agentUnmatched, agentTool, agentResult, agentAnswer, agentFlag } = canaries;

const scenario = `
[agents.claude]
[[agents.claude.responses]]
pattern = { contains = "deploy" }
[agents.claude.responses.response]
text = "Deployed with ${agentAnswer.value}."
tool_calls = [{ tool = "Bash", input = { command = "ls ${agentTool.value}" }, result = "${agentResult.value}" }]
[[agents.claude.responses.response.then]]
text = "Said ${agentAnswer.value}."
expect_results = [{ tool = "Bash", contains = "never" }]
[[agents.claude.responses]]
pattern = "unused ${agentAnswer.value}"
response = "x"
`;

const program = `
claude -p "deploy ${agentPrompt.value}" --append-system-prompt "${agentFlag.value}"
echo "deploy ${agentStdin.value}" | claude -p --output-format stream-json --verbose
claude -p "unknown ${agentUnmatched.value}"
echo "unknown ${agentUnmatched.value}" | claude -p
true
`;

const reports = ["text=report.txt", "json=report.json", "junit=report.xml", "github=report.github", "text"];

let project: Project;
let end: BacklotEnd;
beforeAll(async () => {
  project = makeProject({ "backlot.toml": scenario, "program.sh": program });
  const targets = reports.flatMap((target) => ["--report", target]);
  end = await backlot(["run", ...targets, "--", "sh", "program.sh"], { cwd: project.folder });
});
afterAll(() => {
  project.remove();
});

function textOf(name: string): string {
  return readFileSync(project.path(name), "utf8");
}

test("all prompts came, so that there was something to leak", () => {
  expect(end.exitCode).toBe(1);
  const journal = textOf(".backlot/last/journal.ndjson").trim().split("\n");
  const kinds = journal.map((line) => (JSON.parse(line) as { kind: string }).kind);
  expect(kinds.filter((kind) => kind === "call")).toHaveLength(4);
  expect(kinds.filter((kind) => kind === "event")).toHaveLength(4);
  expect(textOf("report.json")).toContain("deploy <redacted>");
});

test.each([
  "report.txt",
  "report.json",
  "report.xml",
  "report.github",
  ".backlot/last/report.json",
  ".backlot/last/journal.ndjson",
])("no secret is in %s", (name) => {
  // A scenario's own lines are shown where something is wrong with them: whoever writes a token there shows it.
  expect(leaksIn(textOf(name))).toEqual([]);
});

test("no secret is on standard error, and nothing in the temporary folder", () => {
  expect(leaksIn(end.stderr)).toEqual([]);
  expect(end.stderr).toContain("BKL2015");
  expect(end.left).toEqual([]);
});
