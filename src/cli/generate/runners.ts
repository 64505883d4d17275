/** Runners that tests are generated for. */
export const generatedRunners = ["vitest", "jest", "node"] as const;

/** A test runner that a test can be generated for. */
export type GeneratedRunner = (typeof generatedRunners)[number];

/** How the test of a runner is written. */
export interface RunnerForm {
  /** Where `worldTest` comes from. */
  readonly module: string;
  readonly names: readonly string[];
  /** What else is imported: a module's default. */
  readonly defaults: readonly { readonly name: string; readonly from: string }[];
  /** Endings of files that it can load; all but the first are for other kinds of projects. */
  readonly extensions: readonly string[];
  /** Endings whose files are CommonJS for it. */
  readonly requires: readonly string[];
  /** Whether it takes a file for a test by its name. */
  readonly byName: boolean;
  /** Milliseconds that a test may take unless it says; absent: as long as it likes. */
  readonly timeoutMs?: number;
  /** Says that one value is another one. */
  readonly equal: { readonly open: string; readonly between: string; readonly close: string };
  readonly command: (file: string) => string;
}

const expectEqual = { open: "expect(", between: ").toEqual(", close: ");" };

/** The forms, by runner. jest on Node 20 loads modules only where something translates them. */
export const runnerForms: Readonly<Record<GeneratedRunner, RunnerForm>> = {
  vitest: {
    module: "backlot/vitest",
    names: ["expect", "worldTest"],
    defaults: [],
    extensions: [".ts", ".js", ".mts", ".mjs"],
    requires: [],
    byName: true,
    timeoutMs: 5000,
    equal: expectEqual,
    command: (file) => `npx vitest run ${file}`,
  },
  jest: {
    module: "backlot/jest",
    names: ["expect", "worldTest"],
    defaults: [],
    extensions: [".js", ".ts", ".cjs", ".cts", ".mjs", ".mts"],
    requires: [".js", ".cjs"],
    byName: true,
    timeoutMs: 5000,
    equal: expectEqual,
    command: (file) => `npx jest ${file}`,
  },
  node: {
    module: "backlot/node-test",
    names: ["worldTest"],
    defaults: [{ name: "assert", from: "node:assert/strict" }],
    extensions: [".mjs", ".js", ".ts", ".mts"],
    requires: [],
    byName: false,
    equal: { open: "assert.deepEqual(", between: ", ", close: ");" },
    command: (file) => `node --test ${file}`,
  },
};
