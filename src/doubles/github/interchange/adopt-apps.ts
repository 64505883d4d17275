import type { Node, TableNode } from "../../../scenario/index.ts";
import { listOf, stringOf, tableOf, tablesOf, textOf, valueOf } from "./nodes.ts";
import type { Told } from "./told.ts";

/** The app of an installation that names none. */
const defaultSlug = "simulator-app";

const known: ReadonlySet<string> = new Set(["id", "account", "app_slug", "app_id"]);

/** The apps that installations name. */
export function installedApps(state: TableNode): Node | undefined {
  const list = valueOf(state, "installations");
  const found = new Map(
    tablesOf(list).map((one) => {
      const slug = valueOf(one, "app_slug") ?? textOf(one.where, defaultSlug);
      const app = tableOf(one.where, { slug, id: valueOf(one, "app_id") });
      return [stringOf(one, "app_slug") ?? defaultSlug, app];
    }),
  );
  return list === undefined || found.size === 0 ? undefined : listOf(list.where, [...found.values()]);
}

/** An installation. */
export function installationOf(one: TableNode, told: Told): TableNode {
  const other = one.entries.find(({ key }) => !known.has(key));
  if (other !== undefined)
    told.note("ignored", other.keyWhere, `fields such as ${other.key} are not read from an initial state`);
  return tableOf(one.where, {
    id: valueOf(one, "id"),
    app: valueOf(one, "app_slug") ?? textOf(one.where, defaultSlug),
    account: valueOf(one, "account"),
  });
}
