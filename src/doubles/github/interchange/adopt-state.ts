import { finding, type Finding } from "../../../core/index.ts";
import { placeOf, type Adopted, type Node, type TableNode } from "../../../scenario/index.ts";
import { flagOf, joined, listOf, stringOf, tableOf, tablesOf, textOf, valueOf, without } from "./nodes.ts";

/** Keys of the initial state of simulacrum, and of what simulacat adds. */
const stateKeys: ReadonlySet<string> = new Set([
  "users",
  "organizations",
  "repositories",
  "branches",
  "blobs",
  "installations",
  "issues",
  "pull_requests",
  "__simulacat__",
]);

/** Fields that only repeat what the simulated GitHub works out itself. */
const derived =
  /(?:_url|^url|^node_id|^full_name|_count|^forks|^stargazers|^watchers|^open_issues|^size|_at)$/;
const dropped: ReadonlySet<string> = new Set([
  "type",
  "gravatar_id",
  "site_admin",
  "organizations",
  "visibility",
  "private",
  "packages",
  "language",
  "license",
  "fork",
  "disabled",
  "has_pages",
  "has_downloads",
  "permissions",
  "security_and_analysis",
]);

/**
 * The scenario that an initial state of simulacrum or simulacat means; null: it is none. Its values keep their places,
 * so that what is wrong with them is told where they stand.
 */
export function adoptState(tree: TableNode): Adopted | null {
  const keys = tree.entries.map(({ key }) => key);
  if (keys.length === 0 || !keys.every((key) => stateKeys.has(key))) return null;
  const { where } = tree;
  const notes: Finding[] = [importedState(tree)];
  const github = tableOf(where, {
    imported_from: textOf(where, "simulacat"),
    users: mapped(tree, "users", (user) => kept(user)),
    organizations: mapped(tree, "organizations", (one) => organization(tree, one)),
    repositories: mapped(tree, "repositories", (one) => repository(tree, one, notes)),
    issues: mapped(tree, "issues", (one) => kept(joined(without(one, issueKeys), issueFields(one)))),
    pull_requests: mapped(tree, "pull_requests", (one) =>
      kept(joined(without(one, issueKeys), issueFields(one))),
    ),
    apps: apps(tree),
    installations: mapped(tree, "installations", installation),
    tokens: tokens(tree),
  });
  return { tree: tableOf(where, { github }), findings: notes };
}

/** A list of the state with each table made anew; what is no table stays, and is refused where it stands. */
function mapped(tree: TableNode, key: string, make: (one: TableNode) => TableNode): Node | undefined {
  const list = valueOf(tree, key);
  if (list?.kind !== "list") return list;
  return listOf(
    list.where,
    list.items.map((item) => (item.kind === "table" ? make(item) : item)),
  );
}

function kept(table: TableNode): TableNode {
  const entries = table.entries.filter(
    ({ key, value }) => value.kind !== "null" && !derived.test(key) && !dropped.has(key),
  );
  return { ...table, entries };
}

/** Users say in which organizations they are; here organizations say it. */
function organization(tree: TableNode, one: TableNode): TableNode {
  const login = stringOf(one, "login");
  const members = tablesOf(valueOf(tree, "users")).flatMap((user) => {
    const list = valueOf(user, "organizations");
    const items = list?.kind === "list" ? list.items : [];
    const name = stringOf(user, "login");
    const found = items.find((item) => item.kind === "string" && item.value === login);
    return found === undefined || name === undefined ? [] : [[name, textOf(found.where, "member")] as const];
  });
  const teams = valueOf(one, "teams");
  const named =
    teams?.kind === "list"
      ? listOf(
          teams.where,
          teams.items.map((name) => tableOf(name.where, { name })),
        )
      : undefined;
  const more = {
    members: members.length === 0 ? undefined : tableOf(one.where, Object.fromEntries(members)),
    teams: named,
  };
  return joined(without(kept(one), new Set(["teams"])), tableOf(one.where, more));
}

function repository(tree: TableNode, one: TableNode, notes: Finding[]): TableNode {
  const visibility = stringOf(one, "visibility");
  const own = valueOf(one, "private");
  const hidden = own?.kind === "boolean" ? own.value || visibility === "private" : visibility === "private";
  const main = stringOf(one, "default_branch") ?? "main";
  const branches = tablesOf(valueOf(tree, "branches")).filter((branch) => belongs(branch, one, notes));
  const protectedOnes = branches.filter((branch) => {
    const value = valueOf(branch, "protected");
    return value?.kind === "boolean" && value.value;
  });
  const more = tableOf(one.where, {
    private: flagOf(own?.where ?? one.where, hidden),
    files: files(tree, one),
    branches: listOrNone(
      one,
      branches.filter((branch) => (stringOf(branch, "name") ?? "main") !== main).map(branchOf),
    ),
    protection:
      protectedOnes.length === 0
        ? undefined
        : tableOf(
            one.where,
            Object.fromEntries(
              protectedOnes.map((branch) => [stringOf(branch, "name") ?? "main", tableOf(branch.where, {})]),
            ),
          ),
  });
  return joined(kept(one), more);
}

function listOrNone(one: TableNode, items: readonly Node[]): Node | undefined {
  return items.length === 0 ? undefined : listOf(one.where, items);
}

/** Whether a branch is one of a repository: simulacrum's own branches name none, and are everybody's. */
function belongs(branch: TableNode, repository: TableNode, notes: Finding[]): boolean {
  const name = stringOf(branch, "repository") ?? stringOf(branch, "repo");
  if (name === undefined) {
    if (
      !notes.some(
        ({ at }) => at !== undefined && JSON.stringify(at) === JSON.stringify(placeOf(branch.where)),
      )
    )
      notes.push(sharedBranch(branch));
    return true;
  }
  const owner = stringOf(branch, "owner");
  return (
    name === stringOf(repository, "name") && (owner === undefined || owner === stringOf(repository, "owner"))
  );
}

function branchOf(branch: TableNode): Node {
  const commit = valueOf(branch, "commit");
  const sha = valueOf(branch, "sha") ?? (commit?.kind === "table" ? valueOf(commit, "sha") : undefined);
  return tableOf(branch.where, { name: valueOf(branch, "name") ?? textOf(branch.where, "main"), sha });
}

/** Blobs with a path are files of the default branch. */
function files(tree: TableNode, one: TableNode): Node | undefined {
  const own = tablesOf(valueOf(tree, "blobs")).filter(
    (blob) =>
      stringOf(blob, "owner") === stringOf(one, "owner") && stringOf(blob, "repo") === stringOf(one, "name"),
  );
  const found = own.flatMap((blob) => {
    const path = stringOf(blob, "path");
    const content = valueOf(blob, "content") ?? textOf(blob.where, "");
    const encoded =
      stringOf(blob, "encoding") === "base64" ? tableOf(blob.where, { base64: content }) : content;
    return path === undefined ? [] : [[path, encoded] as const];
  });
  return found.length === 0 ? undefined : tableOf(one.where, Object.fromEntries(found));
}

const issueKeys: ReadonlySet<string> = new Set(["owner", "repository", "user", "base", "head"]);

/** The fields that issues and pull requests name otherwise. */
function issueFields(one: TableNode): TableNode {
  const name = `${stringOf(one, "owner") ?? ""}/${stringOf(one, "repository") ?? ""}`;
  const inner = (key: string, field: string): Node | undefined => {
    const value = valueOf(one, key);
    return value?.kind === "table" ? valueOf(value, field) : value;
  };
  return tableOf(one.where, {
    repository: textOf(valueOf(one, "repository")?.where ?? one.where, name),
    author: inner("user", "login"),
    base: inner("base", "ref"),
    head: inner("head", "ref"),
  });
}

const defaultSlug = "simulator-app";

/** The apps that installations name. */
function apps(tree: TableNode): Node | undefined {
  const list = valueOf(tree, "installations");
  const found = new Map(
    tablesOf(list).map((one) => {
      const slug = valueOf(one, "app_slug") ?? textOf(one.where, defaultSlug);
      return [
        stringOf(one, "app_slug") ?? defaultSlug,
        tableOf(one.where, { slug, id: valueOf(one, "app_id") }),
      ];
    }),
  );
  return list === undefined || found.size === 0 ? undefined : listOf(list.where, [...found.values()]);
}

function installation(one: TableNode): TableNode {
  return tableOf(one.where, {
    id: valueOf(one, "id"),
    app: valueOf(one, "app_slug") ?? textOf(one.where, defaultSlug),
    account: valueOf(one, "account"),
  });
}

/** The token that simulacat's client sends: its owner is the first user. */
function tokens(tree: TableNode): Node | undefined {
  const metadata = valueOf(tree, "__simulacat__");
  if (metadata === undefined || metadata.kind !== "table") return metadata;
  const value = valueOf(metadata, "auth_token");
  const [first] = tablesOf(valueOf(tree, "users"));
  const owner = first === undefined ? undefined : valueOf(first, "login");
  if (value === undefined || owner === undefined) return undefined;
  return listOf(value.where, [tableOf(value.where, { value, owner })]);
}

function importedState(tree: TableNode): Finding {
  return finding("imported-state", {
    at: placeOf(tree.where),
    what: "an initial state of simulacat is read: its tokens are recorded, and nothing is refused for their sake",
    why: "simulacat's simulator verified no token, so its tests may call with any.",
    fix: 'Add a file that says [github] auth = "enforced", or write the state as a scenario.',
  });
}

function sharedBranch(branch: TableNode): Finding {
  return finding("imported-state", {
    at: placeOf(branch.where),
    what: "the branch names no repository: every repository gets it",
    why: "simulacrum lists such a branch for every repository.",
    fix: "Add owner and repository.",
  });
}
