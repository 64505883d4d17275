import { quote } from "../../../core/index.ts";
import type { Node, TableNode } from "../../../scenario/index.ts";
import { isSha } from "../git/index.ts";
import { folded } from "../state/tables.ts";
import type { AdoptedPulls, Merged } from "./adopt-issues.ts";
import { kept } from "./kept.ts";
import {
  flagOf,
  isTrue,
  joined,
  listOrNone,
  mapped,
  stringOf,
  tableOf,
  tablesOf,
  textOf,
  valueOf,
  without,
  type Where,
} from "./nodes.ts";
import type { Told } from "./told.ts";

const branchKeys: ReadonlySet<string> = new Set([
  "owner",
  "repository",
  "repo",
  "name",
  "sha",
  "commit",
  "protected",
  "protection",
  "protection_url",
]);
const blobKeys: ReadonlySet<string> = new Set(["owner", "repo", "path", "sha", "content", "encoding"]);
const visibility: ReadonlySet<string> = new Set(["private", "visibility"]);

/** The repositories of a state, with their branches and files. */
export function repositoriesOf(state: TableNode, pulls: AdoptedPulls, told: Told): Node | undefined {
  const all = tablesOf(valueOf(state, "repositories"));
  const branches = owned(state, "branches", branchKeys, all, told);
  const blobs = owned(state, "blobs", blobKeys, all, told);
  for (const [index, branch] of branches.entries())
    told.isKind(valueOf(branch, "protected"), "boolean", `branches[${index}].protected`);
  return mapped(state, "repositories", (one) => {
    const own = branches.filter((branch) => ownerOf(branch) === undefined || isOf(branch, one));
    const files = filesOf(
      blobs.filter((blob) => isOf(blob, one)),
      one,
      told,
    );
    const merged = pulls.merged.get(folded(nameOf(one))) ?? [];
    return joined(without(kept(one, told), visibility), contentOf(one, { own, files, merged }, told));
  });
}

interface Content {
  readonly own: readonly TableNode[];
  readonly files: Node | undefined;
  readonly merged: readonly Merged[];
}

function contentOf(one: TableNode, content: Content, told: Told): TableNode {
  const { where } = one;
  const { own, files, merged } = content;
  const main = stringOf(one, "default_branch") ?? "main";
  const guarded = own.filter((branch) => isTrue(branch, "protected"));
  const others = [
    ...own.filter((branch) => branchName(branch) !== main).map((branch) => branchOf(branch, merged, told)),
    ...merged
      .filter(({ isNew }) => isNew)
      .map(({ head, title }) => tableOf(title.where, { name: textOf(title.where, head), message: title })),
  ];
  const first = own.find((branch) => branchName(branch) === main);
  return tableOf(where, {
    ...visibilityOf(one),
    files,
    commits: listOrNone(where, commitsOf(main, content, where)),
    sha: first === undefined ? undefined : shaOf(first, told),
    branches: listOrNone(where, others),
    protection:
      guarded.length === 0
        ? undefined
        : tableOf(
            where,
            Object.fromEntries(
              guarded.map((branch) => [branchName(branch), tableOf(branch.where, {})] as const),
            ),
          ),
  });
}

/** The commits of the default branch: where it is itself a head, its bases leave it before its last one. */
function commitsOf(main: string, { own, files, merged }: Content, where: Where): readonly Node[] {
  const commit = (message: string, branch?: string): Node =>
    tableOf(where, {
      message: textOf(where, message),
      branch: branch === undefined ? undefined : textOf(where, branch),
    });
  const bases = new Set(merged.filter(({ head }) => head === main).map(({ base }) => base));
  const others = own.some((branch) => branchName(branch) !== main) || merged.some(({ isNew }) => isNew);
  const bare = own.length + merged.length > 0 && files === undefined && !(others && bases.size === 0);
  return [
    ...(bare ? [commit("Initial commit")] : []),
    ...[...bases].map((base) => commit(`Change ${base}`, base)),
    ...(bases.size === 0 ? [] : [commit(`Change ${main}`)]),
  ];
}

/** Private in one of the two ways of saying it. What is neither stays, and is refused. */
function visibilityOf(one: TableNode): Readonly<Record<string, Node | undefined>> {
  const hidden = valueOf(one, "private");
  const seen = valueOf(one, "visibility");
  if (hidden !== undefined && hidden.kind !== "boolean") return { private: hidden };
  if (seen !== undefined && !(seen.kind === "string" && /^(?:public|private)$/.test(seen.value)))
    return { visibility: seen };
  const isPrivate = isTrue(one, "private") || stringOf(one, "visibility") === "private";
  return isPrivate ? { private: flagOf((hidden ?? seen ?? one).where, true) } : {};
}

function nameOf(repository: TableNode): string {
  return `${stringOf(repository, "owner") ?? ""}/${stringOf(repository, "name") ?? ""}`;
}

function branchName(branch: TableNode): string {
  return stringOf(branch, "name") ?? "main";
}

/** The repository that a branch or a blob names; undefined: none. */
function ownerOf(one: TableNode): Node | undefined {
  return valueOf(one, "repository") ?? valueOf(one, "repo");
}

function isOf(one: TableNode, repository: TableNode): boolean {
  const name = stringOf(one, "repository") ?? stringOf(one, "repo") ?? "";
  const owner = stringOf(one, "owner") ?? stringOf(repository, "owner") ?? "";
  return folded(`${owner}/${name}`) === folded(nameOf(repository));
}

/** Branches or blobs, each of a repository that there is, or of all. */
function owned(
  state: TableNode,
  key: "branches" | "blobs",
  known: ReadonlySet<string>,
  repositories: readonly TableNode[],
  told: Told,
): readonly TableNode[] {
  const all = told.tables(state, key);
  for (const [index, one] of all.entries()) {
    told.knownKeys(one, known, `${key}[${index}]`);
    const named = ownerOf(one);
    if (named === undefined) {
      if (key === "branches")
        told.note("shared-branch", one.where, "a branch names no repository: every repository gets it");
    } else if (named.kind === "string" && !repositories.some((repository) => isOf(one, repository)))
      told.unknownName(
        named,
        `${key}[${index}]: there is no repository ${quote(`${stringOf(one, "owner") ?? "?"}/${named.value}`, 120)}`,
        "Add it to repositories, or correct the name.",
      );
    else told.isKind(named, "string", `${key}[${index}].repository`);
  }
  return all;
}

function shaOf(branch: TableNode, told: Told): Node | undefined {
  const commit = valueOf(branch, "commit");
  const sha = valueOf(branch, "sha") ?? (commit?.kind === "table" ? valueOf(commit, "sha") : commit);
  if (sha?.kind === "string" && !isSha(sha.value))
    told.note("no-sha", sha.where, `${quote(sha.value, 60)} is no SHA: the branch has its own`);
  else if (sha !== undefined)
    told.note(
      "sha",
      sha.where,
      "the SHA of a branch is told as the state has it, for a commit that has another",
    );
  return sha;
}

function branchOf(branch: TableNode, merged: readonly Merged[], told: Told): TableNode {
  const name = branchName(branch);
  const pull = merged.find(({ head }) => head === name);
  if (pull !== undefined)
    told.note(
      "pull-commits",
      branch.where,
      `the branch ${quote(name, 80)} is to be merged, so it gets a commit of its own`,
    );
  return tableOf(branch.where, {
    name: valueOf(branch, "name") ?? textOf(branch.where, "main"),
    message: pull?.title,
    sha: shaOf(branch, told),
  });
}

/** Blobs with a path are files of the default branch. */
function filesOf(blobs: readonly TableNode[], one: TableNode, told: Told): Node | undefined {
  const found = blobs.flatMap((blob) => {
    const path = stringOf(blob, "path");
    if (path === undefined) {
      told.note("loose-blob", blob.where, "a blob without a path is part of no commit, and is left out");
      return [];
    }
    const content = valueOf(blob, "content") ?? textOf(blob.where, "");
    const isBase64 = stringOf(blob, "encoding") === "base64";
    return [[path, isBase64 ? tableOf(blob.where, { base64: content }) : content] as const];
  });
  return found.length === 0 ? undefined : tableOf(one.where, Object.fromEntries(found));
}
