import type { RestAnswer } from "./answer.ts";
import type { Operation, RestCall } from "./call.ts";
import { labelOperations } from "./labels.ts";
import { repositoryOperations } from "./repositories.ts";
import { userOperations } from "./users.ts";

/** Every operation that the double keeps state for, by published id. One line for each resource. */
const resources: readonly (readonly Operation[])[] = [userOperations, repositoryOperations, labelOperations];

/** See resources. */
export const operations: ReadonlyMap<string, (call: RestCall) => RestAnswer> = new Map(
  resources.flat().map(({ id, run }) => [id, run]),
);
