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
 * The row that another row points at. Whoever removes a row removes what points at it as well.
 * @throws Error where that was forgotten
 */
export function pointedAt<Name extends TableName>(view: View, table: Name, key: Key): Rows[Name] {
  const row = view.get(table, key);
  if (row === undefined) throw new Error(`something points at ${table} ${key}, which is gone`);
  return row;
}
