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
 * A row that is known to be there, as another row refers to it and goes with it.
 * @throws Error where it is not: a fault of the double itself
 * @example rowOf(view, "repository", issue.repository)
 */
export function rowOf<Name extends TableName>(view: View, table: Name, key: Key): Rows[Name] {
  const row = view.get(table, key);
  if (row === undefined) throw new Error(`the ${table} ${key} is referred to, but it is not there`);
  return row;
}
