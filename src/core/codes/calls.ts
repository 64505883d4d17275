import type { CodeEntry } from "./entry.ts";

/** BKL2xxx: what can be wrong with the calls of a run. */
export const callCodes = {
  "unmatched-call": {
    code: "BKL2001",
    severity: "error",
    title: "The program called something that no expectation matches.",
    why: "The call was refused, so the program did not get an answer.",
    fix: "Correct the call, or declare it as the report shows.",
  },
  "unused-expectation": {
    code: "BKL2002",
    severity: "error",
    title: "An expectation that no call used.",
    why: "The program never did what the scenario says it does.",
    fix: "Make the program call it, remove it, or say optional = true.",
  },
  "too-few-calls": {
    code: "BKL2003",
    severity: "error",
    title: "An expectation was used fewer times than it says.",
    why: "times says how often the call happens.",
    fix: "Correct times, or make the program call it as often.",
  },
  "too-many-calls": {
    code: "BKL2004",
    severity: "error",
    title: "A call came after its expectation was used up.",
    why: "The expectation had answered as often as times allows.",
    fix: "Raise times, or stop the extra call.",
  },
  "forbidden-call": {
    code: "BKL2005",
    severity: "error",
    title: "The program made a call that the scenario forbids.",
    why: "times = 0 says that this must never happen.",
    fix: "Stop the program from making it, or remove times = 0.",
  },
  "out-of-order": {
    code: "BKL2006",
    severity: "error",
    title: "Calls came in another order than in_order says.",
    why: "A call was too early.",
    fix: "Correct the program's order, or in_order.",
  },
  "handler-failed": {
    code: "BKL2007",
    severity: "error",
    title: "A handler or predicate failed.",
    why: "The function that should have answered threw an error.",
    fix: "Correct the handler.",
  },
  "handler-blocked": {
    code: "BKL2008",
    severity: "error",
    title: "A handler could not run because its thread was blocked.",
    why: "The test's thread waits in a synchronous call for the very answer that the handler should give.",
    fix: "Give the handler as a module (new URL('./handler.js', import.meta.url)), which runs in a thread of its own.",
  },
  "pattern-too-slow": {
    code: "BKL2009",
    severity: "error",
    title: "A regular expression ran out of its time budget.",
    why: "The pattern backtracks without bound on this input.",
    fix: "Rewrite the pattern without nested repetition.",
  },
  "unfinished-call": {
    code: "BKL2010",
    severity: "warning",
    title: "A call was still open when the world closed.",
    why: "The program did not wait for it, or was ended.",
    fix: "Wait for the call in the program.",
  },
  "unreadable-call": {
    code: "BKL2011",
    severity: "error",
    title: "A call that could not be read.",
    why: "What arrived was not a valid request.",
    fix: "Correct what the program sends.",
  },
  "unchecked-service": {
    code: "BKL2012",
    severity: "note",
    title: "A service without a contract.",
    why: "Nothing says whether its answers are what the real service gives.",
    fix: "Give the service its OpenAPI document.",
  },
} as const satisfies Record<string, CodeEntry>;
