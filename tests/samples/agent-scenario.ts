import { loadSection, loadValue } from "./section.ts";
import type { Finding } from "../../src/core/index.ts";
import { mapped, optional, parseInput, section, table } from "../../src/scenario/index.ts";
import {
  adoptAgentScenario,
  agentShape,
  isAgentScenario,
  type AgentScenario,
} from "../../src/dialogue/index.ts";

const agents = section({
  key: "agents",
  doc: "Agents.",
  shape: mapped(table({ claude: optional(agentShape, "One agent.") }), (config) => ({
    config,
    expectations: [],
  })),
  empty: { config: {}, expectations: [] },
  adopts: isAgentScenario,
  adopt: adoptAgentScenario,
});

/** What an agent's scenario comes to, and what is told of it. */
export interface ReadAgent {
  /** Undefined where something is wrong with it. */
  readonly scenario: AgentScenario | undefined;
  readonly findings: readonly Finding[];
  /** Name of the world that it is read into. */
  readonly world: string | undefined;
}

/** Reads a file by its ending, with others beside it; or a value of TypeScript. */
export async function readAgent(
  content: string | object,
  file = "agent.toml",
  others: Readonly<Record<string, string>> = {},
): Promise<ReadAgent> {
  const result =
    typeof content === "string"
      ? await loadSection(agents, { ...others, [file]: content }, file)
      : await loadValue(agents, parseInput(content), others);
  const config = result.ok ? (result.value.sections["agents"] as { readonly claude?: AgentScenario }) : {};
  const world = result.ok ? result.value.name : undefined;
  return { scenario: config.claude, findings: result.findings, world };
}

/** The scenario of a file without mistakes. @throws Error with what is wrong with it */
export async function agentOf(...args: Parameters<typeof readAgent>): Promise<AgentScenario> {
  const { scenario, findings } = await readAgent(...args);
  if (scenario === undefined) throw new Error(findings.map(({ what }) => what).join("\n"));
  return scenario;
}

/** Findings in one line each: the line that is marked, name, what, and what was probably meant. */
export function told({ findings }: ReadAgent): string[] {
  return findings.map(({ at, name, what, near }) => {
    const line = at?.kind === "file" ? `${at.line} ` : "";
    return `${line}${name}: ${what}${near.length === 0 ? "" : ` (${near.map((one) => one.what).join(", ")})`}`;
  });
}

/** The same value with names of fields in camelCase; names of tools, of what they take and of questions are the user's. */
export function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return [name, key === "input" || key === "answers" ? item : camel(item)];
    }),
  );
}
