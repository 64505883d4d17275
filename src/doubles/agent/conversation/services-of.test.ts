import { expect, test } from "vitest";
import { sampleAgent } from "../../../../tests/samples/agent.ts";

const asked = "Claude requested permissions to use Fly, but you haven't granted it yet.";
const missing = "<tool_use_error>Error: No such tool available: Fly</tool_use_error>";

test.each([
  ["that there is not is told so, since nobody has to allow it", '{ tool = "Fly" }', "", missing],
  ["that the call gives an outcome must be allowed", '{ tool = "Fly", result = "up" }', "", asked],
  ["that the scenario gives a result must be allowed", '{ tool = "Fly" }', 'result = "up"', asked],
  ["that the scenario gives an error must be allowed", '{ tool = "Fly" }', 'error = "down"', asked],
])("a tool %s", async (_, call, behaviour, expected) => {
  const agent = await sampleAgent(`
[[agents.claude.responses]]
pattern = "fly"
response = { text = "I fly.", tool_calls = [${call}] }
[agents.claude.tool_execution.tools.Fly]
${behaviour}
`);
  const { stdout } = await agent.claude(["-p", "fly", "--output-format", "stream-json", "--verbose"]);
  const results = stdout.split("\n").filter((line) => line.startsWith('{"type":"user"'));
  expect(results.map((line) => (JSON.parse(line) as Message).message.content[0]?.content)).toEqual([
    expected,
  ]);
});

interface Message {
  readonly message: { readonly content: readonly { readonly content: string }[] };
}
