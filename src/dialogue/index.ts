export * from "./scenario.ts";
export type * from "./transcript.ts";
export { fold, missedResult, stepOf, type Position } from "./fold.ts";
export {
  resolveSession,
  type Session,
  sessionDefaults,
  type SessionFlags,
  type SessionSurroundings,
} from "./session.ts";
export { agentFields, agentScenario, agentShape, responseShape } from "./schema.ts";
