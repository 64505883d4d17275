import { expect, test } from "vitest";
import { sampleAgent } from "../../tests/samples/agent.ts";
import { arrivalOf, commandHead, httpHead } from "../../tests/samples/calls.ts";
import { served, worldOf } from "../../tests/samples/world.ts";
import type { CallHead } from "../core/index.ts";
import type { CallRecord, WorldReport } from "../engine/index.ts";
import { suggestScenario } from "./suggest-scenario.ts";

const command = (line: string): CallHead => commandHead(line.split(" "));

/** A world that has declared `git status` alone, after these calls. */
async function after(...heads: readonly CallHead[]): Promise<WorldReport> {
  const world = await worldOf('[[commands]]\nrun = "git status"\noptional = true\nreply = {}\n');
  for (const head of heads) await served(world, arrivalOf(head));
  return reportOf(world.calls({}));
}

function reportOf(calls: readonly CallRecord[]): WorldReport {
  return {
    world: "main",
    scenario: "backlot.toml",
    files: ["backlot.toml"],
    calls,
    expectations: [],
    findings: [],
    allowed: [],
    unchecked: [],
    unsealed: [],
  };
}

/** The lines that say something, without the replies. */
async function suggested(...worlds: readonly WorldReport[]): Promise<readonly string[]> {
  const { scenario } = await suggestScenario(worlds);
  const lines = (scenario ?? "").split("\n");
  return lines.filter((line) => line !== "" && !/^(?:#|reply|\[\[)/.test(line));
}

test("what was declared is not suggested", async () => {
  const world = await after(command("git status"));
  const { scenario, of } = await suggestScenario([world]);
  expect(scenario).toBeNull();
  expect(world.calls.map(of)).toEqual([null]);
});

test("the suggested scenario takes the calls it was made from", async () => {
  const heads = [command("git push"), command("git status"), command("git push"), httpHead("GET /a?b=1")];
  const world = await after(...heads);
  const { scenario, of } = await suggestScenario([world]);
  expect(scenario).toBe(
    [
      "# What was called and not declared. The replies are empty: fill in what the program needs.",
      "",
      "[[services.convo.stubs]]",
      'request = "GET /a?b=1"',
      "reply = { json = {} }",
      "",
      "[[commands]]",
      'run = "git push"',
      'reply = { stdout = "" }',
      "times = 2",
      "",
    ].join("\n"),
  );
  expect(world.calls.map((call) => of(call)?.split("\n", 2)[1])).toEqual([
    'run = "git push"',
    undefined,
    'run = "git push"',
    'request = "GET /a?b=1"',
  ]);
  const open = await worldOf(scenario ?? "");
  for (const head of [heads[0], heads[2], heads[3]])
    expect(await served(open, arrivalOf(head as CallHead))).toMatchObject({ outcome: "answered" });
});

test("a call that not every world makes equally often has no times, and may be optional", async () => {
  const [once, twice, never] = [
    await after(command("a b"), command("c d")),
    await after(command("a b"), command("a b"), command("c d")),
    await after(command("c d")),
  ];
  expect(await suggested(once, twice)).toEqual(['run = "a b"', 'run = "c d"']);
  expect(await suggested(once, never)).toEqual(['run = "a b"', "optional = true", 'run = "c d"']);
  expect(await suggested(twice, twice)).toEqual(['run = "a b"', "times = 2", 'run = "c d"']);
  expect(await suggested(twice, { ...never, files: ["other.toml"] })).toEqual([
    'run = "a b"',
    "times = 2",
    'run = "c d"',
  ]);
});

test("a request that takes others' calls stands behind them, and one that is never reached is left out", async () => {
  const world = await after(
    httpHead("OPTIONS *"),
    httpHead("get /a"),
    httpHead("GET /a"),
    httpHead("GET /a?b=1"),
    httpHead("GET /a?c=2&b=1"),
    httpHead("GET /a?b=1&c=2"),
    httpHead("OPTIONS /b"),
  );
  expect(await suggested(world)).toEqual([
    'request = "GET /a?c=2&b=1"',
    'request = "GET /a?b=1"',
    'request = "GET /a"',
    'request = "OPTIONS /b"',
    'request = "* /a"',
    'request = "OPTIONS /**"',
  ]);
});

test("a command that no scenario can name is not suggested, and takes no other with it", async () => {
  expect(await suggested(await after(commandHead(["to\udcffol"]), command("git push")))).toEqual([
    'run = "git push"',
  ]);
});

test("a prompt that came twice was suggested with times, which no rule of an agent has", async () => {
  const agent = await sampleAgent("[agents.claude]\n");
  for (let count = 0; count < 2; count += 1) await agent.claude(["-p", "why?"]);
  expect((await suggestScenario([reportOf(agent.world.calls())])).scenario).toBe(
    [
      "# What was called and not declared. The replies are empty: fill in what the program needs.",
      "",
      "[[agents.claude.responses]]",
      'pattern = "why?"',
      'response = ""',
      "",
    ].join("\n"),
  );
});
