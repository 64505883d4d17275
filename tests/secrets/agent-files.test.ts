import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeProject, type Project } from "../crash/product.ts";
import { backlot, type BacklotEnd } from "../faults/backlot.ts";
import { canaries as c, leaksIn } from "./canaries.ts";

const scenario = `
name = "agent files"
[agents.claude]
[[agents.claude.responses]]
pattern = { contains = "deploy" }
response = { text = "Done.", tool_calls = [{ tool = "Bash", input = { command = "curl -H 'Authorization: Bearer ${c.agentToolHeader.value}' x" } }] }
`;

const settings = {
  permissions: { allow: [`Bash(curl:${c.agentRule.value})`] },
  env: { A: c.agentEnv.value },
};

/** Everything in the folder that claude thinks is its own, then a failure, so that reports show the calls. */
const program = `
printf '%s' "$CLAUDE_CONFIG_DIR" > folder
claude -p "deploy with ${c.agentPromptFile.value}" --settings '{"env":{"A":"${c.agentSettings.value}"}}' --output-format json
claude -p "deploy again" --continue > /dev/null
claude -p "what is ${c.agentPromptFile.value}?"
find "$CLAUDE_CONFIG_DIR" -type f -exec stat -c '%a %n' {} + > names
cat "$CLAUDE_CONFIG_DIR"/projects/*/*.jsonl > kept
exit 1
`;

let project: Project;
let end: BacklotEnd;
let home: string;
beforeAll(async () => {
  project = makeProject({
    "backlot.toml": scenario,
    "program.sh": program,
    ".claude/settings.json": JSON.stringify(settings),
  });
  home = project.path("home");
  mkdirSync(join(home, ".claude"), { recursive: true });
  // Nobody could read these as settings without saying so.
  writeFileSync(join(home, ".claude/settings.json"), JSON.stringify({ permissions: { allow: ["Bash"] } }));
  const targets = ["text=report.txt", "json=report.json", "junit=report.xml"].flatMap((one) => [
    "--report",
    one,
  ]);
  end = await backlot(["run", ...targets, "--report", "text", "--", "sh", "program.sh"], {
    cwd: project.folder,
    env: { HOME: home, CLAUDE_CONFIG_DIR: join(home, ".claude") },
  });
});
afterAll(() => {
  project.remove();
});

function textOf(name: string): string {
  return readFileSync(project.path(name), "utf8");
}

test("all prompts came, and the session's file has them as they were typed, for claude to resume", () => {
  expect(leaksIn(textOf("kept"))).toEqual(["a prompt that is kept", "a tool's input that is kept"]);
  expect(textOf("kept")).toContain('"deploy again"');
});

test.each([
  "report.txt",
  "report.json",
  "report.xml",
  ".backlot/last/report.json",
  ".backlot/last/journal.ndjson",
])("no secret of prompts, tools and settings is in %s", (name) => {
  expect(textOf(name)).toContain("what is ");
  expect(leaksIn(textOf(name))).toEqual([]);
});

test("no secret is in a name, and nobody else may read the files, which are gone with their world", () => {
  const names = textOf("names").trim().split("\n");
  expect(names.length).toBeGreaterThan(1);
  expect(names.filter((line) => !line.startsWith("600 "))).toEqual([]);
  expect(leaksIn(textOf("names"))).toEqual([]);
  expect(end.left).toEqual([]);
});

test("the user's own configuration was neither read nor written, though the shell named it", () => {
  expect(textOf("folder")).not.toContain(home);
  expect(readdirSync(join(home, ".claude"))).toEqual(["settings.json"]);
  const journal = textOf(".backlot/last/journal.ndjson");
  expect(journal).toContain('"denied":true');
});
