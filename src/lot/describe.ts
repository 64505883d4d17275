import type { Scenario } from "../scenario/index.ts";
import type { HttpConfig } from "../doubles/http/index.ts";

/** A scenario in one line: its files and how much they declare. @example "backlot.toml: 2 services, 5 commands" */
export function describeScenario(scenario: Scenario): string {
  const expectations = scenario.layers.flatMap((layer) => layer.expectations);
  const { services } = scenario.sections["services"] as HttpConfig;
  const stubs = expectations.filter((one) => one.double === "http").length;
  const commands = expectations.filter((one) => one.double === "command").length;
  const parts = [
    ...(services.length === 0 ? [] : [`${count(services.length, "service")} with ${count(stubs, "stub")}`]),
    ...(commands === 0 ? [] : [count(commands, "command")]),
  ];
  return `${scenario.files.join(" + ")}: ${parts.length === 0 ? "nothing declared yet" : parts.join(", ")}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
