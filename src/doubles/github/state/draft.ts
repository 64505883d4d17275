import type { Rows, TableName } from "./rows.ts";
import { viewOf, type GithubEvent, type GithubState, type Put, type Removal } from "./state.ts";
import { groupsOf, tableShapes, weightOf, weightOfAll, type Key, type TableShape } from "./tables.ts";
import type { View } from "./view.ts";

/** A row without its id, which the draft gives. */
export type NewRow<Name extends TableName> = Omit<Rows[Name], "id">;

/** What happened, without the rows: the draft knows those. */
export interface Happened {
  readonly actor: string | null;
  readonly repository: string | null;
  readonly facts?: GithubEvent["facts"];
}

/**
 * A write on its way. Reads see what it has written; nothing reaches the state until its events are reduced, so a write
 * that is refused half-way leaves no trace. Each `emit` closes an event over what was written since the last one.
 */
export interface Draft extends View {
  /** RFC 3339 in UTC, whole seconds: when this write happens. */
  readonly at: string;
  /** Puts a row with the next id of its table, and gives it. */
  add<Name extends IdTable>(table: Name, row: NewRow<Name>): Rows[Name];
  /** Puts a row, in place of the one with the same key. */
  put<Name extends TableName>(table: Name, row: Rows[Name]): Rows[Name];
  /** Changes fields of a row that is there. */
  change<Name extends TableName>(table: Name, row: Rows[Name], fields: Partial<Rows[Name]>): Rows[Name];
  remove(table: TableName, key: Key): void;
  /** Says what happened: "issues.opened". What was written since the last event belongs to it. */
  emit(type: string, happened: Happened): void;
  /** Closes an event of type "changed" over rows that were written after the last event. */
  settle(): void;
  /** Runs a part of the write; where it throws, the draft is as it was before. */
  attempt<Result>(part: () => Result): Result;
  /** About how many characters everything takes, with what was written. */
  readonly weight: number;
  /** What it comes to: rows that were written after the last event make one of type "changed". */
  readonly events: readonly GithubEvent[];
}

/** Tables whose rows have ids of their own. */
export type IdTable = {
  [Name in TableName]: Rows[Name] extends { readonly id: number } ? Name : never;
}[TableName];

interface Overlay {
  /** By key as text; undefined: removed. */
  readonly rows: Map<string, unknown>;
  readonly names: Map<string, string | undefined>;
  lastId: number;
}

class StateDraft implements Draft {
  readonly at: string;
  readonly #state: View;
  readonly #tables: GithubState["tables"];
  #overlays = new Map<TableName, Overlay>();
  #events: GithubEvent[] = [];
  #put: Put[] = [];
  #removed: Removal[] = [];
  #grown = 0;

  constructor(state: GithubState, at: string) {
    this.#state = viewOf(state);
    this.#tables = state.tables;
    this.at = at;
  }

  get<Name extends TableName>(table: Name, key: Key): Rows[Name] | undefined {
    const own = this.#overlays.get(table);
    return own?.rows.has(String(key)) === true
      ? (own.rows.get(String(key)) as Rows[Name] | undefined)
      : this.#state.get(table, key);
  }

  named<Name extends TableName>(table: Name, name: string): Rows[Name] | undefined {
    const own = this.#overlays.get(table);
    if (own?.names.has(name) !== true) return this.#state.named(table, name);
    const key = own.names.get(name);
    return key === undefined ? undefined : this.get(table, key);
  }

  list<Name extends TableName>(table: Name, group?: Key): readonly Rows[Name][] {
    const own = this.#overlays.get(table);
    const before = this.#state.list(table, group);
    if (own === undefined || own.rows.size === 0) return before;
    const shape = tableShapes[table] as TableShape<Rows[Name]>;
    const belongs = (row: Rows[Name]): boolean =>
      group === undefined || groupsOf(shape, row).includes(String(group));
    const left = new Map(own.rows as Map<string, Rows[Name] | undefined>);
    const rows: Rows[Name][] = [];
    for (const row of before) {
      const key = String(shape.key(row));
      const now = left.has(key) ? left.get(key) : row;
      left.delete(key);
      if (now !== undefined && belongs(now)) rows.push(now);
    }
    for (const row of left.values()) if (row !== undefined && belongs(row)) rows.push(row);
    return rows;
  }

  count(table: TableName, group: Key): number {
    return this.#overlays.has(table) ? this.list(table, group).length : this.#state.count(table, group);
  }

  add<Name extends IdTable>(table: Name, row: NewRow<Name>): Rows[Name] {
    const own = this.#overlay(table);
    return this.put(table, { id: own.lastId + 1, ...row } as unknown as Rows[Name]);
  }

  put<Name extends TableName>(table: Name, row: Rows[Name]): Rows[Name] {
    const own = this.#overlay(table);
    const shape = tableShapes[table] as TableShape<Rows[Name]>;
    const key = String(shape.key(row));
    const before = this.get(table, key);
    this.#grown += weightOf(row) - weightOf(before);
    if (shape.name !== undefined) {
      if (before !== undefined) own.names.set(shape.name(before), undefined);
      own.names.set(shape.name(row), key);
    }
    own.rows.set(key, row);
    const { id } = row as { readonly id?: number };
    if (id !== undefined && id > own.lastId) own.lastId = id;
    this.#put.push([table, row]);
    return row;
  }

  change<Name extends TableName>(table: Name, row: Rows[Name], fields: Partial<Rows[Name]>): Rows[Name] {
    return this.put(table, { ...row, ...fields });
  }

  remove(table: TableName, key: Key): void {
    const before = this.get(table, key);
    if (before === undefined) return;
    this.#grown -= weightOf(before);
    const own = this.#overlay(table);
    const shape = tableShapes[table] as TableShape<Rows[TableName]>;
    if (shape.name !== undefined) own.names.set(shape.name(before), undefined);
    own.rows.set(String(key), undefined);
    // What was put and is gone within one event was never there.
    this.#put = this.#put.filter(([name, row]) => name !== table || String(shape.key(row)) !== String(key));
    this.#removed.push([table, key]);
  }

  emit(type: string, { actor, repository, facts = {} }: Happened): void {
    this.#events.push({ type, actor, repository, facts, put: latest(this.#put), removed: this.#removed });
    this.#put = [];
    this.#removed = [];
  }

  settle(): void {
    if (this.#put.length > 0 || this.#removed.length > 0)
      this.emit("changed", { actor: null, repository: null });
  }

  attempt<Result>(part: () => Result): Result {
    const [overlays, events, put, removed] = [this.#overlays, this.#events, this.#put, this.#removed];
    const grown = this.#grown;
    this.#overlays = copyOverlays(overlays);
    [this.#events, this.#put, this.#removed] = [[...events], [...put], [...removed]];
    try {
      return part();
    } catch (error) {
      this.#overlays = overlays;
      this.#grown = grown;
      [this.#events, this.#put, this.#removed] = [events, put, removed];
      throw error;
    }
  }

  get weight(): number {
    return weightOfAll(this.#tables) + this.#grown;
  }

  get events(): readonly GithubEvent[] {
    if (this.#put.length === 0 && this.#removed.length === 0) return this.#events;
    const rest = { actor: null, repository: null, facts: {}, put: latest(this.#put), removed: this.#removed };
    return [...this.#events, { type: "changed", ...rest }];
  }

  #overlay(table: TableName): Overlay {
    const own = this.#overlays.get(table);
    if (own !== undefined) return own;
    const { lastId } = this.#tables[table];
    const made: Overlay = { rows: new Map(), names: new Map(), lastId };
    this.#overlays.set(table, made);
    return made;
  }
}

function copyOverlays(overlays: ReadonlyMap<TableName, Overlay>): Map<TableName, Overlay> {
  return new Map(
    [...overlays].map(([table, { rows, names, lastId }]) => [
      table,
      { rows: new Map(rows), names: new Map(names), lastId },
    ]),
  );
}

/** Of several puts of one row only the last one counts. */
function latest(puts: readonly Put[]): readonly Put[] {
  const last = new Map<string, Put>();
  for (const put of puts) {
    const [table, row] = put;
    const key = `${table} ${(tableShapes[table] as TableShape<unknown>).key(row)}`;
    last.delete(key);
    last.set(key, put);
  }
  return [...last.values()];
}

/** A draft on top of a state. */
export function draftOf(state: GithubState, at: string): Draft {
  return new StateDraft(state, at);
}
