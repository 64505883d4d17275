import { expect, test } from "vitest";
import { sampleAgent } from "../../../tests/samples/agent.ts";

async function suggestedFor(toml: string, prompt: string): Promise<string> {
  const { world, claude } = await sampleAgent(toml);
  await claude(["-p", prompt]);
  return world
    .calls()
    .map((record) => world.suggest(record))
    .join("");
}

test("a prompt that nothing takes is a rule to paste", async () => {
  expect(await suggestedFor("[agents.claude]\n", "why?")).toBe(
    '[[agents.claude.responses]]\npattern = "why?"\nresponse = ""\n',
  );
});

test("a prompt of which only secrets are known may be any", async () => {
  const world = await sampleAgent("[agents.claude]\n");
  await world.claude(["-p", "x"]);
  const [record] = world.world.calls();
  const [one] = record?.findings ?? [];
  if (record === undefined || one === undefined) throw new Error("nothing was refused");
  const hidden = { ...one, evidence: { prompt: "<redacted>\n\udcff" } };
  expect(world.world.suggest({ ...record, findings: [hidden] })).toContain("pattern = { any = true }");
});

test("there is none for a prompt that was answered, or whose tools came to something else", async () => {
  expect(await suggestedFor('[agents.claude]\ndefault_response = "Hi."\n', "why?")).toBe("");
  const unexpected = `[agents.claude]
[[agents.claude.responses]]
pattern = "go"
[agents.claude.responses.response]
text = "x"
tool_calls = [{ tool = "Bash", result = "a" }]
[[agents.claude.responses.response.then]]
text = "y"
expect_results = [{ content = "b" }]
`;
  expect(await suggestedFor(unexpected, "go")).toBe("");
});
