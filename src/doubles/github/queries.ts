import { isJsonObject, type Json } from "../../core/index.ts";
import type { Query } from "../../engine/index.ts";
import { anonymous } from "./access/actor.ts";
import { selectedToken } from "./access/selected-token.ts";
import type { GithubConfig } from "./config.ts";
import { published } from "./published/index.ts";
import { operations } from "./rest/operations.ts";
import { perform } from "./rest/perform.ts";
import { tableNames } from "./state/tables.ts";
import type { GithubState } from "./state/state.ts";

/** Named reads. */
export const githubQueries: Readonly<Record<string, Query<GithubState, GithubConfig>>> = {
  /** How many rows each table has. */
  state: ({ tables }): Json =>
    Object.fromEntries(tableNames.map((name) => [name, Object.keys(tables[name].rows).length])),
  /** What a read of the REST API answers whoever may see everything: `{ path, origin }`; null where it is not there. */
  get: (state, args): Json => readPath(state, args),
  /** The declared tokens: name, value, and whether programs are given it. */
  tokens: (_state, _args, config): Json => {
    const selected = selectedToken(config);
    return config.tokens.map((one) => ({ name: one.name, value: one.value, selected: one === selected }));
  },
};

function readPath(state: GithubState, args: Json): Json {
  const { path: target = "", origin = "" } = isJsonObject(args) ? args : {};
  if (typeof target !== "string" || typeof origin !== "string") return null;
  const [path = "", query = ""] = target.split("?");
  const routed = published().route("GET", path);
  if (routed === undefined || !("operation" in routed) || !operations.has(routed.operation.id)) return null;
  const api = origin === "" ? "https://api.github.com" : origin;
  const base = { api, html: api, upload: `${api}/api/uploads`, raw: `${api}/raw` };
  const request = { method: "GET", path, query, headers: [], origin: base, body: new Uint8Array() };
  const actor = { ...anonymous, accepted: true };
  const asked = { request, operation: routed.operation.id, params: routed.params, actor };
  const { answer } = perform(state, asked, "1970-01-01T00:00:00Z");
  return answer !== null && answer.status < 300 ? (answer.json ?? null) : null;
}
