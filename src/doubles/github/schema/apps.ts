import {
  boolean,
  list,
  mapped,
  optional,
  required,
  string,
  table,
  type MapContext,
} from "../../../scenario/index.ts";
import type { AppConfig, InstallationConfig } from "../config.ts";
import { fullNameForm, line, loginForm, slugForm, written } from "./names.ts";
import { appPermissions, permissionTexts } from "./permissions.ts";
import { checkListedOnce, refer, type Entry } from "./references.ts";
import { tokenValue } from "./tokens.ts";
import { idField } from "./users.ts";

const appTable = table(
  {
    slug: required(string(slugForm), "Its name in addresses; its bot is called SLUG[bot].", {
      example: "release-bot",
    }),
    name: optional(line(100, "an app's name"), "How it is called.", {
      example: "Release Bot",
      otherwise: "its slug",
    }),
    id: idField,
    owner: optional(written(string(loginForm)), "Login of whose app it is.", {
      otherwise: "the first user or organization",
    }),
    permissions: optional(permissionTexts, 'What it asks for: "name:level", or a bare name (level write).', {
      example: ["contents:read", "issues"],
    }),
    events: optional(
      list(string({ pattern: /^[a-z_]{1,60}$/, expected: "the name of an event" })),
      "What it is told of.",
      {
        example: ["push"],
      },
    ),
  },
  {
    hints: {
      app_slug: "Write slug.",
      app_id: "Write id.",
      client_id: "Apps have no client id yet; remove it.",
    },
  },
);

/** A GitHub App. */
export const appEntry = mapped(appTable, (fields, context: MapContext): Entry<AppConfig> => ({
  config: {
    slug: fields.slug,
    name: fields.name ?? fields.slug,
    id: fields.id ?? null,
    owner: fields.owner?.name ?? null,
    permissions: appPermissions(fields.permissions, context) ?? {},
    events: fields.events ?? [],
    at: context.at,
  },
  refers: refer("account", fields.owner),
  path: context.path,
  context,
}));

const installationTable = table(
  {
    id: idField,
    app: required(written(string(slugForm)), "Slug of the app.", { example: "release-bot" }),
    account: required(written(string(loginForm)), "Login of the user or organization that installed it.", {
      example: "acme",
    }),
    repositories: optional(list(written(string(fullNameForm))), "The repositories that it may reach.", {
      example: ["acme/app"],
      otherwise: "all of the account",
    }),
    permissions: optional(permissionTexts, "What it was given.", { otherwise: "what the app asks for" }),
    suspended: optional(boolean(), "Whether it is suspended.", { otherwise: "false" }),
    access_token: optional(tokenValue, "A token of the installation, as programs would be given one.", {
      example: "ghs_release",
    }),
  },
  { hints: { installation_id: "Write id.", app_slug: "Write app.", token: "Write access_token." } },
);

/** An installation and the token that was declared with it. */
export type ReadInstallation = InstallationConfig & { readonly accessToken: string | null };

/** An app on an account. */
export const installationEntry = mapped(
  installationTable,
  (fields, context: MapContext): Entry<ReadInstallation> => {
    checkListedOnce(fields.repositories, context);
    return {
      config: {
        id: fields.id ?? null,
        app: fields.app.name,
        account: fields.account.name,
        repositories: fields.repositories?.map(({ name }) => name) ?? null,
        permissions: appPermissions(fields.permissions, context),
        suspended: fields.suspended ?? false,
        accessToken: fields.accessToken ?? null,
        at: context.at,
      },
      refers: [
        ...refer("app", fields.app),
        ...refer("account", fields.account),
        ...refer("repository", fields.repositories),
      ],
      path: context.path,
      context,
    };
  },
);
