import type { Rows, TableName } from "./rows.ts";

/** The key of a row in its table. */
export type Key = string | number;

/** How the rows of a table are found. */
export interface TableShape<Row> {
  readonly key: (row: Row) => Key;
  /** Rows with the same group are listed together, in the order in which they were put. A row may be in several. */
  readonly group?: (row: Row) => Key | readonly Key[];
  /** Another unique name of a row. */
  readonly name?: (row: Row) => string;
}

type Shapes = { readonly [Name in TableName]: TableShape<Rows[Name]> };

const byRepository = (row: { readonly repository: number }): Key => row.repository;
const byRepositoryAndUser = (row: { readonly repository: number; readonly user: number }): readonly Key[] => [
  row.repository,
  ofUser(row.user),
];
const byId = (row: { readonly id: number }): Key => row.id;

/** Names of people, repositories and labels are compared without case. */
export function folded(name: string): string {
  return name.toLowerCase();
}

/** The key of a git object. */
export function objectKey(network: number, sha: string): string {
  return `${network} ${sha}`;
}

/** The key of a reference, or of what protects a branch. */
export function refKey(repository: number, name: string): string {
  return `${repository} ${name}`;
}

/** A name within something that has an id. */
export function nameWithin(id: number, name: string): string {
  return `${id} ${folded(name)}`;
}

/** A number within something that has an id. */
export function numberWithin(id: number, number: number): string {
  return `${id} ${number}`;
}

/** The group of what belongs to a user. */
export function ofUser(user: number): string {
  return `user ${user}`;
}

/** The group of a repository's direct forks. */
export function forksOf(repository: number): string {
  return `forks of ${repository}`;
}

/** The group of the repositories that share objects. */
export function inNetwork(network: number): string {
  return `network ${network}`;
}

/** The group of a repository's open issues and pull requests. */
export function openIn(repository: number): string {
  return `open in ${repository}`;
}

/** The group of a team's own teams, or of its repositories. */
export function ofTeam(team: number): string {
  return `team ${team}`;
}

/** The key of a transition: scenarios name them as they like, and some names every object has. */
export function transitionKey(name: string): string {
  return `#${name}`;
}

/** The groups of a row. */
export function groupsOf<Row>({ group }: TableShape<Row>, row: Row): readonly string[] {
  if (group === undefined) return [];
  const found = group(row);
  return typeof found === "object" ? found.map(String) : [String(found)];
}

/** How every table finds its rows. */
export const tableShapes: Shapes = {
  account: { key: byId, name: ({ login }) => folded(login) },
  membership: {
    key: byId,
    group: ({ organization, user }) => [organization, ofUser(user)],
    name: ({ organization, user }) => numberWithin(organization, user),
  },
  team: {
    key: byId,
    group: ({ organization, parent }) => (parent === null ? organization : [organization, ofTeam(parent)]),
    name: ({ organization, slug }) => nameWithin(organization, slug),
  },
  teamMember: {
    key: byId,
    group: ({ team, user }) => [team, ofUser(user)],
    name: ({ team, user }) => numberWithin(team, user),
  },
  teamRepository: {
    key: byId,
    group: ({ team, repository }) => [repository, ofTeam(team)],
    name: ({ team, repository }) => numberWithin(team, repository),
  },
  repository: {
    key: byId,
    group: ({ owner, parent, network }) =>
      parent === null ? [owner, inNetwork(network)] : [owner, inNetwork(network), forksOf(parent)],
    name: ({ owner, name }) => nameWithin(owner, name),
  },
  redirect: { key: byId, group: byRepository, name: ({ name }) => name },
  collaborator: {
    key: byId,
    group: byRepositoryAndUser,
    name: ({ repository, user }) => numberWithin(repository, user),
  },
  invitation: {
    key: byId,
    group: byRepositoryAndUser,
    name: ({ repository, user }) => numberWithin(repository, user),
  },
  deployKey: { key: byId, group: byRepository },
  object: { key: ({ network, sha }) => objectKey(network, sha) },
  ref: { key: ({ repository, name }) => refKey(repository, name), group: byRepository },
  protection: { key: ({ repository, branch }) => refKey(repository, branch), group: byRepository },
  label: { key: byId, group: byRepository, name: ({ repository, name }) => nameWithin(repository, name) },
  milestone: {
    key: byId,
    group: byRepository,
    name: ({ repository, number }) => numberWithin(repository, number),
  },
  issue: {
    key: byId,
    group: ({ repository, state }) => (state === "open" ? [repository, openIn(repository)] : repository),
    name: ({ repository, number }) => numberWithin(repository, number),
  },
  pull: {
    key: byId,
    group: byRepository,
    name: ({ repository, number }) => numberWithin(repository, number),
  },
  comment: { key: byId, group: ({ issue }) => issue },
  review: { key: byId, group: ({ pull }) => pull },
  reviewComment: { key: byId, group: ({ pull }) => pull },
  commitComment: { key: byId, group: byRepository },
  reaction: { key: byId, group: ({ of }) => of },
  issueLink: { key: byId, group: ({ kind }) => kind },
  timeline: { key: byId, group: ({ issue }) => issue },
  status: { key: byId, group: ({ repository, sha }) => `${repository} ${sha}` },
  checkSuite: { key: byId, group: ({ repository, sha }) => `${repository} ${sha}` },
  checkRun: { key: byId, group: ({ repository, sha }) => `${repository} ${sha}` },
  release: { key: byId, group: byRepository },
  asset: { key: byId, group: ({ release }) => release },
  hook: { key: byId, group: ({ owner }) => owner },
  app: { key: byId, name: ({ slug }) => folded(slug) },
  installation: { key: byId, group: ({ account }) => account },
  token: { key: ({ hash }) => hash, group: ({ owner }) => owner },
  star: {
    key: byId,
    group: byRepositoryAndUser,
    name: ({ repository, user }) => numberWithin(repository, user),
  },
  subscription: {
    key: byId,
    group: byRepositoryAndUser,
    name: ({ repository, user }) => numberWithin(repository, user),
  },
  follow: {
    key: byId,
    group: ({ user, target }) => [target, ofUser(user)],
    name: ({ user, target }) => numberWithin(target, user),
  },
  transition: { key: ({ name }) => transitionKey(name) },
};

/** The names of all tables. */
export const tableNames = Object.keys(tableShapes) as readonly TableName[];

/** The rows of one table with their indexes: plain data, so that a state can be kept, sent and compared. */
export interface Table<Row> {
  readonly rows: Record<string, Row>;
  /** Keys by group, in the order in which they were put. */
  readonly groups: Record<string, Record<string, true>>;
  /** Key by unique name. */
  readonly names: Record<string, string>;
  /** The highest id that a row ever had here: ids are not used twice. */
  lastId: number;
  /** What its rows come to together: see weightOf. */
  weight: number;
}

/** All tables. */
export type Tables = { readonly [Name in TableName]: Table<Rows[Name]> };

/** Empty tables. */
export function emptyTables(): Tables {
  return mapTables(() => ({ rows: {}, groups: {}, names: {}, lastId: 0, weight: 0 }));
}

/** A copy of a table. Rows are shared: they never change. */
export function copyTable({ rows, groups, names, lastId, weight }: Table<unknown>): Table<unknown> {
  const grouped = Object.fromEntries(Object.entries(groups).map(([group, keys]) => [group, { ...keys }]));
  return { rows: { ...rows }, groups: grouped, names: { ...names }, lastId, weight };
}

function mapTables(make: (name: TableName) => Table<unknown>): Tables {
  return Object.fromEntries(tableNames.map((name) => [name, make(name)])) as unknown as Tables;
}

/** What a record has under a key of its own: keys may come from a request. */
export function own<Value>(record: Readonly<Record<string, Value>>, key: Key): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Characters that one field takes besides what it says, about. */
const fieldChars = 8;

/** About how many characters a row takes; nothing takes none. */
export function weightOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 0;
  let weight = 0;
  for (const one of Object.values(value)) weight += fieldChars + weightOf(one);
  return weight;
}

/** About how many characters all rows take. */
export function weightOfAll(tables: Tables): number {
  let weight = 0;
  for (const name of tableNames) weight += tables[name].weight;
  return weight;
}

/** Puts a row in place of the one with the same key. */
export function putRow(tables: Tables, name: TableName, row: Rows[TableName]): void {
  const table = tables[name] as Table<unknown>;
  const shape = tableShapes[name] as TableShape<unknown>;
  const key = String(shape.key(row));
  const before = own(table.rows, key);
  if (before !== undefined) unlist(table, shape, key, before, row);
  table.rows[key] = row;
  table.weight += weightOf(row) - weightOf(before);
  if (shape.name !== undefined) table.names[shape.name(row)] = key;
  for (const group of groupsOf(shape, row)) (table.groups[group] ??= {})[key] = true;
  const { id } = row as { readonly id?: unknown };
  if (typeof id === "number" && id > table.lastId) table.lastId = id;
}

/** Removes a row, when it is there. */
export function removeRow(tables: Tables, name: TableName, key: Key): void {
  const table = tables[name] as Table<unknown>;
  const before = own(table.rows, key);
  if (before === undefined) return;
  unlist(table, tableShapes[name] as TableShape<unknown>, String(key), before, undefined);
  delete table.rows[key];
  table.weight -= weightOf(before);
}

/** Takes a row out of the indexes, except where the one that takes its place stands there as well. */
function unlist(
  table: Table<unknown>,
  shape: TableShape<unknown>,
  key: string,
  before: unknown,
  after: unknown,
): void {
  const { name } = shape;
  if (
    name !== undefined &&
    own(table.names, name(before)) === key &&
    (after === undefined || name(after) !== name(before))
  )
    delete table.names[name(before)];
  const still = after === undefined ? [] : groupsOf(shape, after);
  for (const group of groupsOf(shape, before)) {
    const keys = still.includes(group) ? undefined : own(table.groups, group);
    if (keys !== undefined) delete keys[key];
  }
}
