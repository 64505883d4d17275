import type { Json } from "../../core/index.ts";
import type { Query } from "../../engine/index.ts";
import type { CommandState } from "./state.ts";

/** Named reads. Calls and expectations are read from the world itself. */
export const commandQueries: Readonly<Record<string, Query<CommandState>>> = {
  state: (state): Json => ({ fixtures: state.fixtures.map((one) => ({ ...one })) }),
};
