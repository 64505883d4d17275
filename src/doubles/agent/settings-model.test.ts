import { expect, test } from "vitest";
import { sampleAgent } from "../../../tests/samples/agent.ts";

/** The model that a process says it is, whose user's settings name "opus". */
async function modelOf(fields: string, flags: readonly string[] = []): Promise<unknown> {
  const agent = await sampleAgent(`[agents.claude]\ndefault_response = "Hi."\n${fields}`);
  agent.files.set("/world/claude/settings.json", new TextEncoder().encode('{"model":"opus"}'));
  const { stdout } = await agent.claude(["-p", "hello", "--output-format", "json", ...flags]);
  return Object.keys((JSON.parse(stdout) as { modelUsage: object }).modelUsage)[0];
}

test("the model of settings was left aside; a flag and the scenario go before it", async () => {
  expect(await modelOf("")).toBe("opus");
  expect(await modelOf('default_model = "haiku"\n')).toBe("haiku");
  expect(await modelOf('default_model = "haiku"\n', ["--model", "sonnet"])).toBe("sonnet");
});
