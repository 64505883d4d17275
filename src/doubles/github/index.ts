import type { Double } from "../../engine/index.ts";
import { githubService, type GithubConfig } from "./config.ts";
import { contributeGithub } from "./contribute.ts";
import type { GithubCommand } from "./decide.ts";
import { suggestGithubStub } from "./explain.ts";
import { simulator } from "./load.ts";
import type { SimulatorState } from "./interchange/simulator-state.ts";
import type { GithubState } from "./state/state.ts";

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
} from "./builders.ts";
export { githubService, type GithubConfig } from "./config.ts";
export { exportState } from "./interchange/export-state.ts";
export type { SimulatorState, SimulatorThread } from "./interchange/simulator-state.ts";
export { readyGithub } from "./schema/ready.ts";
export { githubSection } from "./schema/section.ts";
export { githubStub } from "./schema/stub.ts";
export { coverageFormats, type CoverageOptions } from "./coverage-options.ts";
export { tellCoverage } from "./tell-coverage.ts";

/** The GitHub of a scenario that was loaded as the initial state of simulacat. */
export function loadedState(config: GithubConfig): SimulatorState {
  return simulator().exportState(config);
}

/** The double of GitHub. Most worlds have none: then it is never loaded, and its state is empty. */
export const githubDouble: Double<GithubConfig, GithubState | null, GithubCommand> = {
  name: "github",
  protocol: "http",
  claims: ({ present }, head) => present && head.protocol === "http" && head.service === githubService,
  listens: ({ present, port }) => (present ? [{ name: githubService, port }] : []),
  start: (config, at) => (config.present ? simulator().startGithub(config, at) : null),
  decide: (state, command, at) =>
    state === null ? { refused: "there is no GitHub" } : simulator().decideGithub(state, command, at),
  reduce: (state, event) => (state === null ? null : simulator().reduceGithub(state, event)),
  serve: (call, context) =>
    simulator().serveGithub(call, context as Parameters<ReturnType<typeof simulator>["serveGithub"]>[1]),
  queries: Object.fromEntries(
    ["state", "get", "tokens"].map((name) => [
      name,
      (state, args, config) =>
        state === null ? null : (simulator().githubQueries[name]?.(state, args, config) ?? null),
    ]),
  ),
  acts: {
    snapshot: (_state, args) => ({ do: "snapshot", name: String((args as { name?: unknown } | null)?.name) }),
    restore: (_state, args) => ({ do: "restore", name: String((args as { name?: unknown } | null)?.name) }),
  },
  contribute: contributeGithub,
  suggest: suggestGithubStub,
};
