import { httpEvidence, type HttpConfig } from "../../doubles/http/index.ts";
import type { ServiceEvidence, StubEvidence } from "../../drift/index.ts";
import type { Scenario } from "../../scenario/index.ts";

/** What a scenario says of its services. */
export interface ScenarioEvidence {
  readonly services: readonly ServiceEvidence[];
  readonly stubs: readonly StubEvidence[];
  /** Services by the real hosts that they stand for. */
  readonly hosts: ReadonlyMap<string, string>;
}

/** The services of a scenario with their contracts, and their stubs. */
export function scenarioEvidence(scenario: Scenario): ScenarioEvidence {
  const config = scenario.sections["services"] as HttpConfig | undefined;
  if (config === undefined) return { services: [], stubs: [], hosts: new Map() };
  const expectations = scenario.layers.flatMap((layer) => layer.expectations);
  return {
    ...httpEvidence(config, expectations),
    hosts: new Map(config.services.flatMap(({ name, hosts }) => hosts.map((host) => [host, name] as const))),
  };
}
