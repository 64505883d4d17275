import type { Matcher, Near, Place } from "../core/index.ts";
import { nearMisses } from "../match/index.ts";
import { conditionsOf, factsOf, withOneTimeout, type DialogueTools } from "./prompts.ts";
import type { AgentScenario } from "./scenario.ts";

/**
 * The rules and conversations nearest to a prompt that nothing takes, nearest first, with what keeps each from taking
 * it.
 * @example nearestRules(scenario, "helo", { regex })[0]?.what // 'responses[0]: "hello"'
 */
export function nearestRules(scenario: AgentScenario, prompt: string, tools: DialogueTools): readonly Near[] {
  const bounded = withOneTimeout(tools);
  const found = nearMisses(
    candidatesOf(scenario),
    ({ matcher }) => conditionsOf(matcher, bounded),
    factsOf(prompt),
  );
  return found.map(({ candidate: { id, text, at }, differences }) => ({
    what: `${id}: ${text}`,
    at,
    // One that takes the prompt and did not answer can only have answered before.
    differences: differences.length > 0 ? differences : ["it has answered as often as max_matches says"],
  }));
}

interface Candidate {
  readonly id: string;
  readonly matcher: Matcher;
  readonly text: string;
  readonly at: Place;
}

function candidatesOf({ responses, conversations }: AgentScenario): readonly Candidate[] {
  return [
    ...responses.map(({ id, pattern, text, at }) => ({ id, matcher: pattern, text, at })),
    ...conversations.flatMap(({ turns: [first] }) =>
      first === undefined ? [] : [{ id: first.id, matcher: first.expect, text: first.text, at: first.at }],
    ),
  ];
}
