import type { Operation } from "../call.ts";
import { rateLimitOperations } from "./rate-limit.ts";
import { userOperations } from "./users.ts";

/** Accounts, and what hangs on them. */
export const accounts: readonly Operation[] = [...userOperations, ...rateLimitOperations];
