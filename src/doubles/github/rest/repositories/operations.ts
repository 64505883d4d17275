import type { Operation } from "../call.ts";
import { repositoryOperations } from "./repositories.ts";

/** Repositories, and what hangs on them. */
export const repositories: readonly Operation[] = [...repositoryOperations];
