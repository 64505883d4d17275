export type { CallFilter } from "./call-index.ts";
export { canonicalJournal, type WorldPlaces } from "./canonical.ts";
export { formatTime, parseTime } from "../core/index.ts";
export type { WorldClock } from "./clock.ts";
export * from "./double.ts";
export { leftText } from "./left-text.ts";
export { type Expectations } from "./expectations.ts";
export { fillContent, templateLookup } from "./fill-template.ts";
export { refusalText } from "./explain-match.ts";
export * from "./host.ts";
export { createLog, type Log, type Spill } from "./log.ts";
export { readWhole, recordBytes, type WholeInput } from "./read-input.ts";
export * from "./record.ts";
export { refusalHeaders, refusedExit, refusedStatus } from "./refuse.ts";
export { commandRecord } from "./command-record.ts";
export { redactData, redacted, redactText } from "./redact.ts";
export {
  resolve,
  type Origin,
  type OverrideFlags,
  type Overrides,
  type Resolved,
  type Settings,
} from "./resolve.ts";
export { callText, commandText } from "./serve-call.ts";
export type { Clock, Ids, Random } from "./world-time.ts";
export { createWorld, type OpenCall, type World, type WorldParts } from "./world.ts";
