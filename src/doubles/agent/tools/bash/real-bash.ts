import { decodeLossless, limits, type JsonObject } from "../../../../core/index.ts";
import type { ToolOutcome } from "../../conversation/events.ts";
import type { ToolFacts } from "../facts.ts";
import { countIn, textIn } from "../inputs.ts";
import { failed } from "../outcomes.ts";
import { openSandbox } from "../sandbox.ts";
import { bashOutcome } from "./bash.ts";

/** Milliseconds that a command may take when it does not say. */
const usualMs = 120_000;

/** Runs a real shell where the tools work. Only where code is allowed. */
export async function realBash(facts: ToolFacts, input: JsonObject): Promise<ToolOutcome> {
  const { ports, env } = facts;
  const timeoutMs = Math.min(countIn(input, "timeout") ?? usualMs, limits.agentProgramMs);
  const { folder } = await openSandbox(facts);
  const ended = await ports.programs.run(textIn(input, "command") ?? "", {
    cwd: folder.root,
    env: { ...env, CLAUDECODE: "1" },
    timeoutMs,
    maxBytes: limits.agentProgramBytes,
  });
  const [stdout, stderr] = [decodeLossless(ended.stdout), decodeLossless(ended.stderr)];
  if (!ended.timedOut) return bashOutcome(facts, { stdout, stderr, code: ended.exitCode ?? 1 }, {});
  const said = [stdout.trimEnd(), stderr.trim()].filter((one) => one !== "");
  return failed(["Exit code 143", `Command timed out after ${duration(timeoutMs)}`, ...said].join("\n"));
}

/** @example duration(90_000) // "1m 30s" */
function duration(ms: number): string {
  if (ms < 1_000) return `${ms}ms`;
  const seconds = Math.floor(ms / 1_000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m ${seconds % 60}s`;
}
