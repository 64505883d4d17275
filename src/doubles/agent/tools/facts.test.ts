import { expect, test } from "vitest";
import { finding } from "../../../core/index.ts";
import { emptyAgentScenario } from "../../../dialogue/index.ts";
import type { Run } from "../conversation/run.ts";
import { profileOf } from "../profile.ts";
import { toolFacts } from "./facts.ts";

function sampleRun(launchTimestamp: string, clock: { ms: number }, notes: unknown[]): Run {
  const run = {
    call: { id: 7 },
    head: { env: { PATH: "/bin" } },
    context: { clock: { nowMs: () => clock.ms }, ports: {}, note: (note: unknown) => notes.push(note) },
    scenario: emptyAgentScenario,
    session: { workingDirectory: "/app", launchTimestamp },
    profile: profileOf("2.1.12"),
    options: { disallowedTools: [] },
  };
  return run as unknown as Run;
}

test("time begins when the session was launched and goes on with the world's", () => {
  const clock = { ms: 5_000 };
  const facts = toolFacts(sampleRun("2025-01-15T10:30:00Z", clock, []));
  const launchMs = Date.UTC(2025, 0, 15, 10, 30);
  expect(facts.nowMs()).toBe(launchMs);
  clock.ms += 1_000;
  expect(facts.nowMs()).toBe(launchMs + 1_000);
  expect(toolFacts(sampleRun("", { ms: 5_000 }, [])).nowMs()).toBe(5_000);
});

test("what is noted stands at the call", () => {
  const notes: unknown[] = [];
  const facts = toolFacts(sampleRun("", { ms: 0 }, notes));
  facts.note(finding("code-not-allowed", { what: "it did not run" }));
  expect(notes).toEqual([
    {
      findings: [
        expect.objectContaining({
          at: { kind: "call", call: 7 },
          name: "code-not-allowed",
          what: "it did not run",
        }),
      ],
    },
  ]);
  expect([facts.env, facts.memory]).toEqual([{ PATH: "/bin" }, { todos: [] }]);
});
