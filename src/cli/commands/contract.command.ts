import { buildRouteMap } from "@stricli/core";
import { contractDiff } from "./contract-diff.command.ts";
import { contractLock } from "./contract-lock.command.ts";

/** `backlot contract lock` and `backlot contract diff`. */
export const contract = buildRouteMap({
  routes: { lock: contractLock, diff: contractDiff },
  docs: {
    brief: "Lock contracts to what was looked at, and tell what changes in them break",
    fullDescription:
      "Contracts and models files go stale without a word. The lock file says where each comes from and which\n" +
      "bytes were looked at; a diff says what a newer one breaks.",
  },
});
