import type { Scenario } from "../scenario/index.ts";
import type { AgentConfig } from "../doubles/agent/index.ts";
import { githubService, type GithubConfig } from "../doubles/github/index.ts";
import type { HttpConfig } from "../doubles/http/index.ts";

/** A scenario in one line: its files and how much they declare. @example "backlot.toml: 2 services, 5 commands" */
export function describeScenario(scenario: Scenario): string {
  const expectations = scenario.layers.flatMap((layer) => layer.expectations);
  const { services } = scenario.sections["services"] as HttpConfig;
  const github = scenario.sections["github"] as GithubConfig;
  const { claude } = scenario.sections["agents"] as AgentConfig;
  const http = expectations.filter((one) => one.double === "http" && one.target !== githubService);
  const stubs = http.length;
  const commands = expectations.filter((one) => one.double === "command").length;
  const parts = [
    ...(services.length === 0 ? [] : [`${count(services.length, "service")} with ${count(stubs, "stub")}`]),
    ...(github.present ? [describeGithub(github)] : []),
    ...(claude === null ? [] : [describeAgent(claude.scenario)]),
    ...(commands === 0 ? [] : [count(commands, "command")]),
  ];
  return `${scenario.files.join(" + ")}: ${parts.length === 0 ? "nothing declared yet" : parts.join(", ")}`;
}

function count(number: number, noun: string, several = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : several}`;
}

function describeAgent({ responses }: NonNullable<AgentConfig["claude"]>["scenario"]): string {
  return responses.length === 0 ? "claude" : `claude with ${count(responses.length, "rule")}`;
}

function describeGithub({ repositories, tokens }: GithubConfig): string {
  const parts = [
    ...(repositories.length === 0 ? [] : [count(repositories.length, "repository", "repositories")]),
    ...(tokens.length === 0 ? [] : [count(tokens.length, "token")]),
  ];
  return parts.length === 0 ? "GitHub" : `GitHub with ${parts.join(", ")}`;
}
