import type { Operation } from "../call.ts";
import { checkSuiteOperations } from "./check-suites.ts";
import { checkOperations } from "./checks.ts";
import { statusOperations } from "./statuses.ts";

/** Pull requests with reviews, and what is said of commits: statuses and checks. */
export const pulls: readonly Operation[] = [...statusOperations, ...checkOperations, ...checkSuiteOperations];
