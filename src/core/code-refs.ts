/** What stands for code where only data can: expressions and handlers that cross threads. */

/** A regular expression as data. */
export interface RegexData {
  readonly source: string;
  readonly flags: string;
}

/** A handler that TypeScript gave: a function kept on the test's thread, or a module of its own. */
export type HandlerRef =
  | { readonly kind: "function"; readonly id: number }
  | { readonly kind: "module"; readonly url: string; readonly export: string };
