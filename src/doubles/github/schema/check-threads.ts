import { quote } from "../../../core/index.ts";
import type { MapContext } from "../../../scenario/index.ts";
import type { IssueConfig, PullRequestConfig, ReleaseConfig, RepositoryConfig } from "../config.ts";
import { folded } from "../state/tables.ts";
import type { RepositoryContents } from "./branch-contents.ts";
import { placeOf } from "./check-names.ts";
import { checkOnce, type Declared, type Entry } from "./references.ts";
import { fullNameOf, parentOf } from "./refs.ts";

type Repositories = readonly Entry<RepositoryConfig>[];

/** Numbers of issues and pull requests, which share one sequence in each repository. */
export function checkNumbers(
  threads: readonly Entry<Pick<IssueConfig, "repository" | "number">>[],
  context: MapContext,
): void {
  const said = threads.flatMap((entry) => {
    const { repository, number } = entry.config;
    if (number === null) return [];
    const what = `number ${number} of ${repository}`;
    return [{ key: `${folded(repository)}\n${number}`, what, at: placeOf(entry, "number") }];
  });
  const why = "Issues and pull requests of a repository share one sequence of numbers.";
  checkOnce(said, why, "Give one of them another number, or none.", context);
}

/** What a pull request merges: the repository of its head, and the branch there. */
interface PullHead {
  readonly repository: Repositories[number];
  readonly branch: string;
}

/** The head of a pull request; undefined: its repository is not there. */
function headOf(
  all: Repositories,
  pull: Pick<PullRequestConfig, "head" | "repository">,
): PullHead | undefined {
  const own = all.find(({ config }) => folded(fullNameOf(config)) === folded(pull.repository));
  const colon = pull.head.indexOf(":");
  if (own === undefined) return undefined;
  if (colon < 0) return { repository: own, branch: pull.head };
  const owner = folded(pull.head.slice(0, colon));
  const branch = pull.head.slice(colon + 1);
  if (owner === folded(own.config.owner)) return { repository: own, branch };
  const root = rootOf(all, own);
  const fork = all.find((one) => folded(one.config.owner) === owner && rootOf(all, one) === root);
  return fork === undefined ? undefined : { repository: fork, branch };
}

/** The repository that forks go back to. */
function rootOf(all: Repositories, entry: Repositories[number]): Repositories[number] {
  const seen = new Set([entry]);
  let root = entry;
  for (let at = parentOf(all, entry.config); at !== undefined && !seen.has(at);) {
    seen.add(at);
    root = at;
    at = parentOf(all, at.config);
  }
  return root;
}

/**
 * Branches of pull requests: there, different, and not asked for twice.
 * @param contents null: what the branches hold is not known, as in states that come from elsewhere
 */
export function checkPulls(
  pulls: readonly Entry<PullRequestConfig>[],
  all: Repositories,
  contents: ReadonlyMap<Repositories[number], RepositoryContents> | null,
  declared: Declared,
  context: MapContext,
): void {
  for (const pull of pulls) {
    checkPull(pull, all, declared, context);
    if (contents !== null) checkCommits(pull, all, contents, context);
  }
  const open = pulls.filter(({ config }) => config.state === "open");
  checkOnce(
    open.map((entry) => {
      const { repository, head, base } = entry.config;
      const found = headOf(all, entry.config);
      const from =
        found === undefined ? head : `${folded(fullNameOf(found.repository.config))}:${found.branch}`;
      const what = `an open pull request of ${head} into ${base} in ${repository}`;
      return { key: [folded(repository), from, base].join("\n"), what, at: placeOf(entry, "head") };
    }),
    "GitHub opens one pull request for two branches, and refuses another one.",
    "Close one of them, or remove it.",
    context,
  );
}

function checkPull(
  pull: Entry<PullRequestConfig>,
  all: Repositories,
  declared: Declared,
  context: MapContext,
): void {
  const { repository, base, head } = pull.config;
  if (!declared.isRead(repository)) return;
  const unknown = (field: "head" | "base", branch: string, within: string): void => {
    if (!declared.isRead(within) || declared.has("branch", branch, within)) return;
    context.report("unknown-name", {
      at: placeOf(pull, field),
      what: `${pull.path}.${field}: there is no branch ${quote(branch, 80)} in ${within}`,
      why: "A pull request merges one branch that is there into another one.",
      fix: "Add it to the branches of the repository, or correct the name.",
      near: declared.near("branch", branch, within),
    });
  };
  unknown("base", base, repository);
  const found = headOf(all, pull.config);
  if (found === undefined) {
    const owner = head.slice(0, head.indexOf(":"));
    context.report("unknown-name", {
      at: placeOf(pull, "head"),
      what: `${pull.path}.head: ${quote(owner, 60)} has no fork of ${repository}`,
      fix: `Declare it in [[github.repositories]] with fork_of = ${quote(repository)}.`,
    });
    return;
  }
  unknown("head", found.branch, fullNameOf(found.repository.config));
  if (found.branch === base && folded(fullNameOf(found.repository.config)) === folded(repository))
    context.report("impossible-state", {
      at: placeOf(pull, "head"),
      what: `${pull.path} merges ${quote(base, 80)} into itself`,
      fix: "Name two different branches.",
    });
}

/** A pull request brings commits that its base does not have. */
function checkCommits(
  pull: Entry<PullRequestConfig>,
  all: Repositories,
  contents: ReadonlyMap<Repositories[number], RepositoryContents>,
  context: MapContext,
): void {
  const { repository, base, head } = pull.config;
  const found = headOf(all, pull.config);
  const own = all.find(({ config }) => folded(fullNameOf(config)) === folded(repository));
  if (found === undefined || own === undefined || (found.repository === own && found.branch === base)) return;
  const from = contents.get(found.repository)?.branches.get(found.branch)?.commits;
  const into = contents.get(own)?.branches.get(base)?.commits;
  if (from === undefined || into === undefined || [...from].some((one) => !into.has(one))) return;
  context.report("impossible-state", {
    at: placeOf(pull, "head"),
    what: `${pull.path}: ${quote(head, 80)} has no commit that ${quote(base, 80)} has not`,
    why: "GitHub opens no pull request without a commit to merge.",
    fix: `Give the branch a commit: branches = [{ name = ${quote(found.branch)}, files = { "topic.txt" = "topic" } }]`,
  });
}

/** Published releases have a tag of their own, and a commit that it stands for. */
export function checkReleases(
  releases: readonly Entry<ReleaseConfig>[],
  declared: Declared,
  all: Repositories,
  context: MapContext,
): void {
  for (const entry of releases) {
    const { repository, draft } = entry.config;
    const own = all.find(({ config }) => folded(fullNameOf(config)) === folded(repository));
    if (draft || own === undefined || declared.has("branch", own.config.defaultBranch, repository)) continue;
    context.report("impossible-state", {
      at: placeOf(entry, "repository"),
      what: `${entry.path} is published, and ${repository} has no commit`,
      why: "A release stands for a tag, and a tag for a commit.",
      fix: "Give the repository files, or write draft = true.",
    });
  }
  const published = releases.filter(({ config }) => !config.draft);
  checkOnce(
    published.map((entry) => ({
      key: `${folded(entry.config.repository)}\n${entry.config.tag}`,
      what: `the release ${quote(entry.config.tag, 80)} of ${entry.config.repository}`,
      at: placeOf(entry, "tag"),
    })),
    "A tag has one release.",
    "Give one of them another tag.",
    context,
  );
}
