import { quote } from "../../../core/index.ts";
import type { Node, TableNode } from "../../../scenario/index.ts";
import { folded } from "../state/tables.ts";
import { kept } from "./kept.ts";
import { joined, listOf, stringOf, tableOf, tablesOf, textOf, valueOf, without } from "./nodes.ts";
import type { Told } from "./told.ts";

/** The users of a state with those that it only mentions. */
export function usersOf(state: TableNode, mentioned: readonly TableNode[]): Node | undefined {
  const list = valueOf(state, "users");
  if (list !== undefined && list.kind !== "list") return list;
  if (list === undefined && mentioned.length === 0) return undefined;
  return listOf(list?.where ?? state.where, [...(list?.items ?? []), ...mentioned]);
}

const membership: ReadonlySet<string> = new Set(["organizations"]);

/** A user, without the organizations, which say it here. */
export function userOf(user: TableNode, told: Told): TableNode {
  return kept(without(user, membership), told);
}

/** Users say in which organizations they are; here organizations say it. */
export function organizationOf(state: TableNode, one: TableNode, told: Told): TableNode {
  const login = folded(stringOf(one, "login") ?? "");
  const members = tablesOf(valueOf(state, "users")).flatMap((user) => {
    const name = stringOf(user, "login");
    const found = textsOf(user, "organizations").find(({ value }) => folded(value) === login);
    return found === undefined || name === undefined ? [] : [[name, textOf(found.where, "member")] as const];
  });
  const teams = valueOf(one, "teams");
  const named =
    teams?.kind === "list"
      ? listOf(
          teams.where,
          teams.items.map((name) => (name.kind === "string" ? tableOf(name.where, { name }) : name)),
        )
      : teams;
  const more = tableOf(one.where, {
    members: members.length === 0 ? undefined : tableOf(one.where, Object.fromEntries(members)),
    teams: named,
  });
  return joined(kept(one, told), more);
}

/** Says of users what the organizations can't: that they name one that there is not. */
export function checkMemberships(state: TableNode, told: Told): void {
  const known = new Set(
    tablesOf(valueOf(state, "organizations")).map((one) => folded(stringOf(one, "login") ?? "")),
  );
  for (const [index, user] of tablesOf(valueOf(state, "users")).entries()) {
    const list = valueOf(user, "organizations");
    const path = `users[${index}].organizations`;
    if (!told.isKind(list, "list", path)) continue;
    for (const [position, item] of list.items.entries())
      if (told.isKind(item, "string", `${path}[${position}]`) && !known.has(folded(item.value)))
        told.unknownName(
          item,
          `${path}[${position}]: there is no organization ${quote(item.value, 80)}`,
          "Add it to organizations, or correct the name.",
        );
  }
}

function textsOf(table: TableNode, key: string): readonly Extract<Node, { kind: "string" }>[] {
  const list = valueOf(table, key);
  const items = list?.kind === "list" ? list.items : [];
  return items.filter((item) => item.kind === "string");
}
