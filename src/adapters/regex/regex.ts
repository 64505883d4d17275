import vm from "node:vm";
import {
  BacklotError,
  boundedSteps,
  finding,
  limits,
  type RegexData,
  type RegexMatch,
  type RegexPort,
  type RegexSearchPort,
  type WorkBound,
  workBound,
} from "../../core/index.ts";

/**
 * Steps up to which a pattern runs as it is. One takes 1 to 5 ns, so this is some milliseconds at the
 * worst; whatever may be more work runs under a timer, which costs some 80 microseconds a time.
 */
const freeSteps = 2_000_000;

/** Longer texts are not kept, so they run into the budget each time. */
const keptChars = 1024 * 1024;

interface Compiled {
  readonly regex: RegExp;
  readonly bound: WorkBound | undefined;
  /** The last text that was too much: near misses ask about it again, and it would be no less. */
  tooMuch?: string;
}

/** Regular expressions within limits.regexMs. */
export const regexPort: RegexPort = createRegex(limits.regexMs);

/**
 * Regular expressions with a time budget. A pattern whose work is bounded (see work-bound.ts) runs as it
 * is; any other in a context of its own with a timer, which is the one way to interrupt JavaScript's engine.
 * @example createRegex(50).test({ source: "(a+)+$", flags: "" }, "a".repeat(30) + "!") // "timeout"
 */
export function createRegex(budgetMs: number): RegexPort {
  const compiled = new WeakMap<RegexData, Compiled>();
  let timed: Timed<boolean> | undefined;
  const runTimed: Timed<boolean> = (regex, text) =>
    (timed ??= createTimed<boolean>(budgetMs, "regex.test(text)"))(regex, text);
  const compile = (data: RegexData): Compiled => {
    const known = compiled.get(data);
    if (known !== undefined) return known;
    const made: Compiled = { regex: construct(data), bound: workBound(data.source, data.flags) };
    compiled.set(data, made);
    return made;
  };
  return {
    check(data) {
      try {
        const regex = construct(data);
        // The engine compiles on first use, and may only then say that a pattern is too large.
        if (isFree(workBound(data.source, data.flags), "")) regex.test("");
        else runTimed(regex, "");
        return { ok: true };
      } catch (error) {
        return { ok: false, message: messageOf(error) };
      }
    },
    test(data, text) {
      const pattern = compile(data);
      const { regex, bound } = pattern;
      // With the flags g and y an expression remembers where it was.
      regex.lastIndex = 0;
      if (isFree(bound, text)) return regex.test(text);
      if (pattern.tooMuch === text) return "timeout";
      const outcome = runTimed(regex, text);
      if (outcome === "timeout" && text.length <= keptChars) pattern.tooMuch = text;
      return outcome;
    },
  };
}

/** Whether a pattern may run on a text without a timer. */
function isFree(bound: WorkBound | undefined, text: string): boolean {
  return bound !== undefined && boundedSteps(bound, text.length) <= freeSteps;
}

/** Searches for scrubbing rules, within limits.scrubbingRuleMs. */
export const regexSearchPort: RegexSearchPort = createRegexSearch(limits.scrubbingRuleMs);

/** Searches under a timer: a text is searched once, so a pattern's bound is not asked for. */
export function createRegexSearch(budgetMs: number): RegexSearchPort {
  const port = createRegex(budgetMs);
  const search = createTimed<readonly RegExpExecArray[]>(budgetMs, "[...text.matchAll(regex)]");
  return {
    check: (data) => port.check(data),
    matches({ source, flags }, text) {
      const regex = construct({ source, flags: flags.includes("g") ? flags : `${flags}g` });
      const found = search(regex, text);
      return found === "timeout" ? found : Array.from(found, toMatch);
    },
  };
}

/** What was found, as plain data: it comes from another context. */
function toMatch(found: RegExpExecArray): RegexMatch {
  const [text, ...groups] = found;
  return { index: found.index, text, groups, named: { ...found.groups } };
}

function construct({ source, flags }: RegexData): RegExp {
  if (source.length > limits.regexChars) {
    throw badPattern(`has ${source.length} characters, more than ${limits.regexChars}`);
  }
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw badPattern(messageOf(error));
  }
}

function badPattern(what: string): BacklotError {
  return new BacklotError([finding("bad-pattern", { what: `a regular expression ${what}` })], what);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Attempts on a machine too busy to run a pattern. */
const turnsMax = 4;

type Timed<Out> = (regex: RegExp, text: string) => Out | "timeout";

/** Runs expressions in an empty context with a timer. */
function createTimed<Out>(budgetMs: number, code: string): Timed<Out> {
  const script = new vm.Script(code);
  const slots: { regex?: RegExp; text?: string } = {};
  const context = vm.createContext(slots, {
    name: "backlot patterns",
    codeGeneration: { strings: false, wasm: false },
  });
  const attempt: Timed<Out> = (regex, text) => {
    slots.regex = regex;
    slots.text = text;
    try {
      return script.runInContext(context, { timeout: budgetMs }) as Out;
    } catch (error) {
      if (ranOut(error)) return "timeout";
      throw error;
    } finally {
      // A long text is not kept until the next test.
      delete slots.regex;
      delete slots.text;
    }
  };
  return (regex, text) => {
    // The timer counts real time: on a busy machine it may ring before the pattern got to run at all. Only
    // time that was spent working counts against the budget.
    let workedMs = 0;
    for (let turn = 0; turn < turnsMax && workedMs < budgetMs / 2; turn++) {
      const before = process.cpuUsage();
      const outcome = attempt(regex, text);
      if (outcome !== "timeout") return outcome;
      const { user, system } = process.cpuUsage(before);
      workedMs += (user + system) / 1_000;
    }
    return "timeout";
  };
}

/** Out of time, or out of the memory that the engine has for going back: too much work either way. */
function ranOut(error: unknown): boolean {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return code === "ERR_SCRIPT_EXECUTION_TIMEOUT" || name === "RangeError";
}
