import type { JsonTypeName } from "../core/index.ts";

/**
 * Matchers for expectations declared in TypeScript. Each returns what a scenario file would say, with
 * camelCase names, so that it can be written out, compared and sent to the thread that holds the world.
 * @example world.command("kubectl").mock("apply", "-f", match.endsWith(".yaml"))
 */
export const match = {
  /** Equal to a value, also where the value looks like a matcher. */
  equals: <const Value>(value: Value) => ({ equals: value }),
  /** A text that contains another. */
  contains: (text: string) => ({ contains: text }),
  /** A text that starts with another. */
  startsWith: (text: string) => ({ startsWith: text }),
  /** A text that ends with another. */
  endsWith: (text: string) => ({ endsWith: text }),
  /** A text like a glob: `*` any characters, `?` one; the whole text. */
  glob: (pattern: string) => ({ glob: pattern }),
  /**
   * A text in which a regular expression is found.
   * @param flags only with a source; a RegExp brings its own
   */
  regex: (pattern: string | RegExp, flags = "") =>
    typeof pattern === "string"
      ? { regex: { source: pattern, flags } }
      : { regex: { source: pattern.source, flags: pattern.flags } },
  /** Anything that is there. */
  any: () => ({ any: true as const }),
  /** A JSON value of a type. */
  is: (type: JsonTypeName) => ({ is: type }),
  /** One of several values or matchers. */
  oneOf: <const Choices extends readonly unknown[]>(...choices: Choices) => ({ oneOf: choices }),
  /** A list with an item that matches, or a text that contains it. */
  includes: <const Item>(item: Item) => ({ includes: item }),
  /** JSON that holds this: objects may have more fields, lists go item by item, values may be matchers. */
  json: <const Subset>(subset: Subset) => ({ json: subset }),
  /** Anything that does not match. */
  not: <const Value>(value: Value) => ({ not: value }),
  /**
   * A value for which a function says true: on the test's thread, or in a thread of its own when it is given as
   * a module. Everything above is faster and says in reports what was wanted.
   */
  predicate: <Test extends URL | ((value: never) => boolean)>(test: Test) => ({ predicate: test }),
} as const;

/** The type of `match`. */
export type MatchBuilders = typeof match;
