import type { CodeEntry } from "./entry.ts";

/** BKL33xx: tests that prove nothing, counts that don't come out, and refreshes that do more than they say. */
export const healthCodes = {
  "dead-test": {
    code: "BKL3301",
    severity: "error",
    title: "A test reads files that are not in the repository.",
    why: "It fails on every machine but the one where somebody made these files, so that nobody reads its failure any more.",
    fix: "Delete the test, or commit what it reads.",
  },
  "vacuous-test": {
    code: "BKL3302",
    severity: "warning",
    title: "A test that passes without having looked at anything.",
    why: "It stays green whatever the code does.",
    fix: "Delete it, or have it fail when there is nothing to look at.",
  },
  "test-count": {
    code: "BKL3303",
    severity: "error",
    title: "The tests are not those that the baseline and the declared refresh come to.",
    why: "A test that went unnoticed, or came unnoticed, is a change that nobody declared.",
    fix: "Declare it below [drift.refresh], or bring the test back.",
  },
  "new-failure": {
    code: "BKL3304",
    severity: "error",
    title: "A failure of a test or an error of a type checker that the baseline does not have.",
    why: "What was frozen may only become less.",
    fix: "Repair it; a frozen baseline takes no new failures in.",
  },
  "scope-breach": {
    code: "BKL3305",
    severity: "error",
    title: "A declared refresh touched files that it was not to touch.",
    why: "A refresh of doubles that also changes the code they stand against proves nothing about either.",
    fix: "Take these changes out, or declare the files: [drift.refresh] only.",
  },
  "secret-in-double": {
    code: "BKL3306",
    severity: "warning",
    title: "What looks like a real secret in a double or a fixture.",
    why: "Doubles are committed and shared; a secret in one is lost.",
    fix: "Replace it by one that anybody sees is made up, and withdraw the real one.",
  },
  "invalid-report": {
    code: "BKL3310",
    severity: "error",
    title: "A report of tests or of a type checker that can't be read.",
    why: "What is misread would be judged as if it had happened.",
    fix: "Write the report again with the test runner or the type checker.",
  },
  "empty-report": {
    code: "BKL3311",
    severity: "error",
    title: "A report without a single test.",
    why: "Nothing was run, so that nothing is known.",
    fix: "Run the tests, and give the report that they wrote.",
  },
  "unloaded-tests": {
    code: "BKL3312",
    severity: "error",
    title: "A test file that could not be loaded.",
    why: "Which tests it has is not known, so that no count can come out.",
    fix: "Repair what the file imports.",
  },
  "unknown-stage": {
    code: "BKL3313",
    severity: "error",
    title: "A stage that the declared refresh does not have.",
    why: "What tests there are to be is not said.",
    fix: "Name one of the stages below [drift.refresh].",
  },
} as const satisfies Record<string, CodeEntry>;
