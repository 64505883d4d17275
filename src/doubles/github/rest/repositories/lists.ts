import { rowOf } from "../../state/view.ts";
import { canSee } from "../../access/policy.ts";
import { isMember } from "../../domain/collaborators.ts";
import { ofTeam, ofUser } from "../../state/tables.ts";
import type { AccountRow, RepositoryRow } from "../../state/rows.ts";
import { listedRepository, minimalRepository } from "../../views/repositories.ts";
import { accountIn, organizationIn } from "../accounts/find.ts";
import type { RestAnswer } from "../answer.ts";
import { listed, listedSince, operation, type Operation, type RestCall } from "../call.ts";
import { fullName } from "../find-repository.ts";
import { ApiProblem } from "../problem.ts";
import { shown } from "./shown.ts";

/** Lists of repositories. Nobody is shown one that they may not see. */
export const listOperations: readonly Operation[] = [
  operation("repos/list-public", (call) => {
    const rows = call.draft.list("repository").filter(({ visibility }) => visibility === "public");
    return listedSince(call, rows, (row) => minimalRepository(shown(call), row));
  }),
  operation("repos/list-for-org", (call) => {
    const organization = organizationIn(call);
    const type = call.query.get("type") ?? "all";
    const rows = call.draft.list("repository", organization.id);
    return sorted(
      call,
      rows.filter((row) => isOfType(call, organization, row, type)),
      "created",
    );
  }),
  operation("repos/list-for-user", (call) => {
    const account = accountIn(call);
    const type = call.query.get("type") ?? "owner";
    const owned = type === "member" ? [] : call.draft.list("repository", account.id);
    const others =
      type === "owner" ? [] : [...collaborating(call, account), ...inOrganizations(call, account)];
    const rows = unique([...owned, ...others]).filter(({ visibility }) => visibility === "public");
    return sorted(call, rows, "full_name");
  }),
  operation("repos/list-for-authenticated-user", (call) => sorted(call, mine(call), "full_name")),
];

function isOfType(call: RestCall, organization: AccountRow, row: RepositoryRow, type: string): boolean {
  switch (type) {
    case "public":
      return row.visibility === "public";
    case "private":
      return row.visibility !== "public";
    case "forks":
      return row.parent !== null;
    case "sources":
      return row.parent === null;
    case "member": {
      const { account } = call.actor;
      return account !== null && isMember(call.draft, organization.id, account);
    }
    default:
      return true;
  }
}

/** What a user may see by a role of their own. */
function collaborating({ draft }: RestCall, user: AccountRow): readonly RepositoryRow[] {
  return draft
    .list("collaborator", ofUser(user.id))
    .map(({ repository }) => rowOf(draft, "repository", repository));
}

/** What a user may see as a member of organizations and teams. */
function inOrganizations(call: RestCall, user: AccountRow): readonly RepositoryRow[] {
  const { draft } = call;
  const organizations = draft.list("membership", ofUser(user.id)).filter(({ state }) => state === "active");
  const teams = draft.list("teamMember", ofUser(user.id));
  return [
    ...organizations.flatMap(({ organization }) => draft.list("repository", organization)),
    ...teams
      .flatMap(({ team }) => draft.list("teamRepository", ofTeam(team)))
      .map(({ repository }) => rowOf(draft, "repository", repository)),
  ];
}

const affiliationsOfType: ReadonlyMap<string | null, readonly string[]> = new Map([
  ["owner", ["owner"]],
  ["member", ["collaborator", "organization_member"]],
]);

function mine(call: RestCall): readonly RepositoryRow[] {
  const { query, account, draft } = call;
  const type = query.get("type");
  if (type !== null && (query.get("visibility") ?? query.get("affiliation")) !== null)
    throw new ApiProblem(422, "If you specify visibility or affiliation, you cannot specify type.");
  const said = (query.get("affiliation") ?? "owner,collaborator,organization_member").split(",");
  const affiliations = affiliationsOfType.get(type) ?? said.map((one) => one.trim());
  const visibility = (type === "public" || type === "private" ? type : query.get("visibility")) ?? "all";
  const since = query.get("since");
  const before = query.get("before");
  const rows = [
    ...(affiliations.includes("owner") ? draft.list("repository", account.id) : []),
    ...(affiliations.includes("collaborator") ? collaborating(call, account) : []),
    ...(affiliations.includes("organization_member") ? inOrganizations(call, account) : []),
  ];
  return unique(rows).filter(
    (row) =>
      (visibility === "all" || (visibility === "public") === (row.visibility === "public")) &&
      (since === null || row.updatedAt > since) &&
      (before === null || row.updatedAt < before),
  );
}

function unique(rows: readonly RepositoryRow[]): readonly RepositoryRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** Sorted as it was asked for: names from A to Z, times from the newest. */
function sorted(call: RestCall, rows: readonly RepositoryRow[], otherwise: string): RestAnswer {
  const sort = call.query.get("sort") ?? otherwise;
  const direction = call.query.get("direction") ?? (sort === "full_name" ? "asc" : "desc");
  const key = keyOf(call, sort);
  const keyed = rows
    .filter((row) => canSee(call.draft, call.actor, row))
    .map((row) => ({ row, key: key(row) }))
    .toSorted((left, right) =>
      left.key === right.key ? left.row.id - right.row.id : left.key < right.key ? -1 : 1,
    );
  if (direction === "desc") keyed.reverse();
  return listed(call, keyed, ({ row }) => listedRepository(shown(call), row));
}

function keyOf(call: RestCall, sort: string): (row: RepositoryRow) => string {
  if (sort === "created") return ({ createdAt }) => createdAt;
  if (sort === "updated") return ({ updatedAt }) => updatedAt;
  if (sort === "pushed") return ({ pushedAt }) => pushedAt;
  return (row) => fullName(call.draft, row).toLowerCase();
}
