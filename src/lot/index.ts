/** Worlds for test code, and what the command line and the runners' integrations are made of. */
export { BacklotError, ConfigValidationError, type Finding, type Place } from "../core/index.ts";
export type { CallFilter, WorldReport } from "../engine/index.ts";
export { match } from "../match/index.ts";
export {
  checkFrozen,
  diffContractFiles,
  type LockedFile,
  lockContracts,
  type LockOutcome,
} from "./contract/index.ts";
export { defineScenario } from "./define-scenario.ts";
export {
  coverageFormats,
  tellCoverage,
  type CoverageOptions,
  type SimulatorState,
  type SimulatorThread,
} from "../doubles/github/index.ts";
export { describeScenario } from "./describe.ts";
export { allSections } from "./all-sections.ts";
export { sections, type FragmentInput, type ScenarioInput } from "./doubles.ts";
export {
  emptyOrg,
  githubApp,
  monorepo,
  singleRepo,
  type GithubAppOptions,
  type GithubInput,
  type GithubScenario,
  type MonorepoOptions,
  type SingleRepoOptions,
} from "../doubles/github/index.ts";
export { mergeScenarios } from "./merge-scenarios.ts";
export { explainEnvironment } from "./explain-environment.ts";
export type { CommandCall, HttpCall, WorldCall } from "./handles/calls.ts";
export { enterProcess, stayOutside, watchPrograms } from "./enter-process.ts";
export { codePlace } from "./handles/code-place.ts";
export type {
  AgentCall,
  AgentExpectation,
  AgentHandle,
  AgentReplyInput,
  AgentToolCall,
} from "./handles/agent-handle.ts";
export type {
  CommandExpectation,
  CommandHandle,
  CommandReplyInput,
  Invocation,
} from "./handles/command-handle.ts";
export type {
  HttpExpectation,
  HttpReplyInput,
  HttpRequestInput,
  ServiceHandle,
} from "./handles/service-handle.ts";
export type {
  GithubClientOptions,
  GithubEvent,
  GithubHandle,
  GithubReads,
  OctokitOptions,
} from "./handles/github-handle.ts";
export type {
  GithubAccount,
  GithubActor,
  GithubBranch,
  GithubContent,
  GithubIssue,
  GithubLabel,
  GithubPull,
  GithubRelease,
  GithubRepository,
} from "./handles/github-json.ts";
export {
  describeFixture,
  isFixture,
  readFixture,
  recordScenario,
  replayScenario,
} from "./fixture-scenario.ts";
export { answerAsClaude } from "./agent/answer-as-claude.ts";
export { readLastRun } from "./last-run.ts";
export { readWorlds, closeWorld } from "./control/client.ts";
export { worldExports } from "./control/exports.ts";
export { holdWorld } from "./control/held-world.ts";
export { openDetached, starterOf } from "./control/open-detached.ts";
export { checkScenario, type CheckedScenario } from "./check-scenario.ts";
export { writeBaselineFile } from "./drift/baseline-file.ts";
export {
  freezeGatheredHealth,
  gatherHealth,
  judgeGatheredHealth,
  type GatheredHealth,
  type HealthRequest,
} from "./drift/health.ts";
export { gatherDrift, type DriftRequest, type GatheredDrift } from "./drift/gather.ts";
export { catalogueOf, judgeGathered } from "./drift/judge-gathered.ts";
export { type FileFix, prepareFix, type PreparedFix } from "./fix/prepare-fix.ts";
export { writeFix } from "./fix/write-fix.ts";
export { loadScenario, tryLoadScenario, type LoadedScenario, type LoadRequest } from "./load.ts";
export { placedError } from "./placed-error.ts";
export { openControlled, openWorld, type OpenOptions } from "./open-world.ts";
export { runInWorld, type RunRequest } from "./run-in-world.ts";
export { readScrubbingRules } from "./scrubbing-rules.ts";
export { scrubPorts } from "./scrub-ports.ts";
export { suggestScenario } from "./suggest-scenario.ts";
export { verificationError } from "./verification-error.ts";
export { stateOfLoaded } from "./simulator-state.ts";
export { toSimulatorConfig } from "./to-simulator-config.ts";
export { version } from "./version.ts";
export type { NamedExpectation, World, WorldControl } from "./world-handle.ts";
export type { LotThreadData, ServeLot } from "./lot-thread.ts";
export type { HoldRequestedWorld } from "./control/world-holder.ts";
