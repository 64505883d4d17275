import type { Operation } from "../call.ts";
import { root } from "./root.ts";

/** What the API tells of itself. */
export const meta: readonly Operation[] = [...root];
