import { accounts } from "./accounts/operations.ts";
import type { RestAnswer } from "./answer.ts";
import type { Operation, RestCall } from "./call.ts";
import { contents } from "./contents/operations.ts";
import { issues } from "./issues/operations.ts";
import { meta } from "./meta/operations.ts";
import { pulls } from "./pulls/operations.ts";
import { releases } from "./releases/operations.ts";
import { repositories } from "./repositories/operations.ts";
import { search } from "./search/operations.ts";

/** Every operation that the double keeps state for, by published id. One folder for each part of the API. */
const parts: readonly (readonly Operation[])[] = [
  accounts,
  repositories,
  contents,
  issues,
  pulls,
  releases,
  search,
  meta,
];

/** See parts. */
export const operations: ReadonlyMap<string, (call: RestCall) => RestAnswer | null> = new Map(
  parts.flat().map(({ id, run }) => [id, run]),
);
