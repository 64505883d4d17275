import { expect, test } from "vitest";
import { sampleAgent, type SampleAgent } from "../../../tests/samples/agent.ts";

/** An agent whose user has settings. */
async function withSettings(settings: string, fields = ""): Promise<SampleAgent> {
  const agent = await sampleAgent(`[agents.claude]\ndefault_response = "Hi."\n${fields}`);
  agent.files.set("/world/claude/settings.json", new TextEncoder().encode(settings));
  return agent;
}

/** The model that a process says it is, whose user's settings name "opus". */
async function modelOf(fields: string, flags: readonly string[] = []): Promise<unknown> {
  const { claude } = await withSettings('{"model":"opus"}', fields);
  const { stdout } = await claude(["-p", "hello", "--output-format", "json", ...flags]);
  return Object.keys((JSON.parse(stdout) as { modelUsage: object }).modelUsage)[0];
}

test("the model of settings was left aside; a flag and the scenario go before it", async () => {
  expect(await modelOf("")).toBe("opus");
  expect(await modelOf('default_model = "haiku"\n')).toBe("haiku");
  expect(await modelOf('default_model = "haiku"\n', ["--model", "sonnet"])).toBe("sonnet");
});

test("settings that were ignored without a word are told in the report, and fail nothing", async () => {
  const broken = await withSettings('{"permissions": {');
  expect(await broken.claude(["-p", "hello"])).toMatchObject({ stdout: "Hi.\n", stderr: "", code: 0 });
  expect(broken.verify()).toMatchObject([
    {
      name: "ignored-settings",
      severity: "note",
      what: expect.stringContaining("/world/claude/settings.json") as string,
      at: { kind: "call", call: 1 },
    },
  ]);
  const hooked = await withSettings('{"hooks":{}}');
  await hooked.claude(["-p", "hello"]);
  expect(hooked.verify()).toMatchObject([{ what: "settings: hooks are not simulated yet" }]);
});

test("a rule of a flag that is none was dropped without a word", async () => {
  const agent = await withSettings("{}");
  await agent.claude(["-p", "hello", "--disallowedTools", "Bash("]);
  expect(agent.verify()).toMatchObject([
    { name: "ignored-settings", what: expect.stringContaining('--disallowedTools "Bash("') as string },
  ]);
});
