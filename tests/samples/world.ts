import { utf8, type Ports } from "../../src/core/index.ts";
import { agentDouble, agentSection } from "../../src/doubles/agent/index.ts";
import { commandDouble, commandSection } from "../../src/doubles/command/index.ts";
import { githubDouble, githubSection } from "../../src/doubles/github/index.ts";
import { httpDouble, httpSection } from "../../src/doubles/http/index.ts";
import {
  createLog,
  createWorld,
  redactText,
  resolve,
  type CallRecord,
  type Double,
  type World,
} from "../../src/engine/index.ts";
import { covers } from "../../src/match/index.ts";
import { loadScenario, type Scenario } from "../../src/scenario/index.ts";
import { plainRegex, samplePorts, type SampleArrival } from "./calls.ts";

/** The scenario that TOML text says. `files` are what replies may name. */
async function scenarioOf(toml: string, files: Readonly<Record<string, Uint8Array>> = {}): Promise<Scenario> {
  const known: Readonly<Record<string, Uint8Array>> = { ...files, "backlot.toml": utf8(toml) };
  const result = await loadScenario({
    roots: ["backlot.toml"],
    sections: [httpSection, commandSection, githubSection, agentSection],
    today: "2026-11-20",
    covers,
    regex: plainRegex,
    readFile: (path) => {
      const bytes = known[path];
      return bytes === undefined ? { ok: false, reason: "not-found" } : { ok: true, bytes };
    },
  });
  if (result.ok) return result.value;
  throw new Error(result.findings.map((one) => `${one.name}: ${one.what}`).join("\n"));
}

/** A world of a scenario, with all doubles and no host. */
export async function worldOf(
  toml: string,
  more: { readonly ports?: Partial<Ports>; readonly files?: Readonly<Record<string, Uint8Array>> } = {},
): Promise<World> {
  const scenario = await scenarioOf(`now = "2025-01-15T10:30:00Z"\n${toml}`, more.files);
  return createWorld({
    scenario,
    settings: resolve(scenario, { realNowMs: 0 }),
    doubles: [
      { double: githubDouble as Double, config: scenario.sections["github"] },
      { double: httpDouble as Double, config: scenario.sections["services"] },
      { double: agentDouble as Double, config: scenario.sections["agents"] },
      { double: commandDouble as Double, config: scenario.sections["commands"] },
    ],
    ports: samplePorts(more.ports),
    log: createLog({ redact: redactText }),
  });
}

/** Lets a call arrive; gives its record when it is over. */
export async function served(world: World, arrival: SampleArrival): Promise<CallRecord> {
  await world.accept(arrival);
  const [record] = world.calls({ ids: [world.lastCall] });
  if (record === undefined) throw new Error("the call was not journaled");
  return record;
}
