import { cut, wrap } from "../screen/wrap.ts";
import type { Frame, Line, Size } from "../screen/line.ts";

/** A question with answers to choose from. */
export interface Dialog<Answer> {
  readonly title: string;
  /** Shown below it, each at the left edge. */
  readonly about: readonly string[];
  readonly question: string;
  readonly options: readonly { readonly text: string; readonly answer: Answer }[];
  /** Whether options have numbers before them; they are chosen by them in any case. */
  readonly isNumbered: boolean;
  readonly hint: string;
}

/** The option that a character chooses; undefined: none. */
export function optionOf<Answer>({ options }: Dialog<Answer>, character: string): Answer | undefined {
  return /^[1-9]$/.test(character) ? options[Number(character) - 1]?.answer : undefined;
}

/** A dialog on the screen, the cursor before the option that Enter chooses. */
export function dialogFrame<Answer>(dialog: Dialog<Answer>, selected: number, { columns }: Size): Frame {
  const block = (text: string, style?: Line["style"]): Line[] =>
    text === "" ? [] : wrap(text, columns).map((row) => ({ text: row, style }));
  const head: Line[] = [
    { text: "─".repeat(columns), style: "dim" },
    ...block(dialog.title, "bold"),
    ...dialog.about.flatMap((text) => [{ text: "" }, ...block(text)]),
    { text: "" },
    ...block(dialog.question),
  ];
  const options = dialog.options.map(({ text }, index): Line => {
    const number = dialog.isNumbered ? `${index + 1}. ` : "";
    const isSelected = index === selected;
    return {
      text: cut(`${isSelected ? "❯" : " "} ${number}${text}`, columns),
      style: isSelected ? "chosen" : undefined,
    };
  });
  return {
    lines: [...head, ...options, { text: "" }, ...block(dialog.hint, "dim")],
    cursor: { row: head.length + selected, column: 0 },
  };
}
