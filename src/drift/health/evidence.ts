import type { DriftRefresh } from "../../scenario/index.ts";
import type { WorldEvidence } from "../evidence.ts";

/** How a test ended. A test that is expected to fail, and does, is skipped, as its runner reports it. */
export type TestOutcome = "passed" | "failed" | "skipped";

/** A test as a report has it. */
export interface TestResult {
  /**
   * What it is known by: "tests/test_a.py::TestB::test_c", "a.test.ts::outer > passes". A second one of the same name
   * has "#2" after it.
   */
  readonly id: string;
  /** Relative to the project, where the report says so or its classes are named after their files. */
  readonly file: string | undefined;
  /** Counted from 1, where the report says so. */
  readonly line: number | undefined;
  /** Its own name, without file and class. */
  readonly name: string;
  readonly outcome: TestOutcome;
  /** What a failed one said: message and text, cut at `limits.reportFailureChars`. */
  readonly failure: string;
  /** How many assertions it made; undefined: the report does not say, as most do not. */
  readonly assertions: number | undefined;
}

/** A test file that could not be loaded: which tests it has is not known. */
export interface UnloadedFile {
  /** As the report names it. */
  readonly file: string;
  readonly failure: string;
}

/** Whose report it is, by what it says of itself. */
export type TestRunner = "vitest" | "jest" | "node" | "pytest" | "other";

/** What a runner's report says. */
export interface TestReport {
  /** The report's own file. */
  readonly source: string;
  readonly runner: TestRunner;
  readonly tests: readonly TestResult[];
  readonly unloaded: readonly UnloadedFile[];
}

/** An error of a type checker. */
export interface TypeFault {
  /** Relative to the project; empty: of the configuration. */
  readonly file: string;
  /** Counted from 1; 0 where there is no place. */
  readonly line: number;
  readonly column: number;
  /** "TS2322", "reportArgumentType"; "syntax" where the checker names none. */
  readonly rule: string;
  readonly message: string;
}

/** What a type checker's report says. Its warnings are left out. */
export interface TypeReport {
  /** The report's own file. */
  readonly source: string;
  /** "unknown": an empty report, as tsc writes it when there is nothing to say. */
  readonly checker: "tsc" | "pyright" | "unknown";
  readonly faults: readonly TypeFault[];
}

/** What git knows of the project; all paths are relative to it. */
export interface GitEvidence {
  readonly tracked: ReadonlySet<string>;
  /** Paths asked for that git is told to ignore: what builds and tests make. */
  readonly ignored: ReadonlySet<string>;
  /** Files that changed since the refresh's start, those not yet committed included; undefined: not known. */
  readonly changed: readonly string[] | undefined;
}

/** A file of a double or a fixture. */
export interface DoubleFile {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Counts and names that were frozen. */
export interface HealthBaseline {
  readonly tests: FrozenTests | undefined;
  readonly types: FrozenTypes | undefined;
}

/** Tests by how they ended when they were frozen. */
export interface FrozenTests {
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly skipped: readonly string[];
}

/** Errors of type checkers: how many, by file and rule. */
export interface FrozenTypes {
  readonly checkers: readonly string[];
  readonly errors: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What the rules about test health judge. */
export interface HealthEvidence {
  /** The project's folder, absolute, with "/" as separator: by it a path in a failure is told to be inside. */
  readonly root: string;
  readonly tests: readonly TestReport[];
  readonly types: readonly TypeReport[];
  /** Undefined: the project is in no repository, or git is not there. */
  readonly git: GitEvidence | undefined;
  /** Texts of test files, by their paths. */
  readonly sources: ReadonlyMap<string, string>;
  /** Test files whose text is not there, or was not read any more. */
  readonly unread: readonly string[];
  readonly doubles: readonly DoubleFile[];
  readonly worlds: readonly WorldEvidence[];
  readonly baseline: HealthBaseline | undefined;
  readonly refresh: DriftRefresh | undefined;
  /** Files in which the refresh itself is declared and frozen: no part of what it may touch. */
  readonly own: readonly string[];
  /** The last stage that is done; undefined: all are. */
  readonly stage: string | undefined;
}
