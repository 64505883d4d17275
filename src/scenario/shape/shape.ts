import type { Json } from "../../core/index.ts";
import type { Node, NodeKind } from "../tree.ts";
import type { Decoder, MapContext } from "./context.ts";
import type { Camel } from "./names.ts";

/**
 * A small language for what a file may hold. One definition gives the strict reader (decode.ts), the JSON
 * Schema (json-schema.ts), the reference documentation (reference.ts) and the types. Out is what reading
 * gives, In what TypeScript writes.
 */
export type Shape<Out = unknown, In = unknown> = AnyShape & {
  /** Never set; carries the types. */
  readonly types?: { readonly out: Out; readonly in: In };
};

/** Every shape there is, as data. */
export type AnyShape =
  | StringShape
  | NumberShape
  | { readonly kind: "boolean" }
  | LiteralShape
  | { readonly kind: "date"; readonly expected: string; readonly forms: readonly string[] }
  | CustomShape
  | { readonly kind: "bytes" }
  | { readonly kind: "matcher-value" }
  | { readonly kind: "code"; readonly expected: string }
  | ListShape
  | RecordShape
  | TableShape
  | { readonly kind: "choose"; readonly alternatives: readonly Alternative[] }
  | { readonly kind: "mapped"; readonly from: AnyShape; readonly to: Mapping }
  | { readonly kind: "named"; readonly name: string; readonly doc: string; readonly shape: () => AnyShape };

/** One of a few values. */
export interface LiteralShape {
  readonly kind: "literal";
  readonly values: readonly (string | number | boolean)[];
  /** Described as "one of ...". */
  readonly listed?: boolean;
}

/** A value read by a function of its own; any JSON value as far as schemas can tell. */
export interface CustomShape {
  readonly kind: "custom";
  readonly expected: string;
  readonly read: (node: Node, decoder: Decoder) => unknown;
  /** A shape that may stand in the value, for the documentation. */
  readonly holds?: () => AnyShape;
}

/** A string, with what it must look like. */
export interface StringShape {
  readonly kind: "string";
  readonly nonEmpty?: boolean;
  readonly pattern?: RegExp;
  /** What it is, in words, where "a string" says too little: "a variable's name". */
  readonly expected?: string;
}

/** An integer, with its bounds. */
export interface NumberShape {
  readonly kind: "number";
  readonly min: number;
  readonly max: number;
}

/** A list; `single` also takes a value alone. */
export interface ListShape {
  readonly kind: "list";
  readonly item: AnyShape;
  readonly single: boolean;
  /** What could be read is given even where something in it is wrong. */
  readonly lenient?: boolean;
}

/** A table whose keys are the user's. */
export interface RecordShape {
  readonly kind: "record";
  readonly lenient?: boolean;
  readonly value: AnyShape;
  readonly key: StringShape;
}

/** A table whose keys are ours. */
export interface TableShape {
  readonly kind: "table";
  readonly lenient?: boolean;
  readonly fields: Readonly<Record<string, AnyField>>;
  readonly rules: readonly Rule[];
  /** What to write instead of a name that other tools use: `{ method: 'write request = "GET /path"' }`. */
  readonly hints: Readonly<Record<string, string>>;
}

/** What must hold between fields of one table. */
export type Rule =
  | { readonly rule: "exactly-one" | "at-most-one"; readonly of: readonly string[] }
  | { readonly rule: "requires"; readonly field: string; readonly needs: string };

/** One of several shapes, told apart by what kind of value stands there, so that no alternative can hide a typo. */
export interface Alternative {
  readonly kinds: readonly NodeKind[];
  readonly shape: AnyShape;
}

/** Turns what was read into what is meant; undefined, after reporting, when it can't. */
export type Mapping = (value: unknown, context: MapContext) => unknown;

/** Whether a field must be there. */
export type Presence = "required" | "optional";

/** A field of a table, with its documentation. */
export interface AnyField {
  readonly shape: AnyShape;
  readonly presence: Presence;
  readonly doc: string;
  readonly example?: Json;
  /** What holds when it is absent, for the documentation. */
  readonly otherwise?: string;
  /** Read from TypeScript only. */
  readonly codeOnly?: boolean;
  /** What a data file that has it is told, when the field runs no code by itself: "x would record", why, and the fix. */
  readonly inData?: { readonly does: string; readonly why: string; readonly fix: string };
}

/** A field with its types. */
export interface Field<Out, In, P extends Presence> extends AnyField {
  readonly shape: Shape<Out, In>;
  readonly presence: P;
}

/** What reading with a shape gives. */
export type Infer<S> = S extends { readonly types?: { readonly out: infer Out } } ? Out : never;
/** What TypeScript writes for a shape: camelCase. */
export type InferInput<S> = S extends { readonly types?: { readonly in: infer In } } ? In : never;

type Fields = Readonly<Record<string, AnyField>>;
type OutOf<F> =
  F extends Field<infer Out, unknown, infer P> ? (P extends "required" ? Out : Out | undefined) : never;
type InOf<F> = F extends Field<unknown, infer In, Presence> ? In : never;
type RequiredKeys<F extends Fields> = {
  [K in keyof F]: F[K]["presence"] extends "required" ? K : never;
}[keyof F] &
  string;

/** What a table gives: camelCase, undefined where it was not written. */
export type TableOut<F extends Fields> = { readonly [K in keyof F & string as Camel<K>]: OutOf<F[K]> };
/** What TypeScript writes for a table. */
export type TableIn<F extends Fields> = {
  readonly [K in RequiredKeys<F> as Camel<K>]: InOf<F[K]>;
} & {
  readonly [K in Exclude<keyof F & string, RequiredKeys<F>> as Camel<K>]?: InOf<F[K]> | undefined;
} & { readonly [key: `x-${string}`]: unknown };
