import { BacklotError, hasErrors, isJsonObject, type Expectation, type Finding } from "../core/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { allowedApart } from "../verify/index.ts";
import { equippedDoubles } from "./doubles.ts";

/** What can be said of a scenario's expectations before any call: what contracts do not have. */
export interface CheckedScenario {
  readonly findings: readonly Finding[];
  /** How many more there are that `[[allow]]` switches off. */
  readonly allowed: number;
}

/** Holds what a scenario declares against what it stands for. Runs nothing. */
export function checkScenario(scenario: Scenario): CheckedScenario {
  const expectations = scenario.layers.flatMap((layer) => layer.expectations);
  const told = equippedDoubles.flatMap(
    ({ double, section }) => double.check?.(scenario.sections[section.key], expectations) ?? [],
  );
  const byId = new Map(expectations.map((one) => [one.id, one]));
  const { findings, allowed } = allowedApart(told, scenario.allow, ({ evidence }) => {
    const id = isJsonObject(evidence) ? evidence["expectation"] : undefined;
    return typeof id === "string" ? byId.get(id) : undefined;
  });
  return { findings, allowed: allowed.reduce((sum, one) => sum + one.findings.length, 0) };
}

/** What is wrong with expectations that no double of the scenario could serve. */
export function inadmissible(
  { sections }: Scenario,
  expectations: readonly Expectation[],
): readonly Finding[] {
  return equippedDoubles.flatMap(({ double, section }) =>
    expectations.flatMap((one) => double.admit?.(sections[section.key], one) ?? []),
  );
}

/** Refuses expectations that no double of the scenario could serve. @throws BacklotError with what is wrong with them */
export function admit(scenario: Scenario, expectations: readonly Expectation[]): void {
  const findings = inadmissible(scenario, expectations);
  if (hasErrors(findings)) throw new BacklotError(findings);
}
