import type { KeyName } from "./key.ts";

/** Control characters by their byte, as shells bind them. */
export const controlKeys: Readonly<Record<number, KeyName>> = {
  0x01: "home",
  0x02: "left",
  0x03: "ctrl-c",
  0x04: "ctrl-d",
  0x05: "end",
  0x06: "right",
  0x08: "backspace",
  0x0a: "newline",
  0x0b: "erase-to-end",
  0x0c: "redraw",
  0x0d: "enter",
  0x0e: "down",
  0x10: "up",
  0x15: "erase-to-start",
  0x17: "erase-word",
  0x7f: "backspace",
};

const cursorKeys: Readonly<Record<string, KeyName>> = {
  A: "up",
  B: "down",
  C: "right",
  D: "left",
  F: "end",
  H: "home",
  Z: "shift-tab",
};

const wordKeys: Readonly<Record<string, KeyName>> = { C: "word-right", D: "word-left" };

const numberedKeys: Readonly<Record<string, KeyName>> = {
  "1~": "home",
  "7~": "home",
  "4~": "end",
  "8~": "end",
  "3~": "delete",
  // Shift and Enter, as terminals with extended keys send it.
  "13;2u": "newline",
  "27;2;13~": "newline",
  "27u": "escape",
};

/** The key of what follows ESC [, or nothing. @example keyOfSequence("1;5C") // "word-right" */
export function keyOfSequence(text: string): KeyName | undefined {
  // Control or Alt with an arrow goes by words.
  const [, letter = ""] = /^1;[35]([A-Z])$/.exec(text) ?? [];
  const modified = /^1;\d([A-Z])$/.exec(text)?.[1];
  return wordKeys[letter] ?? numberedKeys[text] ?? cursorKeys[modified ?? text];
}

/** The key of what follows ESC O, as terminals in application mode send arrows. */
export function keyOfApplication(letter: string): KeyName | undefined {
  return letter === "Z" ? undefined : letter === "M" ? "enter" : cursorKeys[letter];
}

/** The key that Alt makes of another one, by that one's byte. */
export const altKeys: Readonly<Record<number, KeyName>> = {
  0x08: "erase-word",
  0x0a: "newline",
  0x0d: "newline",
  0x62: "word-left",
  0x66: "word-right",
  0x7f: "erase-word",
};
