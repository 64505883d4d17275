import fc from "fast-check";
import { expect, test } from "vitest";
import { readAgent } from "../../../tests/samples/agent-scenario.ts";
import { agentFields } from "./agent.ts";

const words = fc.constantFrom(
  "x",
  "",
  "(?i)a",
  "[",
  "live",
  "any",
  "contains",
  "regex",
  "rate_limit",
  "2025-01-15T10:30:00Z",
  "$file",
);
const keys = fc.constantFrom(
  ...Object.keys(agentFields),
  "pattern",
  "type",
  "text",
  "response",
  "failure",
  "turns",
  "expect",
  "then",
  "tool_calls",
  "tool",
  "input",
  "result",
  "times",
  "mode",
  "tools",
  "Bash",
  "$file",
  "usage",
  "expect_results",
  "contains",
  "not",
  "x-mine",
);

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    words,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(keys, tie("value"), { maxKeys: 5 }),
  ),
}));

const scenario = fc.dictionary(keys, value, { maxKeys: 6 });

test("whatever a file holds, it is a scenario or has findings that say why not", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, fc.boolean(), async (found, inWorld) => {
      const content = JSON.stringify(inWorld ? { agents: { claude: found } } : { trusted: true, ...found });
      const read = await readAgent(content, "agent.json", { x: "text" });
      const errors = read.findings.filter(({ severity }) => severity === "error");
      expect(errors.length === 0).toBe(read.scenario !== undefined);
      for (const { what, at } of errors) expect([what.length > 0, at?.kind]).toEqual([true, "file"]);
    }),
    { numRuns: 300 },
  );
});
