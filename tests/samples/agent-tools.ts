import { regexPort } from "../../src/adapters/regex/index.ts";
import { type Finding, type JsonObject, textOf, utf8 } from "../../src/core/index.ts";
import { emptyAgentScenario, type ToolBehaviour, type ToolExecution } from "../../src/dialogue/index.ts";
import { memoryFolders } from "./folders.ts";
import type { ToolOutcome, ToolUse } from "../../src/doubles/agent/conversation/events.ts";
import { profileOf } from "../../src/doubles/agent/profile.ts";
import type { ToolFacts } from "../../src/doubles/agent/tools/facts.ts";
import { runTool } from "../../src/doubles/agent/tools/run-tool.ts";

/** When the sessions of these tests are. */
export const sessionMs = 1_736_937_000_000;

/** What tests of tools say of a process. */
interface ToolSample {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly times?: Readonly<Record<string, number>>;
  readonly execution?: Partial<ToolExecution>;
  readonly version?: string;
  readonly options?: Partial<ToolFacts["options"]>;
  readonly ports?: Partial<ToolFacts["ports"]>;
  readonly cwd?: string;
}

/** A process whose sandbox is "/box" and whose working directory is "/home/ada/app". */
export function sampleTools(sample: ToolSample = {}): {
  readonly facts: ToolFacts;
  readonly findings: Finding[];
  /** Texts by absolute path, as they are now. */
  readonly texts: () => Record<string, string | undefined>;
  readonly times: Map<string, number>;
  /** Calls a tool. */
  readonly use: (name: string, input: JsonObject, result?: string) => Promise<ToolOutcome>;
} {
  const bytes = Object.entries(sample.files ?? {}).map(([path, text]): [string, Uint8Array] => [
    path,
    typeof text === "string" ? utf8(text) : text,
  ]);
  const files = new Map(bytes);
  const times = new Map(Object.entries(sample.times ?? {}));
  const findings: Finding[] = [];
  const facts: ToolFacts = {
    toolExecution: {
      ...emptyAgentScenario.toolExecution,
      mode: "simulated",
      sandboxRoot: "/box",
      ...sample.execution,
    },
    session: { workingDirectory: sample.cwd ?? "/home/ada/app" },
    profile: profileOf(sample.version ?? "2.1.29"),
    options: { disallowedTools: [], ...sample.options },
    ports: {
      folders: memoryFolders(files, times),
      programs: { allowed: false, isRoot: false, run: () => Promise.reject(new Error("nothing may run")) },
      regex: regexPort,
      files: { root: "/world" },
      ...sample.ports,
    },
    env: { PATH: "/bin" },
    nowMs: () => sessionMs,
    note: (finding) => findings.push(finding),
    memory: { todos: [] },
  };
  return {
    facts,
    findings,
    times,
    texts: () => Object.fromEntries([...files].map(([path, one]) => [path, textOf(one)])),
    use: (name, input, result) =>
      runTool(facts, toolUse(name, input), result === undefined ? undefined : { result }),
  };
}

function toolUse(name: string, input: JsonObject): ToolUse {
  return { type: "tool_use", id: "toolu_1", name, input };
}

/** What a scenario says of one tool. */
export function behaviour(said: Partial<ToolBehaviour>): ToolBehaviour {
  return { autoApprove: false, answers: {}, ...said };
}
