import type { Operation } from "../call.ts";
import { labelOperations } from "./labels.ts";

/** Issues, and what hangs on them. */
export const issues: readonly Operation[] = [...labelOperations];
