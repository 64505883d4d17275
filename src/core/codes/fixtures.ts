import type { CodeEntry } from "./entry.ts";

/** BKL4xxx: what can be wrong with recordings. */
export const fixtureCodes = {
  "fixture-missing": {
    code: "BKL4001",
    severity: "error",
    title: "A fixture has no file.",
    why: "The call is to be answered by a recording, and nothing was recorded yet.",
    fix: "Record it: backlot run --record -- COMMAND; below a test runner: BACKLOT_RECORD=once.",
  },
  "invalid-fixture": {
    code: "BKL4002",
    severity: "error",
    title: "A fixture that can't be read.",
    why: "What is misread would be replayed as if it had happened.",
    fix: "Correct the file, or record it again.",
  },
  "fixture-version": {
    code: "BKL4003",
    severity: "error",
    title: "A fixture of a version that is not known.",
    why: "A newer format may mean what this version does not know.",
    fix: "Record it again, or use a newer backlot.",
  },
  "fixture-miss": {
    code: "BKL4004",
    severity: "error",
    title: "No recording matches a call.",
    why: "What the real command would have answered is not known.",
    fix: "Record it: backlot run --record=new -- COMMAND.",
  },
  "unconsumed-recording": {
    code: "BKL4005",
    severity: "error",
    title: "A recording was never replayed.",
    why: "The program no longer does what was recorded.",
    fix: "Record again: backlot run --record=all -- COMMAND; or mark the expectation as optional.",
  },
  "fixture-busy": {
    code: "BKL4006",
    severity: "error",
    title: "Two recorders write the same fixture.",
    why: "The last one would overwrite what the first one recorded.",
    fix: "Give each its own file.",
  },
  "suspected-secret": {
    code: "BKL4007",
    severity: "error",
    title: "What was recorded still looks like a secret.",
    why: "A fixture is committed and shared; a secret in it is lost.",
    fix: "Keep it out of what the command reads and writes, or record with a made-up one; in a file that is there, replace it: backlot scrub --rules FILE FIXTURE.",
  },
  "invalid-scrubbing-rule": {
    code: "BKL4008",
    severity: "error",
    title: "A scrubbing rule that can't be used.",
    why: "A rule that does nothing would leave a secret in the file.",
    fix: "Correct the rule.",
  },
  "fixture-out-of-turn": {
    code: "BKL4009",
    severity: "error",
    title: "A recording or replay session was used out of turn.",
    why: "A session has an order: start, record, finalize; or load, match, verify.",
    fix: "Call its methods in that order, on one session each time.",
  },
  "not-recorded": {
    code: "BKL4010",
    severity: "error",
    title: "A run that was not recorded.",
    why: "A fixture holds whole runs or is left as it was: a part would be replayed as if it were all.",
    fix: "Remove the cause and record again.",
  },
  "fixture-unnamed": {
    code: "BKL4011",
    severity: "error",
    title: "A fixture can't be named after its test.",
    why: "Its name is made of the test's file, the test's name and the command, and belongs to one test only.",
    fix: 'Give its path: replay("fixtures/NAME.json").',
  },
} as const satisfies Record<string, CodeEntry>;
