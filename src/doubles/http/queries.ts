import type { Json } from "../../core/index.ts";
import type { Query } from "../../engine/index.ts";
import type { HttpState } from "./state.ts";

/** Named reads. Calls and expectations are read from the world itself. */
export const httpQueries: Readonly<Record<string, Query<HttpState>>> = {
  state: (state): Json => ({ ...state }),
};
