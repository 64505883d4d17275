import type { Layer, Place } from "../core/index.ts";
import type { DriftSettings } from "./drift-fields.ts";

/** One entry of `[[allow]]`: the only way to switch a check off. */
export interface Allow {
  /** Name or code of the finding it allows. */
  readonly rule: string;
  /** What it is about; matched against a finding's subject, `*` and `?` as in globs. Absent: everything. */
  readonly about?: string | undefined;
  readonly reason: string;
  readonly owner?: string | undefined;
  /** Last day it counts, YYYY-MM-DD. */
  readonly expires?: string | undefined;
  readonly at: Place;
}

/** The outside world, described: strict, frozen, data only. What linking returns. */
export interface Scenario {
  readonly name?: string | undefined;
  /** Files it was joined from, relative to the project, lowest layer first. */
  readonly files: readonly string[];
  readonly seed?: number | undefined;
  /** RFC 3339 with offset; pins the world's clock. */
  readonly now?: string | undefined;
  /** Names whose calls must come in this order. */
  readonly inOrder: readonly { readonly name: string; readonly at: Place }[];
  /** A base for many tests: unused expectations are judged over the run. */
  readonly shared: boolean;
  /** Variables set in the program's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Names or globs of inherited credentials that are kept. */
  readonly envPass: readonly string[];
  /** "refuse": only commands that are doubled or passed through are found on PATH. */
  readonly unknownCommands: "pass" | "refuse";
  /** Lowest first: included files, then the file itself. */
  readonly layers: readonly Layer[];
  /** What each section holds besides expectations, by section key: `services`, `commands`. */
  readonly sections: Readonly<Record<string, unknown>>;
  readonly allow: readonly Allow[];
  /** How the gate judges. */
  readonly drift?: DriftSettings | undefined;
}
