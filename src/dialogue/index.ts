export { adoptAgentScenario } from "./adopt/adopt.ts";
export { isAgentScenario } from "./adopt/is-agent-scenario.ts";
export * from "./scenario.ts";
export type * from "./transcript.ts";
export { missedResult, type MissedResult } from "./expected-results.ts";
export { failsNow, fold, stepOf, type Position } from "./fold.ts";
export { nearestRules } from "./nearest-rules.ts";
export {
  resolveSession,
  type Session,
  sessionDefaults,
  type SessionFlags,
  type SessionSurroundings,
} from "./session.ts";
export { agentFields, agentScenario, agentShape } from "./schema/agent.ts";
export { responseShape } from "./schema/responses.ts";
