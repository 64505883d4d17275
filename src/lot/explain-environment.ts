import { sensitiveName } from "../core/index.ts";
import { redacted, redactText, type Contribution } from "../engine/index.ts";
import { equippedDoubles, listeners } from "./doubles.ts";
import { worldEnvironment, type EnvOrigin } from "./environment.ts";
import type { LoadedScenario } from "./load.ts";

/** The environment that a world of a scenario would have. */
export interface ExplainedEnvironment {
  /** Every variable that backlot sets, removes or keeps, in the order of names. */
  readonly origins: readonly EnvOrigin[];
  /** Number of variables that programs inherit as they are. */
  readonly untouched: number;
}

/**
 * Says what a world would make of an environment, without opening one: addresses and folders are placeholders,
 * and no value of a credential is among them.
 */
export function explainEnvironment(
  { scenario }: LoadedScenario,
  inherited: Readonly<Record<string, string | undefined>>,
): ExplainedEnvironment {
  const addresses = {
    services: Object.fromEntries(
      listeners(scenario).map(({ name, port }) => [name, `http://127.0.0.1:${port ?? `<port of ${name}>`}`]),
    ),
    folder: "<world>",
  };
  const contributions = equippedDoubles.map(
    ({ double, section }): { double: string; contribution: Contribution } => ({
      double: double.name,
      contribution: double.contribute(scenario.sections[section.key], addresses),
    }),
  );
  const sealed = scenario.unknownCommands === "refuse";
  const { env, origins } = worldEnvironment({
    inherited: { ...inherited, PATH: inherited["PATH"] === undefined ? undefined : "<your PATH>" },
    own: scenario.env,
    pass: scenario.envPass,
    contributions,
    path: (rest) => (sealed ? "<doubled commands>" : `<doubled commands>:${rest}`),
    sealed,
    lotFolder: "<lot>",
    worldFolder: "<world>",
    runFolder: "<run>",
  });
  // A variable that was touched twice (removed, then set) has the value of the last one.
  const last = new Map(origins.map((one) => [one.name, one]));
  const shown = [...last.values()].map(({ name, value, origin }) => ({
    name,
    origin,
    ...(value === undefined ? {} : { value: sensitiveName(name) ? redacted : redactText(value) }),
  }));
  return {
    origins: shown.sort((a, b) => (a.name < b.name ? -1 : 1)),
    untouched: Object.keys(env).filter((name) => !last.has(name)).length,
  };
}
