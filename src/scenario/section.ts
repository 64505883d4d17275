import type { Answer, Condition, Finding, Place, Times } from "../core/index.ts";
import type { Shape } from "./shape/shape.ts";
import type { StringNode, TableNode } from "./tree.ts";

/** An expectation as a section reads it: all but its id, which linking gives. */
export interface EntryExpectation {
  readonly name: string | undefined;
  readonly double: string;
  readonly target: string;
  readonly conditions: readonly Condition[];
  readonly answer: Answer;
  readonly times: Times;
  readonly text: string;
  readonly at: Place;
}

/** What a section of a scenario comes to. */
export interface SectionContent {
  /** What the double gets as its configuration: data only. */
  readonly config: unknown;
  /**
   * Its expectations in the order written, with the path of the list each stands in, "commands", from
   * which ids are made.
   */
  readonly expectations: readonly { readonly list: string; readonly expectation: EntryExpectation }[];
}

/**
 * One top-level field of a scenario, which a double fills. The scenario room knows no double: the sections
 * are passed in.
 */
export interface Section {
  /** The field's name, "services". */
  readonly key: string;
  readonly doc: string;
  readonly shape: Shape<SectionContent>;
  /** What it comes to when the file does not have it. */
  readonly empty: SectionContent;
  /**
   * Loads what reading the section needs and most scenarios do not; awaited before any is linked that has it.
   * @param names whether a table of the section has a field
   */
  readonly prepare?: ((names: (field: string) => boolean) => Promise<void>) | undefined;
  /** Files that the section names as its own: they are read as if the file included them, and lie underneath it. */
  readonly includes?: ((tree: TableNode) => readonly StringNode[]) | undefined;
  /** Whether a tree looks like a file of another program that the section understands: it is prepared then. */
  readonly adopts?: ((tree: TableNode) => boolean) | undefined;
  /** The scenario that a file of another program means; null: it is none. */
  readonly adopt?: ((tree: TableNode) => Adopted | null) | undefined;
}

/** A section with the types of its input, for `defineScenario`. */
export interface TypedSection<Key extends string, In> extends Section {
  readonly key: Key;
  readonly shape: Shape<SectionContent, In>;
}

/** Another program's file, as the scenario that it means. */
export interface Adopted {
  readonly tree: TableNode;
  /** What means something else here. */
  readonly findings: readonly Finding[];
}

/** Makes a section. */
export function section<const Key extends string, In>(definition: {
  readonly key: Key;
  readonly doc: string;
  readonly shape: Shape<SectionContent, In>;
  readonly empty: SectionContent;
  readonly prepare?: Section["prepare"];
  readonly includes?: Section["includes"];
  readonly adopts?: Section["adopts"];
  readonly adopt?: Section["adopt"];
}): TypedSection<Key, In> {
  return definition;
}
