import { quote } from "../../../core/index.ts";
import type { Node, TableNode } from "../../../scenario/index.ts";
import { folded } from "../state/tables.ts";
import { integerOf, joined, listOf, stringOf, tableOf, tablesOf, textOf, valueOf, without } from "./nodes.ts";
import type { Told } from "./told.ts";

const renamed: ReadonlySet<string> = new Set(["owner", "repository", "user", "base", "head"]);
const derived = /(?:_url|_at)$|^(?:url|id|node_id)$/;

/** "owner/name" of the repository of an issue, a pull request. */
function repositoryNameOf(one: TableNode): string {
  return `${stringOf(one, "owner") ?? ""}/${stringOf(one, "repository") ?? ""}`;
}

/** An issue, with the fields that the section names otherwise. */
export function issueOf(one: TableNode): TableNode {
  const plain = without(one, renamed);
  const entries = plain.entries.filter(({ key, value }) => value.kind !== "null" && !derived.test(key));
  const more = tableOf(one.where, {
    repository: textOf(valueOf(one, "repository")?.where ?? one.where, repositoryNameOf(one)),
    author: inner(one, "user", "login"),
    base: inner(one, "base", "ref"),
    head: inner(one, "head", "ref"),
  });
  return joined({ ...plain, entries }, more);
}

function inner(one: TableNode, key: string, field: string): Node | undefined {
  const value = valueOf(one, key);
  return value?.kind === "table" ? valueOf(value, field) : value;
}

/** Users that issues and pull requests have as authors, and that the state does not have. */
export function authorsOf(state: TableNode, told: Told): readonly TableNode[] {
  const known = new Set(
    ["users", "organizations"].flatMap((key) =>
      tablesOf(valueOf(state, key)).map((one) => folded(stringOf(one, "login") ?? "")),
    ),
  );
  const all = ["issues", "pull_requests"].flatMap((key) => tablesOf(valueOf(state, key)));
  return all.flatMap((one) => {
    const login = inner(one, "user", "login");
    if (login?.kind !== "string" || known.has(folded(login.value))) return [];
    known.add(folded(login.value));
    told.note(
      "unknown-author",
      login.where,
      `the author ${quote(login.value, 80)} is none of the users, and becomes one`,
    );
    return [tableOf(login.where, { login })];
  });
}

/** What a pull request merges, and what its commit says. */
export interface Merged {
  readonly head: string;
  readonly base: string;
  readonly title: Node;
  /** Whether the head is made up for it. */
  readonly isNew: boolean;
  readonly isOpen: boolean;
}

/** The pull requests of a state, and what they merge. */
export interface AdoptedPulls {
  readonly list: Node | undefined;
  /** By "owner/name" in lower case. */
  readonly merged: ReadonlyMap<string, readonly Merged[]>;
}

/** Reads pull requests: each has a head that differs from its base, and a number that no issue has. */
export function pullRequests(state: TableNode, told: Told): AdoptedPulls {
  const list = valueOf(state, "pull_requests");
  if (list?.kind !== "list") return { list, merged: new Map() };
  const merged = new Map<string, Merged[]>();
  const numbers = numbersOf(state);
  const items = list.items.map((item, index) => {
    if (item.kind !== "table") return item;
    const pull = numbered(issueOf(item), numbers, told);
    const given = stringOf(pull, "head");
    const base = stringOf(pull, "base") ?? defaultBranchOf(state, item);
    const key = folded(repositoryNameOf(item));
    const own = merged.get(key) ?? [];
    const isOpen = stringOf(pull, "state") !== "closed";
    const taken = own.some((one) => one.isOpen && isOpen && one.head === given && one.base === base);
    const isNew = valueOf(pull, "head") === undefined || given === base || taken;
    const head = isNew ? freshHead(state, integerOf(pull, "number") ?? index + 1) : (given ?? "");
    const title = valueOf(pull, "title") ?? textOf(item.where, head);
    merged.set(key, [...own, { head, base, title, isNew, isOpen }]);
    if (!isNew) return pull;
    told.note(
      "pull-branches",
      item.where,
      `a pull request without two branches for itself gets one of its own as head, ${head}`,
    );
    return joined(pull, tableOf(item.where, { head: textOf(item.where, head) }));
  });
  return { list: listOf(list.where, items), merged };
}

function defaultBranchOf(state: TableNode, pull: TableNode): string {
  const name = folded(repositoryNameOf(pull));
  const found = tablesOf(valueOf(state, "repositories")).find(
    (one) => folded(`${stringOf(one, "owner") ?? ""}/${stringOf(one, "name") ?? ""}`) === name,
  );
  return (found === undefined ? undefined : stringOf(found, "default_branch")) ?? "main";
}

function freshHead(state: TableNode, number: number): string {
  const taken = new Set(tablesOf(valueOf(state, "branches")).map((one) => stringOf(one, "name")));
  let name = `pull-request-${number}`;
  while (taken.has(name)) name += "-head";
  return name;
}

type Numbers = Map<string, Set<number>>;

/** The numbers of the issues of each repository. */
function numbersOf(state: TableNode): { readonly issues: Numbers; readonly all: Numbers } {
  const collect = (keys: readonly string[]): Numbers => {
    const found: Numbers = new Map();
    for (const one of keys.flatMap((key) => tablesOf(valueOf(state, key)))) {
      const name = folded(repositoryNameOf(one));
      const number = integerOf(one, "number");
      if (number !== undefined) found.set(name, (found.get(name) ?? new Set()).add(number));
    }
    return found;
  };
  return { issues: collect(["issues"]), all: collect(["issues", "pull_requests"]) };
}

function numbered(
  pull: TableNode,
  { issues, all }: { readonly issues: Numbers; readonly all: Numbers },
  told: Told,
): TableNode {
  const name = folded(stringOf(pull, "repository") ?? "");
  const number = integerOf(pull, "number");
  const node = valueOf(pull, "number");
  if (number === undefined || node === undefined || issues.get(name)?.has(number) !== true) return pull;
  const taken = all.get(name) ?? new Set();
  const value = Math.max(...taken) + 1;
  all.set(name, taken.add(value));
  told.note(
    "shared-number",
    node.where,
    `the pull request has the number of an issue, ${number}, and becomes number ${value}`,
  );
  return joined(pull, tableOf(node.where, { number: { kind: "integer", value, where: node.where } }));
}
