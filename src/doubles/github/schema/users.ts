import {
  boolean,
  integer,
  mapped,
  optional,
  required,
  string,
  table,
  type MapContext,
} from "../../../scenario/index.ts";
import type { UserConfig } from "../config.ts";
import { line, loginForm } from "./names.ts";
import type { Entry } from "./references.ts";

/** An id that the scenario says. */
export const idField = optional(
  integer(1, 2 ** 31 - 1),
  "Its id in the database, where a program knows it.",
  { example: 583231, otherwise: "the next free one" },
);

const userTable = table(
  {
    login: required(string(loginForm), "How the user is called.", { example: "octocat" }),
    id: idField,
    name: optional(line(255, "a name"), "The name shown beside the login.", {
      example: "The Octocat",
    }),
    email: optional(line(255, "an address"), "The public mail address.", {
      example: "octocat@github.com",
    }),
    bio: optional(string(), "What the user says of themselves."),
    company: optional(line(255, "a company"), "The company."),
    site_admin: optional(boolean(), "Whether the user is of GitHub's own staff.", { otherwise: "false" }),
  },
  {
    hints: {
      username: "Write login.",
      user_id: "Write id.",
      organizations: "Write the user in members of the organization.",
      type: "Organizations stand in [[github.organizations]].",
    },
  },
);

/** A user. */
export const userEntry = mapped(userTable, (fields, context: MapContext): Entry<UserConfig> => ({
  config: {
    login: fields.login,
    id: fields.id ?? null,
    name: fields.name ?? null,
    email: fields.email ?? null,
    bio: fields.bio ?? null,
    company: fields.company ?? null,
    siteAdmin: fields.siteAdmin ?? false,
    at: context.at,
  },
  refers: [],
  path: context.path,
  context,
}));
