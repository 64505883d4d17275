export type { CallFilter } from "./call-index.ts";
export { canonicalJournal, type WorldPlaces } from "./canonical.ts";
export { createClock, formatTime, parseTime, type WorldClock } from "./clock.ts";
export * from "./double.ts";
export { createExpectations, type Expectations } from "./expectations.ts";
export { fillContent, templateLookup } from "./fill-template.ts";
export { placeText, refusalText } from "./explain-match.ts";
export * from "./host.ts";
export { createLog, type Log, type Spill } from "./log.ts";
export { createIds, createRandom } from "./random.ts";
export { readWhole, recordBytes, type WholeInput } from "./read-input.ts";
export * from "./record.ts";
export { refusalHeaders, refusedExit, refusedStatus } from "./refuse.ts";
export { replayEvents } from "./replay.ts";
export { redactData, redacted, redactHeaders, redactText, sensitiveName } from "./redact.ts";
export {
  describeSettings,
  resolve,
  type Origin,
  type Overrides,
  type Resolved,
  type Settings,
} from "./resolve.ts";
export { callText } from "./serve-call.ts";
export type { Clock, Ids, Random } from "./world-time.ts";
export { createWorld, type OpenCall, type World, type WorldParts } from "./world.ts";
