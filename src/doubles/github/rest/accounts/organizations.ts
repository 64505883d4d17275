import { rowOf } from "../../state/view.ts";
import { roleWithin } from "../../access/policy.ts";
import type { AccountRow } from "../../state/rows.ts";
import { ofUser } from "../../state/tables.ts";
import { fullOrganization, settingNames, simpleOrganization } from "../../views/organizations.ts";
import { answered, type RestAnswer } from "../answer.ts";
import { checkMail, textOrNull } from "../body.ts";
import { listed, listedSince, operation, type Operation, type RestCall } from "../call.ts";
import { accountIn, organizationIn } from "./find.ts";

/** Organizations. */
export const organizationOperations: readonly Operation[] = [
  operation("orgs/get", (call) => shown(call, organizationIn(call))),
  operation("orgs/list", (call) =>
    listedSince(
      call,
      call.draft.list("account").filter(({ type }) => type === "Organization"),
      (one) => simpleOrganization(one, call.urls),
    ),
  ),
  operation("orgs/list-for-user", (call) => {
    const user = accountIn(call);
    const rows = call.draft.list("membership", ofUser(user.id));
    return listOf(
      call,
      rows.filter(({ isPublic, state }) => isPublic && state === "active"),
    );
  }),
  operation("orgs/list-for-authenticated-user", (call) => {
    const rows = call.draft.list("membership", ofUser(call.account.id));
    return listOf(
      call,
      rows.filter(({ state }) => state === "active"),
    );
  }),
  operation("orgs/update", update),
];

function shown(call: RestCall, organization: AccountRow): RestAnswer {
  const owner = roleWithin(call.draft, call.actor, organization.id) === "owner";
  return answered(fullOrganization(call.draft, organization, call.urls, owner), organization.updatedAt);
}

function listOf(call: RestCall, rows: readonly { readonly organization: number }[]): RestAnswer {
  const organizations = rows.map(({ organization }) => rowOf(call.draft, "account", organization));
  return listed(call, organizations, (one) => simpleOrganization(one, call.urls));
}

/** Texts that rows have fields for. */
const texts = ["name", "email", "company", "blog", "location", "description"] as const;

function update(call: RestCall): RestAnswer {
  const { body, draft } = call;
  const before = organizationIn(call);
  const said: Partial<Record<(typeof texts)[number], string | null>> = {};
  for (const field of texts) {
    const text = textOrNull(body, field);
    if (text !== undefined) said[field] = text;
  }
  checkMail(body, "Organization", "email");
  checkMail(body, "Organization", "billing_email");
  const twitter = textOrNull(body, "twitter_username");
  const permission = body["default_repository_permission"];
  const organization = draft.change("account", before, {
    ...said,
    ...(twitter === undefined ? {} : { twitterUsername: twitter }),
    ...(permission === undefined ? {} : { defaultPermission: permission as AccountRow["defaultPermission"] }),
    settings: { ...before.settings, ...settingsIn(body) },
    updatedAt: draft.at,
  });
  draft.emit("organization.updated", {
    actor: call.account.login,
    repository: null,
    facts: { organization: organization.login, fields: Object.keys(body).toSorted() },
  });
  return shown(call, organization);
}

/** Those that the description names: nobody keeps whatever else a program sends. */
function settingsIn(body: RestCall["body"]): Readonly<Record<string, string | boolean>> {
  return Object.fromEntries(
    Object.entries(body).filter(
      (entry): entry is [string, string | boolean] =>
        settingNames.has(entry[0]) && (typeof entry[1] === "string" || typeof entry[1] === "boolean"),
    ),
  );
}
