import { expect, test } from "vitest";
import { sampleAgent } from "../../../../tests/samples/agent.ts";

/** How often a process says that it asks again. */
async function retries(env: Readonly<Record<string, string>>, times = 200): Promise<number> {
  const agent = await sampleAgent(`[agents.claude]
claude_version = "2.1.328"
[[agents.claude.responses]]
pattern = { type = "any" }
failure = { type = "network_unreachable", times = ${times} }
response = "Well."
`);
  const args = ["-p", "hello", "--output-format", "stream-json", "--verbose"];
  const { stdout } = await agent.claude(args, { env: { CLAUDE_CONFIG_DIR: "/world/claude", ...env } });
  return stdout.split("\n").filter((line) => line.includes('"api_retry"')).length;
}

test("an API that does not answer is asked as often as CLAUDE_CODE_MAX_RETRIES says", async () => {
  expect(await retries({ CLAUDE_CODE_MAX_RETRIES: "0" })).toBe(0);
  expect(await retries({ CLAUDE_CODE_MAX_RETRIES: "3" })).toBe(3);
  expect(await retries({ CLAUDE_CODE_MAX_RETRIES: "100" })).toBe(100);
  expect(await retries({ CLAUDE_CODE_MAX_RETRIES: "101" })).toBe(100);
  expect(await retries({ CLAUDE_CODE_MAX_RETRIES: "3" }, 2)).toBe(2);
});

test("what is no number is as good as not said", async () => {
  expect([await retries({}), await retries({ CLAUDE_CODE_MAX_RETRIES: "many" })]).toEqual([10, 10]);
});
