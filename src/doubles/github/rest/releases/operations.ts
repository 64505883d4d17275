import type { Operation } from "../call.ts";

/** Operations of this folder, one list for each file. */
export const releases: readonly Operation[] = [];
