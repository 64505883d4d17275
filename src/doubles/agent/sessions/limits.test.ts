import { expect, test } from "vitest";
import { limits, utf8 } from "../../../core/index.ts";
import { firstId, project, sampleMachine } from "../../../../tests/samples/agent-sessions.ts";
import { readHistory } from "./history.ts";

test("a line of brackets is left out past the depth that is parsed", () => {
  const nested = (depth: number): string => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
  expect(readHistory(utf8(nested(limits.parsedDepth - 1))).skipped).toBe(0);
  expect(readHistory(utf8(nested(limits.parsedDepth))).skipped).toBe(1);
});

test("--continue looks at as many files as the limit says", async () => {
  const machine = sampleMachine();
  const name = (index: number): string => `${String(index).padStart(8, "0")}${firstId.slice(8)}`;
  for (let index = 0; index <= limits.agentSessionFiles; index++)
    machine.put(`${project}/${name(index)}.jsonl`, "", index);
  const { found } = await machine.start({ options: { continue: true } });
  expect(found).toMatchObject({ sessionId: name(limits.agentSessionFiles - 1) });
});
