import { costOf, failureOf } from "../messages/index.ts";
import { plainServices } from "./plain-services.ts";
import type { Run } from "./run.ts";
import type { Services } from "./services.ts";

/** What a conversation of this process needs. */
export function servicesOf({ session, profile }: Run): Services {
  return {
    ...plainServices,
    failure: (failure) => failureOf(failure, profile),
    costOf: (usage) => costOf(session.model, usage),
  };
}
