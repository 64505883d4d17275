import type { Json } from "../../core/index.ts";
import type { HandlerRef, Matcher } from "../../core/index.ts";
import type { Node, NodeKind } from "../tree.ts";
import type { Decoder, MapContext } from "./context.ts";
import { toJson } from "./json-value.ts";
import type { AnyField, AnyShape, Field, Rule, Shape, StringShape, TableIn, TableOut } from "./shape.ts";

type StringOptions = Omit<StringShape, "kind">;

/** A string. */
export function string(options: StringOptions = {}): Shape<string, string> {
  return { kind: "string", ...options };
}

/** An integer; without bounds, any that can be held exactly. */
export function integer(
  min: number = Number.MIN_SAFE_INTEGER,
  max: number = Number.MAX_SAFE_INTEGER,
): Shape<number, number> {
  return { kind: "number", min, max };
}

/** Real milliseconds, up to a day. */
export function milliseconds(): Shape<number, number> {
  return integer(0, 86_400_000);
}

/** true or false. */
export function boolean(): Shape<boolean, boolean> {
  return { kind: "boolean" };
}

/** One of a few values. @example literal("wait", "exec") */
export function literal<const T extends readonly (string | number | boolean)[]>(
  ...values: T
): Shape<T[number], T[number]> {
  return { kind: "literal", values };
}

/** The same, where there are so many that findings say "one of". */
export function oneOf<const T extends readonly (string | number | boolean)[]>(
  ...values: T
): Shape<T[number], T[number]> {
  return { kind: "literal", values, listed: true };
}

/** A date or time: a string of a given form, or TOML's own. */
export function date(expected: string, forms: readonly string[]): Shape<string, string | DateLike> {
  return { kind: "date", expected, forms };
}

/** What a Date of JavaScript has. */
export interface DateLike {
  toISOString(): string;
}

/** Any JSON value, kept as it is. */
export function json(): Shape<Json> {
  return custom("a JSON value", toJson);
}

/** A value read by a function of its own. */
export function custom<Out, In = unknown>(
  expected: string,
  read: (node: Node, decoder: Decoder) => Out | undefined,
  holds?: () => AnyShape,
): Shape<Out, In> {
  return { kind: "custom", expected, read, ...(holds === undefined ? {} : { holds }) };
}

/** Bytes, from TypeScript only. */
export function bytes(): Shape<Uint8Array, Uint8Array> {
  return { kind: "bytes" };
}

/** A RegExp or an asymmetric matcher of a test runner, from TypeScript only. */
export function matcherValue(): Shape<Matcher, RegExp | AsymmetricMatcher> {
  return { kind: "matcher-value" };
}

/** What vitest's and jest's `expect.stringContaining(...)` and the like have in common. */
export interface AsymmetricMatcher {
  readonly $$typeof: symbol;
  asymmetricMatch(other: unknown, ...rest: readonly never[]): boolean;
}

/** A function, a module's URL, or a reference to one of them; from TypeScript only. */
export function code<In>(expected: string): Shape<HandlerRef, In | URL | HandlerRef> {
  return { kind: "code", expected };
}

/** A list. */
export function list<Out, In>(item: Shape<Out, In>): Shape<readonly Out[], readonly In[]> {
  return { kind: "list", item, single: false };
}

/** A value or a list of values; read as a list. */
export function oneOrMany<Out, In>(item: Shape<Out, In>): Shape<readonly Out[], In | readonly In[]> {
  return { kind: "list", item, single: true };
}

/** A table whose keys are the user's: never renamed, `x-` included. */
export function record<Out, In>(
  value: Shape<Out, In>,
  key: StringOptions = {},
): Shape<Readonly<Record<string, Out>>, Readonly<Record<string, In>>> {
  return { kind: "record", value, key: { kind: "string", ...key } };
}

/** A table whose keys are ours. Unknown ones are findings, `x-` ones are the user's. */
export function table<const F extends Readonly<Record<string, AnyField>>>(
  fields: F,
  options: { readonly rules?: readonly Rule[]; readonly hints?: Readonly<Record<string, string>> } = {},
): Shape<TableOut<F>, TableIn<F>> {
  return { kind: "table", fields, rules: options.rules ?? [], hints: options.hints ?? {} };
}

/**
 * A list, record or table that gives what could be read even where something in it is wrong, so that the
 * rest can be checked further and all problems are told at once. Not for tables with required fields.
 */
export function lenient<Out, In>(shape: Shape<Out, In>): Shape<Out, In> {
  return { ...shape, lenient: true } as Shape<Out, In>;
}

/** An alternative of `choose`: the shape for values of these kinds. */
export interface Choice<Out, In> {
  readonly kinds: readonly NodeKind[];
  readonly shape: Shape<Out, In>;
}

/** Says which kinds of values an alternative is for. */
export function when<Out, In>(kinds: NodeKind | readonly NodeKind[], shape: Shape<Out, In>): Choice<Out, In> {
  return { kinds: typeof kinds === "string" ? [kinds] : kinds, shape };
}

/** One of several shapes, told apart by the kind of value that stands there. */
export function choose<const C extends readonly Choice<unknown, unknown>[]>(
  ...alternatives: C
): Shape<
  C[number] extends Choice<infer Out, unknown> ? Out : never,
  C[number] extends Choice<unknown, infer In> ? In : never
> {
  return { kind: "choose", alternatives };
}

/** A shape whose value is turned into something else, with findings where that fails. */
export function mapped<From, In, Out>(
  from: Shape<From, In>,
  to: (value: From, context: MapContext) => Out | undefined,
): Shape<Out, In> {
  return { kind: "mapped", from, to: to as (value: unknown, context: MapContext) => unknown };
}

/** A shape with a name of its own in the schema and the documentation; may refer to itself. */
export function named<Out, In>(name: string, doc: string, shape: () => Shape<Out, In>): Shape<Out, In> {
  return { kind: "named", name, doc, shape };
}

type FieldOptions = Omit<AnyField, "shape" | "presence" | "doc">;

/** A field that must be there. */
export function required<Out, In>(
  shape: Shape<Out, In>,
  doc: string,
  options: FieldOptions = {},
): Field<Out, In, "required"> {
  return { shape, presence: "required", doc, ...options };
}

/** A field that may be left out. */
export function optional<Out, In>(
  shape: Shape<Out, In>,
  doc: string,
  options: FieldOptions = {},
): Field<Out, In, "optional"> {
  return { shape, presence: "optional", doc, ...options };
}
