import type { Json } from "../../core/index.ts";
import type { Query } from "../../engine/index.ts";
import { tableNames } from "./state/tables.ts";
import type { GithubState } from "./state/state.ts";

/** Named reads. */
export const githubQueries: Readonly<Record<string, Query<GithubState>>> = {
  state: ({ tables }): Json =>
    Object.fromEntries(tableNames.map((name) => [name, Object.keys(tables[name].rows).length])),
};
