import type { CodeEntry } from "./entry.ts";

/** BKL3xxx, the part about where contracts come from: stamps, the lock file, age. */
export const lockCodes = {
  "unstamped-contract": {
    code: "BKL3003",
    severity: "warning",
    title: "A contract that does not say where it comes from.",
    why: "Nobody can tell whether the real service still is what it says.",
    fix: "Write it down: backlot contract lock FILE --source WHERE --commit COMMIT.",
  },
  "contract-changed": {
    code: "BKL3004",
    severity: "error",
    title: "A contract that is not the one that was locked.",
    why: "Doubles were made for the locked one; what changed in it was not looked at.",
    fix: "Look at the changes with backlot contract diff, then run backlot contract lock.",
  },
  "contract-behind-code": {
    code: "BKL3005",
    severity: "warning",
    title: "Code calls what an older contract does not have.",
    why: "The service may have it by now: then the contract is out of date, and not the code wrong.",
    fix: "Take the contract from its source again, then run backlot contract lock.",
  },
} as const satisfies Record<string, CodeEntry>;
