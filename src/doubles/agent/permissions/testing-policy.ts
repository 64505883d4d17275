import type { JsonObject } from "../../../core/index.ts";
import { emptyAgentScenario } from "../../../dialogue/index.ts";
import { noOptions } from "../command-line/read-command-line.ts";
import type { ClaudeOptions } from "../command-line/options.ts";
import { profileOf } from "../profile.ts";
import { decidePermission } from "./decide-permission.ts";
import type { Decision } from "./decision.ts";
import { policyOf, type Policy } from "./policy.ts";
import { parseRule } from "./rules.ts";
import { noSettings } from "./settings.ts";

/** What a test says of a policy in /p, of a home /h; 2.1.328 unless given. */
export interface Given extends Partial<ClaudeOptions> {
  readonly ask?: readonly string[];
  readonly autoApproved?: readonly string[];
  readonly version?: string;
}

/** The policy of what is given. */
export function policy({ ask = [], autoApproved = [], version = "2.1.328", ...options }: Given = {}): Policy {
  const rules = ask.flatMap((text) => {
    const read = parseRule(text);
    return read.ok ? [read.rule] : [];
  });
  const facts = {
    options: { ...noOptions, ...options },
    scenario: emptyAgentScenario,
    profile: profileOf(version),
    workingDirectory: "/p",
    home: "/h",
  };
  const sources = [{ source: "user", root: "/h/.claude", allow: [], deny: [], ask: rules } as const];
  return { ...policyOf(facts, { ...noSettings, sources }).policy, autoApproved };
}

/** The decision on one call. */
export function decide(given: Given, name: string, input: JsonObject): Decision {
  return decidePermission(policy(given), { type: "tool_use", id: "toolu_1", name, input });
}

/** The decision on a command, "allow" or its kind and message. */
export function bash(given: Given, command: string): string {
  const decision = decide(given, "Bash", { command });
  return "message" in decision ? `${decision.kind}: ${decision.message}` : decision.kind;
}
