import type { Place } from "../core/index.ts";
import { projectPath } from "./project-path.ts";
import { integer, list, literal, mapped, optional, required, string, table } from "./shape/build.ts";

/** What `[drift]` says: how the gate judges. */
export interface DriftSettings {
  /** File of findings and counts that are known and frozen, relative to the project. */
  readonly baseline?: string | undefined;
  /** Findings of this severity, and graver ones, fail the gate. */
  readonly failOn: "error" | "warning" | "note";
  /** A refresh of the doubles that is under way. */
  readonly refresh?: DriftRefresh | undefined;
  readonly at: Place;
}

/** A declared refresh of tests and doubles: what it may touch, and what tests there are after each stage. */
export interface DriftRefresh {
  /** Commit that it starts from. */
  readonly since?: string | undefined;
  /** Files that it may touch, as globs relative to the project. */
  readonly only: readonly string[];
  readonly stages: readonly DriftStage[];
  readonly at: Place;
}

/** One stage of a refresh. */
export interface DriftStage {
  readonly name: string;
  /** Tests that it deletes, as globs of their names. */
  readonly deletes: readonly string[];
  /** Failing tests that it repairs, as globs of their names. */
  readonly refreshes: readonly string[];
  /** How many tests it adds. */
  readonly adds: number;
  readonly at: Place;
}

const projectFile = mapped(string({ nonEmpty: true }), (text, context) => {
  const resolved = projectPath(text, context.node.where);
  return resolved.ok ? resolved.path : context.report("bad-path", resolved.problem);
});

const globs = list(string({ nonEmpty: true }));

const stage = mapped(
  table({
    name: required(string({ nonEmpty: true }), "The stage's name.", { example: "delete dead tests" }),
    deletes: optional(globs, "Tests that it deletes, by name; * and ? as in globs.", {
      example: ["tests/test_example.py::*"],
    }),
    refreshes: optional(globs, "Failing tests that it repairs, by name; * and ? as in globs.", {
      example: ["tests/test_scaffold.py::*"],
    }),
    adds: optional(integer(0), "How many tests it adds.", { example: 2, otherwise: "0" }),
  }),
  ({ name, deletes = [], refreshes = [], adds = 0 }, { at }): DriftStage => ({
    name,
    deletes,
    refreshes,
    adds,
    at,
  }),
);

const refresh = mapped(
  table({
    since: optional(string({ nonEmpty: true }), "Commit that the refresh starts from.", {
      example: "1546cf9",
    }),
    only: optional(globs, "Files that it may touch, relative to the project; * and ? as in globs.", {
      example: ["tests/*"],
    }),
    stages: optional(list(stage), "Its stages, in order: what tests there are after each."),
  }),
  ({ since, only = [], stages = [] }, { at }): DriftRefresh => ({ since, only, stages, at }),
);

/** The table `[drift]`. */
export const driftTable = mapped(
  table(
    {
      baseline: optional(
        projectFile,
        "File of findings and counts that are known: they fail nothing, and may only become fewer.",
        { example: "drift-baseline.json" },
      ),
      fail_on: optional(
        literal("error", "warning", "note"),
        "Findings of this severity, and graver ones, fail the gate.",
        { otherwise: '"error"' },
      ),
      refresh: optional(refresh, "A refresh of tests and doubles that is under way, and what it may touch."),
    },
    { hints: { ignore: "Write [[allow]] with rule, at and reason." } },
  ),
  ({ baseline, failOn = "error", refresh: declared }, { at }): DriftSettings => ({
    baseline,
    failOn,
    refresh: declared,
    at,
  }),
);
