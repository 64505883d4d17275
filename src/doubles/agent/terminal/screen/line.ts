/** How a line looks. */
export type Style = "bold" | "dim" | "error" | "chosen";

/** A row of the screen: text that is safe to write and not wider than the screen. */
export interface Line {
  readonly text: string;
  readonly style?: Style | undefined;
}

/** What stands below everything that was printed, and is drawn anew as it changes. */
export interface Frame {
  readonly lines: readonly Line[];
  /** Where the cursor stands in it, in rows and cells from its first. */
  readonly cursor: { readonly row: number; readonly column: number };
}

/** Columns and rows of a terminal. */
export interface Size {
  readonly columns: number;
  readonly rows: number;
}
