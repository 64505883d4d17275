import { randomInt } from "node:crypto";
import { BacklotError, finding, type CloseHow, type Ports } from "../../core/index.ts";
import { agentDouble, agentSection } from "../../doubles/agent/index.ts";
import { createOwnedFolder, removeOwnedFolder } from "../../disk/index.ts";
import {
  createLog,
  createWorld,
  redactText,
  resolve,
  type Double,
  type Settings,
  type World,
} from "../../engine/index.ts";
import { answerProcess, endBySignal } from "../../hosts/process/index.ts";
import { parseInput, type Scenario } from "../../scenario/index.ts";
import { noHandlers } from "../handlers.ts";
import { loadScenario } from "../load.ts";
import { worldPorts } from "../ports.ts";

/** This process called as `claude`. */
export interface ClaudeRequest {
  /** The words after `claude`. */
  readonly args: readonly string[];
  /** Agent scenarios, or scenarios with `[agents.claude]`, lowest layer first; none: all defaults, and no rules. */
  readonly files: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Lets live tools run programs. */
  readonly allowCode: boolean;
}

/**
 * Lets this very process be the simulated CLI: opens the smallest world there is, without ports and commands, makes one
 * call of the process, and leaves nothing behind. Where the CLI ends by a signal, so does the process.
 * @returns the exit code
 * @throws BacklotError when the scenario is wrong, or has no agent
 */
export async function answerAsClaude(request: ClaudeRequest): Promise<number> {
  const how = await answer(request);
  if (how.how === "signal") return endBySignal(how.signal);
  return how.how === "exit" ? how.code & 255 : 0;
}

async function answer({ args, files, cwd, env, allowCode }: ClaudeRequest): Promise<CloseHow> {
  const { scenario } = await loadScenario({ files, value: files.length > 0 ? undefined : noRules(), cwd });
  const config = scenario.sections[agentSection.key] as { readonly claude: unknown };
  if (config.claude === null) throw noAgent(scenario);
  const settings = settingsOf(scenario, env);
  // Most calls keep nothing but a session; a world that keeps none needs no folder.
  let folder: string | undefined;
  const ports = worldPorts({
    folder: () => (folder ??= createOwnedFolder()),
    handler: noHandlers,
    recorder: noRecorder,
    allowCode,
  });
  const world: World = createWorld({
    scenario,
    settings,
    doubles: [{ double: agentDouble as Double, config }],
    ports,
    log: createLog({ redact: redactText }),
  });
  try {
    return await answerProcess(world, { command: "claude", args, cwd, env: definedIn(env) });
  } finally {
    if (folder !== undefined) await removeOwnedFolder(folder);
  }
}

/** An agent of which nothing is said. */
function noRules(): ReturnType<typeof parseInput> {
  return parseInput({ agents: { claude: {} } });
}

/** Where nobody pins it, each process is another one: two sessions do not have one id. */
function settingsOf(scenario: Scenario, variables: ClaudeRequest["env"]): Settings {
  const resolveWith = (flags: { readonly seed?: string }): Settings =>
    resolve(scenario, { flags, variables, realNowMs: Date.now() });
  const settings = resolveWith({});
  if (settings.seed.origin !== "default") return settings;
  return resolveWith({ seed: String(randomInt(2 ** 47)) });
}

function noAgent({ files }: Scenario): BacklotError {
  return new BacklotError([
    finding("missing-field", {
      at: { kind: "input", input: files.at(-1) ?? "--scenario" },
      what: "the scenario has no [agents.claude]",
      why: "backlot claude answers as that table says.",
      fix: "Add [agents.claude] to it, or give the file of an agent scenario.",
    }),
  ]);
}

/** No call of an agent is answered by a fixture. */
const noRecorder: Ports["recorder"] = { mode: () => "replay", record: () => undefined };

function definedIn(env: ClaudeRequest["env"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
