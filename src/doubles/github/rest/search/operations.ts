import type { Operation } from "../call.ts";
import { codeSearches } from "./code.ts";
import { commitSearches } from "./commits.ts";
import { issueSearches } from "./issues.ts";
import { labelSearches } from "./labels.ts";
import { repositorySearches } from "./repositories.ts";
import { userSearches } from "./users.ts";

/** Searches. */
export const search: readonly Operation[] = [
  ...issueSearches,
  ...repositorySearches,
  ...userSearches,
  ...labelSearches,
  ...codeSearches,
  ...commitSearches,
];
