import type { Rows, TableName } from "./rows.ts";
import type { Key } from "./tables.ts";

/** What can be read: the state itself, or a draft that holds its own writes as well. */
export interface View {
  get<Name extends TableName>(table: Name, key: Key): Rows[Name] | undefined;
  /** The row with another unique name: an account's login, a repository's name within its owner (see tables.ts). */
  named<Name extends TableName>(table: Name, name: string): Rows[Name] | undefined;
  /** All rows of a group, or of the table, in the order in which they were first put. */
  list<Name extends TableName>(table: Name, group?: Key): readonly Rows[Name][];
  /** How many rows a group has. */
  count(table: TableName, group: Key): number;
}

/**
 * A row that others name by its key, so that it is there.
 * @throws Error where it is not: the simulation has lost it
 */
export function rowOf<Name extends TableName>(view: View, table: Name, key: Key): Rows[Name] {
  return found(view.get(table, key), table, key);
}

/** As `rowOf`, by the row's other unique name. @throws Error where it is not there */
export function rowNamed<Name extends TableName>(view: View, table: Name, name: string): Rows[Name] {
  return found(view.named(table, name), table, name);
}

function found<Row>(row: Row | undefined, table: TableName, key: Key): Row {
  if (row === undefined) throw new Error(`no ${table} ${key}`);
  return row;
}
