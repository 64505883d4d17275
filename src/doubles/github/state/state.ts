import type { Json } from "../../../core/index.ts";
import type { DoubleEvent } from "../../../engine/index.ts";
import type { Rows, TableName } from "./rows.ts";
import {
  copyTable,
  emptyTables,
  own,
  putRow,
  removeRow,
  type Key,
  type Table,
  type Tables,
} from "./tables.ts";
import type { View } from "./view.ts";

/** What GitHub knows, as it is now: plain data. Only the reducer changes it. */
export interface GithubState {
  tables: Tables;
  /** States that were kept to return to, by name. */
  readonly snapshots: Record<string, Tables>;
  /** Tables that no snapshot has as well, so that they may be changed in place; null: there are no snapshots. */
  exclusive: Partial<Record<TableName, true>> | null;
  /** How many facts it comes from: two looks at the same version see the same. */
  version: number;
}

/** One row that an event puts. */
export type Put = readonly [table: TableName, row: Rows[TableName]];

/** One row that an event removes. */
export type Removal = readonly [table: TableName, key: Key];

/**
 * A fact. Its type is GitHub's own name of what happened ("issues.opened", "push"), its facts are what webhooks and
 * timelines tell of it, and its puts and removals are all that it does to the state.
 */
export interface GithubEvent {
  readonly type: string;
  /** Login of who did it; null: nobody was signed in. */
  readonly actor: string | null;
  /** "owner/name"; null: it is about none. */
  readonly repository: string | null;
  readonly facts: Readonly<Record<string, Json>>;
  readonly put: readonly Put[];
  readonly removed: readonly Removal[];
}

/** Event types of the double itself. */
export const keptEvent = "backlot.snapshot";
/** See keptEvent. */
export const restoredEvent = "backlot.restored";

/** A state with nothing in it. */
export function emptyState(): GithubState {
  return { tables: emptyTables(), snapshots: {}, exclusive: null, version: 0 };
}

/** Where a state is kept: names come from tests, and may be those of what every object has. */
export function snapshotKey(name: string): string {
  return `#${name}`;
}

/** Applies a fact, in place. */
export function reduceGithub(state: GithubState, event: DoubleEvent): GithubState {
  const happened = event as unknown as GithubEvent;
  const name = happened.facts["snapshot"] as string;
  if (happened.type === keptEvent) {
    state.snapshots[snapshotKey(name)] = state.tables;
    share(state, state.tables);
  } else if (happened.type === restoredEvent) share(state, own(state.snapshots, snapshotKey(name)) as Tables);
  else {
    for (const [table] of happened.put) unshare(state, table);
    for (const [table] of happened.removed) unshare(state, table);
    applyChanges(state.tables, happened);
  }
  state.version += 1;
  return state;
}

/** Goes on with tables that a snapshot has as well: a table is copied when it is changed for the first time. */
function share(state: GithubState, tables: Tables): void {
  state.tables = { ...tables };
  state.exclusive = {};
}

function unshare(state: GithubState, name: TableName): void {
  if (state.exclusive === null || state.exclusive[name] === true) return;
  state.tables = { ...state.tables, [name]: copyTable(state.tables[name]) };
  state.exclusive[name] = true;
}

/** Puts and removes rows. */
export function applyChanges(tables: Tables, { put, removed }: Pick<GithubEvent, "put" | "removed">): void {
  for (const [table, key] of removed) removeRow(tables, table, key);
  for (const [table, row] of put) putRow(tables, table, row);
}

/** Reads a state. */
export function viewOf({ tables }: Pick<GithubState, "tables">): View {
  const get = <Name extends TableName>(table: Name, key: Key): Rows[Name] | undefined =>
    own((tables[table] as Table<Rows[Name]>).rows, key);
  return {
    get,
    named: (table, name) => {
      const key = own(tables[table].names, name);
      return key === undefined ? undefined : get(table, key);
    },
    list: <Name extends TableName>(table: Name, group?: Key): readonly Rows[Name][] => {
      const { rows, groups } = tables[table] as Table<Rows[Name]>;
      if (group === undefined) return Object.values(rows);
      return Object.keys(own(groups, group) ?? {}).map((key) => rows[key] as Rows[Name]);
    },
    count: (table, group) => Object.keys(own(tables[table].groups, group) ?? {}).length,
  };
}
