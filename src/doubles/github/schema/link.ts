import type { MapContext } from "../../../scenario/index.ts";
import {
  githubService,
  type GithubConfig,
  type IssueConfig,
  type PullRequestConfig,
  type ReleaseConfig,
  type TransitionConfig,
} from "../config.ts";
import type { ReadInstallation } from "./apps.ts";
import { contentsOf } from "./branch-contents.ts";
import { checkInstallations, checkInstallationTokens, checkTransitions } from "./check-apps.ts";
import { checkContent } from "./check-content.ts";
import { checkNames } from "./check-names.ts";
import { checkNumbers, checkPulls, checkReleases } from "./check-threads.ts";
import { checkTokens } from "./check-tokens.ts";
import { completeInstallations, completePulls, installationTokens } from "./complete.ts";
import { declaredNames, type Nameable } from "./declared.ts";
import { checkReferences, type Entry } from "./references.ts";
import { completeTokens, type ReadToken } from "./tokens.ts";

/** All lists of the section, as they were read. */
export interface ReadLists extends Nameable {
  readonly issues: readonly Entry<IssueConfig>[];
  readonly pullRequests: readonly Entry<PullRequestConfig>[];
  readonly releases: readonly Entry<ReleaseConfig>[];
  readonly tokens: readonly Entry<ReadToken>[];
  readonly installations: readonly Entry<ReadInstallation>[];
  readonly transitions: readonly Entry<TransitionConfig>[];
}

/** The lists of a GitHub's configuration. */
export type LinkedLists = Pick<GithubConfig, keyof ReadLists>;

/** Looks up every name that one part has of another, and says everything that does not go together. */
export function linkGithub(written: ReadLists, context: MapContext): LinkedLists {
  const pullRequests = completePulls(written.pullRequests, written.repositories);
  const installations = completeInstallations(written.installations);
  const tokens = [...written.tokens, ...installationTokens(written.installations, installations)];
  const read = { ...written, pullRequests };
  const linkedTokens = completeTokens(tokens);
  checkAll(read, context);
  checkInstallationTokens(written.tokens, written.installations, context);
  checkTokens(tokens, linkedTokens, context);
  checkService(context);
  return {
    users: configs(read.users),
    organizations: configs(read.organizations),
    repositories: configs(read.repositories),
    issues: configs(read.issues),
    pullRequests: configs(read.pullRequests),
    releases: configs(read.releases),
    apps: configs(read.apps),
    transitions: configs(read.transitions),
    installations,
    tokens: linkedTokens,
  };
}

function checkAll(read: ReadLists, context: MapContext): void {
  const declared = declaredNames(read, context);
  const entries: readonly Entry<unknown>[] = Object.values(read).flat();
  checkNames(read, context);
  const contents = contentsOf(read.repositories);
  checkContent(read.repositories, contents, context);
  checkReferences(
    entries.flatMap(({ refers }) => refers),
    declared,
    context,
  );
  checkNumbers([...read.issues, ...read.pullRequests], context);
  // Other simulators know no commits that their branches could have.
  const known = context.fieldNode("imported_from") === undefined ? contents : null;
  checkPulls(read.pullRequests, read.repositories, known, declared, context);
  checkReleases(read.releases, declared, read.repositories, context);
  checkInstallations(read.installations, context);
  checkTransitions(read.transitions, context);
}

function configs<Config>(entries: readonly Entry<Config>[]): readonly Config[] {
  return entries.map(({ config }) => config);
}

/** A service of the same name would listen in its place. */
function checkService(context: MapContext): void {
  const services = context.outer("services");
  const own =
    services?.kind === "table" ? services.entries.find(({ key }) => key === githubService) : undefined;
  if (own === undefined) return;
  context.report("conflicting-fields", {
    what: "there is [github], and a service called github in [services]",
    why: "Both would stand at the same place in reports and in the program's environment.",
    fix: "Give the service another name, or remove it and write [[github.stubs]].",
  });
}
