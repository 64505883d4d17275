import type { Adopted, Node, TableNode } from "../../../scenario/index.ts";
import { checkMemberships, organizationOf, userOf, usersOf } from "./adopt-accounts.ts";
import { installationOf, installedApps } from "./adopt-apps.ts";
import { authorsOf, issueOf, pullRequests } from "./adopt-issues.ts";
import { repositoriesOf } from "./adopt-repositories.ts";
import { tokenOf } from "./adopt-token.ts";
import { asInFile, listOf, listOrNone, mapped, tableOf, textOf, without } from "./nodes.ts";
import { overlaid } from "./overlay.ts";
import { distinctIds } from "./distinct-ids.ts";
import { isState, stateKeys } from "./is-state.ts";
import { Told } from "./told.ts";

/**
 * The scenario that an initial state of simulacrum or simulacat means; null: it is none. Its values keep their places,
 * so that what is wrong with them is told where they stand.
 */
export function adoptState(tree: TableNode): Adopted | null {
  if (!isState(tree)) return null;
  const state = asInFile(tree) as TableNode;
  const { where } = state;
  const told = new Told();
  const token = tokenOf(state, told);
  const pulls = pullRequests(state, told);
  checkMemberships(state, told);
  const users = usersOf(state, [...authorsOf(state, told), ...token.owners]);
  const ids = distinctIds(told);
  const github = tableOf(where, {
    imported_from: textOf(where, "simulacat"),
    users: users === undefined ? undefined : ids.accounts(each(users, (one) => userOf(one, told))),
    organizations: ids.accounts(mapped(state, "organizations", (one) => organizationOf(state, one, told))),
    repositories: ids.repositories(repositoriesOf(state, pulls, told)),
    issues: mapped(state, "issues", issueOf),
    pull_requests: pulls.list,
    apps: installedApps(state),
    installations: mapped(state, "installations", (one) => installationOf(one, told)),
    tokens: listOrNone(where, token.tokens),
  });
  const others = without(state, stateKeys).entries;
  const own = tableOf(where, { github: overlaid(github, token.overlay) });
  return { tree: { ...own, entries: [...own.entries, ...others] }, findings: told.findings };
}

function each(list: Node, make: (one: TableNode) => TableNode): Node {
  if (list.kind !== "list") return list;
  return listOf(
    list.where,
    list.items.map((item) => (item.kind === "table" ? make(item) : item)),
  );
}
