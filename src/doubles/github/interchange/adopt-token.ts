import type { Node, TableNode } from "../../../scenario/index.ts";
import { tableOf, tablesOf, textOf, valueOf } from "./nodes.ts";
import type { Told } from "./told.ts";

/** What `__simulacat__` holds. */
export interface Metadata {
  /** The token that simulacat's client sends. */
  readonly tokens: readonly TableNode[];
  /** Its owner, where the state has nobody. */
  readonly owners: readonly TableNode[];
  /** What a state has no place for, as an export wrote it. */
  readonly overlay: TableNode | undefined;
}

/** Reads `__simulacat__`. Its token belongs to the first user, or organization where there are none. */
export function tokenOf(state: TableNode, told: Told): Metadata {
  const metadata = valueOf(state, "__simulacat__");
  if (!told.isKind(metadata, "table", "__simulacat__")) return { tokens: [], owners: [], overlay: undefined };
  for (const { key, keyWhere } of metadata.entries)
    if (key !== "auth_token" && key !== "backlot")
      told.note("metadata", keyWhere, `__simulacat__.${key} means nothing here`);
  const written = valueOf(metadata, "backlot");
  const overlay = told.isKind(written, "table", "__simulacat__.backlot") ? written : undefined;
  const value = valueOf(metadata, "auth_token");
  if (value === undefined) return { tokens: [], owners: [], overlay };
  const known = ["users", "organizations"]
    .flatMap((key) => tablesOf(valueOf(state, key)))
    .map((one) => valueOf(one, "login"))
    .find((login) => login !== undefined);
  const owner = known ?? madeUpOwner(value, told);
  return {
    tokens: [tableOf(value.where, { value, owner: { ...owner, where: value.where } })],
    owners: known === undefined ? [tableOf(value.where, { login: owner })] : [],
    overlay,
  };
}

function madeUpOwner(value: Node, told: Told): Node {
  const login = "octocat";
  told.note(
    "token-owner",
    value.where,
    `there are no users, so the token belongs to a user ${login} that is made up`,
  );
  return textOf(value.where, login);
}
