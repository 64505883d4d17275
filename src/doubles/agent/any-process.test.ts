import fc from "fast-check";
import { expect, test } from "vitest";
import { messagesIn, sampleAgent } from "../../../tests/samples/agent.ts";
import { measuredVersions } from "./profile.ts";

const id = "550e8400-e29b-41d4-a716-446655440000";

const words = fc.oneof(
  fc.constantFrom(
    "--output-format",
    "stream-json",
    "json",
    "text",
    "--verbose",
    "--include-partial-messages",
    "--resume",
    id,
    "--continue",
    "--fork-session",
    "--session-id",
    "--no-session-persistence",
    "--max-turns",
    "1",
    "--max-budget-usd",
    "0.00001",
    "--json-schema",
    '{"type":"object"}',
    "--permission-mode",
    "plan",
    "bypassPermissions",
    "--dangerously-skip-permissions",
    "--allowedTools",
    "Bash(ls:*) Write",
    "--disallowedTools",
    "--tools",
    "--settings",
    '{"permissions":{"deny":["Bash"]}}',
    "--setting-sources",
    "user,local",
    "--add-dir",
    "/x",
    "--cwd",
    "--",
    "--version",
    "--help",
    "",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
);

const scenario = (version: string): string => `
[agents.claude]
claude_version = "${version}"
[agents.claude.default_response]
text = "Look."
tool_calls = [
  { tool = "Bash", input = { command = "rm -rf /" } },
  { tool = "Write", input = { file_path = "../x", content = 7 } },
  { tool = "Nothing", input = {} },
]
[agents.claude.tool_execution]
mode = "simulated"
sandbox_root = "/sandbox"
`;

test("whatever it is called with, a process ends, and prints nothing but JSON where it says so", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...measuredVersions.map(({ version }) => version)),
      fc.array(words, { maxLength: 8 }),
      fc.option(fc.string({ unit: "binary", maxLength: 200 }), { nil: undefined }),
      fc.option(fc.string({ unit: "binary", maxLength: 200 }), { nil: undefined }),
      fc.boolean(),
      async (version, args, stdin, session, isStream) => {
        const agent = await sampleAgent(scenario(version));
        if (session !== undefined)
          agent.files.set(`/world/claude/projects/-repo/${id}.jsonl`, new TextEncoder().encode(session));
        const flags = isStream ? ["--output-format", "stream-json", "--verbose"] : [];
        const ran = await agent.claude(["-p", ...flags, ...args], stdin === undefined ? {} : { stdin });
        expect(ran.code).toBeTypeOf("number");
        expect(ran.stdout + ran.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
        const isAsked = args.some((word) => /^-|^text$|^json$/.test(word));
        if (isStream && !isAsked) messagesIn(ran.stdout);
        expect([...agent.files.keys()].every((path) => /^\/(?:world\/claude|sandbox)\//.test(path))).toBe(
          true,
        );
      },
    ),
    { numRuns: 300 },
  );
});
