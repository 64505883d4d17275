import type { Contract, Operation } from "../document/contract.ts";
import { type ChangeRule, type RawChange, type Sense, senseBreaks, senseWhy, type Way } from "./change.ts";
import type { Part, Side } from "./side.ts";

/** Two schemas that are compared, each given by all that a value has to fit. */
export interface Pair {
  readonly old: readonly Part[];
  readonly new: readonly Part[];
  readonly way: Way;
  /** What they are schemas of: "answer 200", "Actor". */
  readonly label: string;
  /** Whether that is a schema's name, which many operations may come to. */
  readonly named: boolean;
  /** Where in it: "agents[].email"; empty for the whole. */
  readonly path: string;
}

/** What a comparison of two schemas knows, and where it puts what it finds. */
export interface Comparing {
  readonly pair: Pair;
  readonly sides: { readonly old: Side; readonly new: Side };
  /** Tells a change. `breaks` and `why` follow from the sense where they are not given. */
  readonly tell: (change: Told) => void;
  /** Has two schemas compared that stand inside. */
  readonly compare: (inner: {
    readonly old: readonly Part[];
    readonly new: readonly Part[];
    readonly way?: Way;
    readonly path: string;
  }) => void;
}

/** A change as it is found. */
export interface Told {
  readonly rule: ChangeRule;
  readonly sense: Sense;
  readonly what: string;
  readonly breaks?: boolean;
  readonly why?: string;
  /** JSON Pointers; the schemas themselves where they are not given. */
  readonly old?: string | undefined;
  readonly new?: string | undefined;
  /** Path of what it is about, where that is not the pair's. */
  readonly path?: string;
}

/** Whether a change breaks, and why, by what it does to the values that are allowed. */
export function judged({ sense, breaks, why }: Told, way: Way): { breaks: boolean; why: string } {
  return { breaks: breaks ?? senseBreaks(sense, way), why: why ?? senseWhy(sense, way) };
}

/** Compares schemas of two files. Each two are compared once, however many operations come to them. */
export interface SchemaComparison {
  /** Has two schemas compared that an operation uses. */
  add(pair: Pair, operation: string | undefined): void;
  /** Everything that was found, with the operations that come to it. */
  finish(): readonly RawChange[];
}

/** An operation that both contracts have. */
export interface OperationPair {
  readonly old: Operation;
  readonly new: Operation;
}

/** What the parts of an operation are compared with. */
export interface OperationComparing {
  readonly contracts: { readonly old: Contract; readonly new: Contract };
  readonly pair: OperationPair;
  readonly schemas: SchemaComparison;
  /** Tells a change of the operation; pointers that are not given are the operation's own. */
  readonly tell: (change: OperationTold) => void;
}

/** A change as it is found. */
export type OperationTold = Pick<RawChange, "rule" | "breaks" | "what" | "why"> & {
  readonly old?: string | undefined;
  readonly new?: string | undefined;
};

/** The name of an operation. @example operationName(operation) // "GET /api/actors/me" */
export function operationName({ method, template }: Operation): string {
  return `${method} ${template}`;
}
