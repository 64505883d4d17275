import { codes, type FindingName, type Severity } from "./codes/index.ts";
import { deepFreeze, type Json } from "./json.ts";

/** A place in a text file. Lines and columns count from 1, columns in characters. */
export interface FilePlace {
  readonly kind: "file";
  /** Path as the user would write it, relative to the project. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The column after the last marked character of that line. */
  readonly endColumn: number;
  /** The text of that line, without its line end; what a code frame shows. */
  readonly text: string;
  /** Byte range in the file, for fixes that splice text. */
  readonly bytes?: { readonly start: number; readonly end: number };
}

/** A place in test code: where an expectation was declared from TypeScript. */
export interface CodePlace {
  readonly kind: "code";
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A journaled call. */
export interface CallPlace {
  readonly kind: "call";
  /** World the call belongs to, when a report holds several. */
  readonly world?: string;
  readonly call: number;
}

/** A value given from the command line, the environment or an object in memory. */
export interface InputPlace {
  readonly kind: "input";
  /** e.g. "--seed", "BACKLOT_SEED", "defineScenario(): commands[0].run" */
  readonly input: string;
}

/** Where a finding is. */
export type Place = FilePlace | CodePlace | CallPlace | InputPlace;

/** A candidate that the user may have meant. */
export interface Near {
  /** What it is, e.g. `permissions` or `kubectl apply -f *`. */
  readonly what: string;
  /** Where it is declared. */
  readonly at?: Place;
  /** What keeps it from matching, one difference an item. */
  readonly differences?: readonly string[];
}

/** Anything backlot has to tell: the one type behind every report. */
export interface Finding {
  /** Stable code, `BKL1001`. */
  readonly code: string;
  /** Readable stable name, `unknown-field`. */
  readonly name: FindingName;
  readonly severity: Severity;
  /** Where it is; absent when it has no place. */
  readonly at?: Place;
  /** One line: what is wrong. */
  readonly what: string;
  /** One sentence: why that matters or how it came. */
  readonly why: string;
  /** Imperative: how to fix it. Several lines when it holds text to paste. */
  readonly fix: string;
  /** The nearest candidates, best first. */
  readonly near: readonly Near[];
  /** How many times it was seen. */
  readonly count: number;
  /** What shows it: rule letters, values, call numbers. */
  readonly evidence?: Json;
  /** Text to paste into the scenario, when that is a fix. */
  readonly paste?: string;
  /** What only followed from this; stands under it in reports. */
  readonly consequences?: readonly Finding[];
}

/** What a caller says of a finding; code and default severity come from the registry. */
export interface FindingInput {
  readonly at?: Place | undefined;
  readonly what: string;
  readonly why?: string | undefined;
  readonly fix?: string | undefined;
  readonly near?: readonly (Near | string)[] | undefined;
  readonly severity?: Severity | undefined;
  readonly count?: number | undefined;
  readonly evidence?: Json | undefined;
  readonly paste?: string | undefined;
  readonly consequences?: readonly Finding[] | undefined;
}

/**
 * Makes a finding. `why` and `fix` fall back to the registry's general words for that name.
 * @example finding("unknown-field", { at, what: 'unknown field "permisions"', near: ["permissions"] })
 */
export function finding(name: FindingName, input: FindingInput): Finding {
  const entry = codes[name];
  const made: Finding = {
    code: entry.code,
    name,
    severity: input.severity ?? entry.severity,
    what: input.what,
    why: input.why ?? entry.why,
    fix: input.fix ?? entry.fix,
    near: (input.near ?? []).map((near) => (typeof near === "string" ? { what: near } : near)),
    count: input.count ?? 1,
    ...(input.at === undefined ? {} : { at: input.at }),
    ...(input.evidence === undefined ? {} : { evidence: input.evidence }),
    ...(input.paste === undefined ? {} : { paste: input.paste }),
    ...(input.consequences === undefined ? {} : { consequences: input.consequences }),
  };
  return deepFreeze(made);
}

/** Whether any finding is an error. */
export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((one) => one.severity === "error");
}

/**
 * An Error that carries findings: what backlot throws to callers in TypeScript. Its message is the text
 * of all findings; `code` is the first one's.
 */
export class BacklotError extends Error {
  override readonly name: string = "BacklotError";
  readonly code: string;
  declare readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[], message?: string) {
    super(
      message ??
        findings
          .map((one) => `${one.code} ${one.name}: ${one.what}\n  ${one.why}\n  fix: ${one.fix}`)
          .join("\n"),
    );
    this.code = findings[0]?.code ?? "BKL0000";
    // Printing an error prints what can be enumerated; the message has said it all.
    Object.defineProperty(this, "findings", { value: findings, enumerable: false });
  }
}

/**
 * What defineScenario(), mergeScenarios() and openWorld() throw when a scenario is not right: a BacklotError with every
 * finding about it, so that test code can tell a mistake in its scenario from one in a run.
 * @example
 * expect(() => defineScenario({ github: { tokens: [{ owner: "nobody" }] } })).toThrow(ConfigValidationError);
 */
export class ConfigValidationError extends BacklotError {
  override readonly name: string = "ConfigValidationError";
}
