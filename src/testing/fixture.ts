/**
 * `backlot/fixture`: recordings of commands for test code that records and replays itself, with the classes,
 * lifecycle and file format of CmdMox.
 */
export {
  BacklotError,
  createScrubber,
  filterEnvSubset,
  FixtureFile,
  FixtureMetadata,
  InvocationMatcher,
  LifecycleError,
  RecordedInvocation,
  RecordingSession,
  ReplaySession,
  ScrubbingRule,
} from "./fixture-library.ts";
export type { ScrubberOptions } from "./fixture-library.ts";
export type {
  AnyScrubber as Scrubber,
  Compat,
  DecodeOptions,
  EnvFilterOptions,
  FixtureContent,
  FixtureMetadataFields,
  FixtureVersion,
  RecordedCall,
  RecordedInvocationFields,
  RecordedResponse,
  RecordingCall,
  RecordingOptions,
  RecordingResponse,
  RecordingTest,
  ReplayOptions,
  ScrubbingRuleFields,
} from "../fixture/index.ts";
