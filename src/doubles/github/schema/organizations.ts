import {
  choose,
  list,
  literal,
  mapped,
  optional,
  record,
  required,
  string,
  table,
  when,
  type Infer,
  type MapContext,
  type Shape,
} from "../../../scenario/index.ts";
import type { OrganizationConfig, TeamConfig } from "../config.ts";
import {
  fullNameForm,
  keysOf,
  line,
  loginForm,
  placed,
  slugForm,
  slugOf,
  valuesOf,
  written,
  type Written,
} from "./names.ts";
import { refer, type Entry, type Reference } from "./references.ts";
import { idField } from "./users.ts";

/** Roles in a repository, as the scenario writes them. */
export const repositoryRole = literal("read", "triage", "write", "maintain", "admin");

/** Members with their roles: a table by login, or a list of those who have the plain one. */
function members<const Roles extends readonly string[]>(
  ...roles: Roles
): Shape<Members<Roles[number]>, MembersInput<Roles[number]>> {
  return choose(
    when(
      "table",
      mapped(record(placed(literal(...roles)), loginForm), (found) => ({
        roles: valuesOf(found),
        names: keysOf(found),
      })),
    ),
    when(
      "list",
      mapped(list(written(string(loginForm))), (names) => ({
        roles: Object.fromEntries(names.map(({ name }) => [name, "member" as const])),
        names,
      })),
    ),
  );
}

/** Roles by login, with the places of the logins. */
export interface Members<Role> {
  readonly roles: Readonly<Record<string, Role | "member">>;
  readonly names: readonly Written[];
}

/** Roles by login, or logins alone. */
export type MembersInput<Role> = Readonly<Record<string, Role>> | readonly string[];

const teamTable = table(
  {
    name: required(line(100, "a team's name"), "What the team is called.", { example: "Release Crew" }),
    slug: optional(string(slugForm), "Its name in addresses.", {
      example: "release-crew",
      otherwise: "made from the name",
    }),
    description: optional(string(), "What the team is for."),
    privacy: optional(
      literal("secret", "closed"),
      '"closed": all members of the organization see it; "secret": only its own.',
      { otherwise: '"closed"' },
    ),
    members: optional(members("member", "maintainer"), "Who is in it: roles by login, or a list of logins.", {
      example: { octocat: "maintainer" },
    }),
    repositories: optional(
      record(placed(repositoryRole), fullNameForm),
      'What it may do, by repository with its owner ("acme/app").',
      { example: { "acme/app": "write" } },
    ),
    parent: optional(written(string(slugForm)), "Slug of the team that it belongs to."),
  },
  { hints: { permission: "Write repositories, with a role for each." } },
);

const teamEntry = mapped(teamTable, (fields, context: MapContext) => ({ fields, context }));
type TeamFields = Infer<typeof teamEntry>;

const organizationTable = table(
  {
    login: required(string(loginForm), "How the organization is called.", { example: "acme" }),
    id: idField,
    name: optional(line(255, "a name"), "The name shown beside the login.", { example: "Acme" }),
    email: optional(line(255, "an address"), "The public mail address."),
    description: optional(string(), "What the organization says of itself."),
    members: optional(
      members("member", "admin"),
      "Who belongs to it: roles by login, or a list of logins. An admin owns the organization.",
      { example: { octocat: "admin" } },
    ),
    default_permission: optional(
      literal("none", "read", "write", "admin"),
      "What every member may do in its repositories.",
      { otherwise: '"read"' },
    ),
    teams: optional(list(teamEntry), "Its teams.", {
      example: [{ name: "Release Crew", members: ["octocat"], repositories: { "acme/app": "write" } }],
    }),
  },
  { hints: { org_id: "Write id.", owners: 'Write members = { LOGIN = "admin" }.' } },
);

/** An organization with its members and teams. */
export const organizationEntry = mapped(
  organizationTable,
  (fields, context: MapContext): Entry<OrganizationConfig> => {
    const teams = fields.teams ?? [];
    return {
      config: {
        login: fields.login,
        id: fields.id ?? null,
        name: fields.name ?? null,
        email: fields.email ?? null,
        description: fields.description ?? null,
        members: fields.members?.roles ?? {},
        defaultPermission: fields.defaultPermission ?? "read",
        teams: teams.map(teamConfig),
        at: context.at,
      },
      refers: [
        ...refer("user", fields.members?.names),
        ...teams.flatMap((team) => teamReferences(team, fields.login)),
      ],
      path: context.path,
      context,
    };
  },
);

function teamConfig({ fields }: TeamFields): TeamConfig {
  return {
    name: fields.name,
    slug: fields.slug ?? slugOf(fields.name),
    description: fields.description ?? null,
    privacy: fields.privacy ?? "closed",
    members: fields.members?.roles ?? {},
    repositories: valuesOf(fields.repositories),
    parent: fields.parent?.name ?? null,
  };
}

function teamReferences({ fields }: TeamFields, organization: string): readonly Reference[] {
  return [
    ...refer("user", fields.members?.names),
    ...refer("repository", keysOf(fields.repositories)),
    ...refer("team", fields.parent, organization),
  ];
}
