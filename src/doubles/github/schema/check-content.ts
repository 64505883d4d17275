import { quote } from "../../../core/index.ts";
import type { MapContext } from "../../../scenario/index.ts";
import type { RepositoryConfig } from "../config.ts";
import { refsCollide } from "../git/ref-name.ts";
import { folded } from "../state/tables.ts";
import type { MissingPath, RepositoryContents } from "./branch-contents.ts";
import { placeOf } from "./check-names.ts";
import { fullNameOf, parentOf, refsOf } from "./refs.ts";
import type { Entry } from "./references.ts";

type Repositories = readonly Entry<RepositoryConfig>[];

/** What histories of git can't be: branches that come from each other, forks of themselves, removed files that are not there. */
export function checkContent(
  repositories: Repositories,
  contents: ReadonlyMap<Repositories[number], RepositoryContents>,
  context: MapContext,
): void {
  for (const entry of repositories) {
    checkFork(repositories, entry, context);
    checkVisibility(repositories, entry, context);
    checkRefs(repositories, entry, context);
    checkBranchCircle(entry, context);
    checkRemoved(entry, contents.get(entry)?.missing ?? [], context);
  }
}

function checkFork(all: Repositories, entry: Repositories[number], context: MapContext): void {
  const { config } = entry;
  if (config.forkOf === null) return;
  const name = fullNameOf(config);
  const seen = new Set([entry]);
  let at = parentOf(all, config);
  for (; at !== undefined && !seen.has(at); at = parentOf(all, at.config)) seen.add(at);
  const parent = parentOf(all, config);
  if (at === entry)
    context.report("impossible-state", {
      at: placeOf(entry, "fork_of"),
      what: `${name} is a fork of itself${parent === entry ? "" : ", through others"}`,
      why: "Forks go back to a repository that is none.",
      fix: "Correct fork_of.",
    });
  else if (parent !== undefined && folded(parent.config.owner) === folded(config.owner))
    context.report("impossible-state", {
      at: placeOf(entry, "fork_of"),
      what: `${name} is a fork of ${fullNameOf(parent.config)}, which has the same owner`,
      why: "GitHub gives an account no fork of its own repository.",
      fix: "Give the fork to somebody else.",
    });
}

/** Forks show what they are forks of. */
function checkVisibility(all: Repositories, entry: Repositories[number], context: MapContext): void {
  const parent = parentOf(all, entry.config)?.config;
  const isPublic = entry.config.visibility === "public";
  if (parent === undefined || !isPublic || parent.visibility === "public") return;
  context.report("impossible-state", {
    at: placeOf(entry, "fork_of"),
    what: `${fullNameOf(entry.config)} is public, and a fork of ${fullNameOf(parent)}, which is ${parent.visibility}`,
    why: "GitHub makes forks of what is private private as well.",
    fix: "Write private = true.",
  });
}

function checkRefs(all: Repositories, entry: Repositories[number], context: MapContext): void {
  const { branches, tags } = refsOf(all, entry);
  for (const [noun, names] of [
    ["branches", branches],
    ["tags", tags],
  ] as const) {
    for (const [index, one] of names.entries())
      for (const other of names.slice(index + 1))
        if (refsCollide(one, other))
          context.report("impossible-state", {
            at: placeOf(entry, noun),
            what: `${fullNameOf(entry.config)} has the ${noun} ${quote(one, 80)} and ${quote(other, 80)}`,
            why: "Git keeps the first part of a name as a folder, which can't be a branch or tag as well.",
            fix: "Rename one of them.",
          });
  }
}

function checkBranchCircle(entry: Repositories[number], context: MapContext): void {
  const { branches, defaultBranch } = entry.config;
  const from = new Map(branches.map((branch) => [branch.name, branch.from ?? defaultBranch]));
  for (const { name } of branches) {
    // One that is called like the default branch is told as declared twice.
    if (name === defaultBranch) continue;
    let at: string | undefined = from.get(name);
    for (let steps = 0; at !== undefined && at !== name && steps < branches.length; steps++)
      at = from.get(at);
    if (at !== name) continue;
    context.report("impossible-state", {
      at: placeOf(entry, "branches"),
      what: `the branch ${quote(name, 80)} of ${fullNameOf(entry.config)} starts from itself, directly or through others`,
      why: "Branches go back to the default branch.",
      fix: "Correct from.",
    });
  }
}

/** A commit removes what the one before it has. */
function checkRemoved(
  entry: Repositories[number],
  missing: readonly MissingPath[],
  context: MapContext,
): void {
  const { config } = entry;
  for (const { path, message } of missing)
    context.report("impossible-state", {
      at: placeOf(entry, config.commits.some((one) => one.message === message) ? "commits" : "branches"),
      what: `${fullNameOf(config)}: the commit ${quote(message, 60)} removes ${quote(path, 80)}, which is not there`,
      why: "A commit removes what the one before it has.",
      fix: "Correct the path, or the order of the commits.",
    });
}
