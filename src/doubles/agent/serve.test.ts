import { expect, test } from "vitest";
import { sampleAgent } from "../../../tests/samples/agent.ts";

const hello = `
[agents.claude]
default_response = "Dunno."
[[agents.claude.responses]]
pattern = { contains = "hello" }
response = "Hello! How can I help you today?"
`;

test("a prompt is answered by the first rule that takes it, else by the default response", async () => {
  const agent = await sampleAgent(hello);
  expect(await agent.claude(["-p", "hello"])).toEqual({
    stdout: "Hello! How can I help you today?\n",
    stderr: "",
    code: 0,
    signal: undefined,
  });
  expect((await agent.claude(["-p", "what?"])).stdout).toBe("Dunno.\n");
  expect(agent.turns().map(({ call, prompt, rule }) => ({ call, prompt, rule }))).toEqual([
    { call: 1, prompt: "hello", rule: "responses[0]" },
    { call: 2, prompt: "what?", rule: "default_response" },
  ]);
});

test("a scenario file of the agent alone lies beneath what [agents.claude] says", async () => {
  const agent = await sampleAgent('[agents.claude]\nscenario = "agents/hello.toml"\nuser_name = "Ada"\n', {
    "agents/hello.toml": new TextEncoder().encode('[agents.claude]\ndefault_response = "From the file."\n'),
  });
  expect((await agent.claude(["-p", "hello"])).stdout).toBe("From the file.\n");
});

test("a rule counts the prompts that it answered, as any expectation", async () => {
  const agent = await sampleAgent(hello);
  await agent.claude(["-p", "what?"]);
  const used = (): unknown => agent.world.expectations.uses().map(({ calls }) => calls);
  expect(used()).toEqual([[]]);
  await agent.claude(["-p", "hello"]);
  expect(used()).toEqual([[2]]);
});
