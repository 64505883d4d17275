import { expect, test } from "vitest";
import { nearestRules } from "./nearest-rules.ts";
import { agentOf } from "../../tests/samples/agent-scenario.ts";

const tools = { regex: { check: () => ({ ok: true }) as const, test: () => false } };

test("nearestRules tells what keeps the nearest rules and conversations from taking a prompt", async () => {
  const scenario = await agentOf(`
[[responses]]
pattern = "hello world"
response = "a"
[[responses]]
pattern = { type = "contains", text = "something else entirely" }
response = "b"
[[conversations.greet.turns]]
expect = "hello word"
response = "c"
[[conversations.none.turns]]
expect = "1234567890 1234567890"
response = "d"
`);
  const near = nearestRules(
    { ...scenario, conversations: [...scenario.conversations, { name: "e", turns: [] }] },
    "helo world",
    tools,
  );
  expect(near).toEqual([
    {
      what: 'responses[0]: "hello world"',
      at: scenario.responses[0]?.at,
      differences: ['prompt: expected "hello world", got "helo world"'],
    },
    {
      what: 'conversations.greet.turns[0]: "hello word"',
      at: scenario.conversations[0]?.turns[0]?.at,
      differences: ['prompt: expected "hello word", got "helo world"'],
    },
  ]);
});

test("a rule that takes the prompt has answered as often as it may", async () => {
  const scenario = await agentOf('responses = [{ pattern = "once", response = "a", max_matches = 1 }]');
  expect(nearestRules(scenario, "once", tools)).toMatchObject([
    { what: 'responses[0]: "once"', differences: ["it has answered as often as max_matches says"] },
  ]);
});

test("a scenario without rules has none", async () => {
  expect(nearestRules(await agentOf("trusted = true"), "x", tools)).toEqual([]);
});

test("slow patterns are waited for once", async () => {
  const rules = Array.from(
    { length: 50 },
    () => '[[responses]]\npattern = { regex = "slow" }\nresponse = "x"\n',
  );
  let asked = 0;
  const regex = { check: () => ({ ok: true }) as const, test: () => (asked++, "timeout" as const) };
  nearestRules(await agentOf(rules.join("")), "x", { regex });
  expect(asked).toBe(1);
});
