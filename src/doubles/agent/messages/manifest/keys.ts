/** Names of the keys of one kind of object. */
export interface KeySet {
  /** In every one that was seen. */
  readonly always: readonly string[];
  /** In some. */
  readonly sometimes: readonly string[];
}

/** Key sets by kind. */
export type KeySets<Kind extends string> = Readonly<Partial<Record<Kind, KeySet>>>;

/** A key set of names with blanks between them. @example keys("type uuid", "error") */
export function keys(always: string, sometimes = ""): KeySet {
  return { always: words(always), sometimes: words(sometimes) };
}

function words(text: string): readonly string[] {
  return text === "" ? [] : text.split(" ");
}
