import type { Json } from "../../core/index.ts";
import type { Query } from "../../engine/index.ts";
import { listResources, readResource } from "./resource/queries.ts";
import type { HttpState } from "./state.ts";

/** Named reads. Calls and expectations are read from the world itself. */
export const httpQueries: Readonly<Record<string, Query<HttpState>>> = {
  state: ({ resources }): Json => ({ resources: listResources(resources) }),
  resource: ({ resources }, args): Json => readResource(resources, args),
};
