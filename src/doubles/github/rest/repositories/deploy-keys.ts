import type { JsonObject } from "../../../../core/index.ts";
import type { DeployKeyRow } from "../../state/rows.ts";
import { accountOf } from "../../views/accounts.ts";
import { answered, created, noContent } from "../answer.ts";
import { optionalFlag, optionalText, requiredText } from "../body.ts";
import { listed, operation, type Operation, type RestCall } from "../call.ts";
import { notFound, validationFailed } from "../problem.ts";
import { tellRepository } from "./shown.ts";

/** Deploy keys. */
export const deployKeyOperations: readonly Operation[] = [
  operation("repos/list-deploy-keys", (call) => {
    return listed(call, call.draft.list("deployKey", call.repository.id), (key) => show(call, key));
  }),
  operation("repos/get-deploy-key", (call) => answered(show(call, keyIn(call)))),
  operation("repos/create-deploy-key", (call) => {
    const { draft, repository, body } = call;
    const { key, comment } = readKey(requiredText(body, "PublicKey", "key"));
    // A key belongs to one repository at most.
    if (draft.list("deployKey").some((one) => one.key === key)) throw badKey("key is already in use");
    const row = draft.add("deployKey", {
      repository: repository.id,
      title: optionalText(body, "title") ?? comment,
      key,
      readOnly: optionalFlag(body, "read_only") ?? false,
      addedBy: call.account.id,
      createdAt: draft.at,
    });
    tellRepository(call, "deploy_key.created", { key: row.id, title: row.title });
    return created(show(call, row));
  }),
  operation("repos/delete-deploy-key", (call) => {
    const { id, title } = keyIn(call);
    call.draft.remove("deployKey", id);
    tellRepository(call, "deploy_key.deleted", { key: id, title });
    return noContent();
  }),
];

function keyIn(call: RestCall): DeployKeyRow {
  const found = call.draft.get("deployKey", call.number("key_id"));
  if (found?.repository !== call.repository.id) throw notFound();
  return found;
}

const publicKey =
  /^((?:ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+={0,3})(?: (.*))?$/;

/** A key without the comment behind it. @throws ApiProblem 422 */
function readKey(said: string): { readonly key: string; readonly comment: string } {
  const [, key, comment = ""] = publicKey.exec(said.trim()) ?? [];
  if (key === undefined) throw badKey("key is invalid. You must supply a key in OpenSSH public key format");
  return { key, comment };
}

function badKey(message: string): ReturnType<typeof validationFailed> {
  return validationFailed({ resource: "PublicKey", code: "custom", field: "key", message });
}

function show(call: RestCall, row: DeployKeyRow): JsonObject {
  return {
    id: row.id,
    key: row.key,
    url: `${call.urls.repository(call.repositoryName)}/keys/${row.id}`,
    title: row.title,
    verified: true,
    created_at: row.createdAt,
    read_only: row.readOnly,
    added_by: accountOf(call.draft, row.addedBy).login,
    last_used: null,
    enabled: true,
  };
}
