import type { Json } from "../core/index.ts";

/**
 * What stands in the evidence of every finding of the gate. A type, not an interface, so that it is Json: renderers
 * and programs read it.
 */
export type DriftFacts = {
  /** Letters of the witnesses: "SA" is a stub's declaration against the contract. */
  readonly witness: string;
  /** What it is about: "convo GET /api/actors/me", a service's name, a test's name. */
  readonly operation: string;
  /** How many tests it was seen in; 0 where only runs of programs show it. */
  readonly tests: number;
  /** The first of their titles. */
  readonly test_names: readonly string[];
  /** Places of stubs or calls: "tests/a.py:29". */
  readonly sites: readonly string[];
  /** Ids of the stubs that it is about. */
  readonly stubs: readonly string[];
  /** How many single problems it stands for; a frozen one that has more than before is new. */
  readonly problems: number;
  /** What it is known by, whatever its words are: "thin-body convo GET /api/actors/me". */
  readonly fingerprint: string;
  /** More that only some rules have: a model's name, fields that are missing. */
  readonly [more: string]: Json;
};

/** Something that was not checked. */
export interface Unchecked {
  /** As it follows a count: "stubs that stand for many paths". */
  readonly what: string;
  readonly count: number;
  /** The first few, for people. */
  readonly examples: readonly string[];
}
