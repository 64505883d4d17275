import { escapeControl } from "../core/index.ts";

/** What a renderer may be told. */
export interface StyleOptions {
  /** ANSI colours; off by default. Whether a terminal wants them is the caller's question. */
  readonly color?: boolean;
  /** Columns that lines are wrapped to; 100 by default, 40 at least. */
  readonly width?: number;
  /** Everything in full: all calls, what they sent and got, complete lists. */
  readonly verbose?: boolean;
  /** Bodies and streams to their last line, where verbose shows the first lines of each. */
  readonly complete?: boolean;
  /** Nothing but ASCII: marks become letters, other characters are shown as escapes. */
  readonly ascii?: boolean;
  /** Shows how long calls took. Off by default in text, so that equal runs give equal text. */
  readonly timings?: boolean;
}

/** What a piece of text stands for; its colour follows from that. */
export type Tone = "error" | "warning" | "note" | "good" | "bad" | "strong" | "quiet" | "plain";

/** The marks of the call table. */
export interface Marks {
  readonly answered: string;
  readonly refused: string;
  readonly passed: string;
  readonly gone: string;
  readonly ellipsis: string;
}

/** Resolved options: what the text renderers work with. */
export interface Style {
  readonly width: number;
  readonly verbose: boolean;
  readonly complete: boolean;
  readonly timings: boolean;
  readonly marks: Marks;
  /** Colours a text that is already wrapped; the text itself when colours are off. */
  paint(tone: Tone, text: string): string;
  /** Text from outside on one line: every control character is shown as an escape. */
  line(text: string): string;
  /** Text from outside that may have several lines. */
  lines(text: string): string[];
}

const tones: Readonly<Record<Tone, readonly [on: string, off: string]>> = {
  error: ["\u001b[1;31m", "\u001b[0m"],
  warning: ["\u001b[1;33m", "\u001b[0m"],
  note: ["\u001b[36m", "\u001b[0m"],
  bad: ["\u001b[31m", "\u001b[0m"],
  good: ["\u001b[32m", "\u001b[0m"],
  strong: ["\u001b[1m", "\u001b[0m"],
  quiet: ["\u001b[2m", "\u001b[0m"],
  plain: ["", ""],
};

const marks: Marks = { answered: "✓", refused: "✗", passed: "→", gone: "~", ellipsis: "…" };
const asciiMarks: Marks = { answered: "+", refused: "x", passed: ">", gone: "~", ellipsis: "..." };

/** Fills in the defaults. */
export function styleOf(options: StyleOptions): Style {
  const ascii = options.ascii ?? false;
  const safe = (text: string, keep: string): string => {
    const escaped = escapeControl(text, keep);
    return ascii ? toAscii(escaped) : escaped;
  };
  return {
    width: Math.max(40, options.width ?? 100),
    verbose: options.verbose ?? false,
    complete: options.complete ?? false,
    timings: options.timings ?? false,
    marks: ascii ? asciiMarks : marks,
    paint(tone, text) {
      const [on, off] = tones[tone];
      return options.color === true && text !== "" ? `${on}${text}${off}` : text;
    },
    line: (text) => safe(text, ""),
    lines: (text) => text.split(/\r?\n/).map((one) => safe(one.replaceAll("\t", "    "), "")),
  };
}

function toAscii(text: string): string {
  return text.replaceAll("…", "...").replaceAll(/[^\u0000-\u007f]/gu, (character) => {
    const hex = (character.codePointAt(0) as number).toString(16);
    return hex.length <= 4 ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`;
  });
}
