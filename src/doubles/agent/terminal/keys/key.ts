/** What a person does at a keyboard, as far as it means something. */
export type Key =
  /** Characters; pasted ones may hold line ends, always "\n". */
  { readonly kind: "text"; readonly text: string; readonly pasted: boolean } | { readonly kind: KeyName };

/** Keys that are no characters. */
export type KeyName =
  | "enter"
  | "newline"
  | "escape"
  | "shift-tab"
  | "ctrl-c"
  | "ctrl-d"
  | "redraw"
  | "up"
  | "down"
  | EditingKey;

/** Keys that change a line, or where the cursor stands in it. */
export type EditingKey =
  | "left"
  | "right"
  | "word-left"
  | "word-right"
  | "home"
  | "end"
  | "backspace"
  | "delete"
  | "erase-word"
  | "erase-to-start"
  | "erase-to-end";
