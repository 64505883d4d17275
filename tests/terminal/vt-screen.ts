const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;
/** Those of the same scripts that take one cell: parts of syllables, and half-width forms. */
const narrow = /[\u1160-\u11ff\ud7b0-\ud7fb\uff61-\uffdc]/u;
/** What is drawn over the character before it, or not at all; a soft hyphen is drawn. */
const zero = /[\p{Mn}\p{Me}\u1160-\u11ff]|(?!\u00ad)\p{Cf}/u;

/** The right half of a wide character. */
const half = "";

/**
 * The part of a terminal that a test looks at: cells, cursor, scrolling, and lines that are wrapped at the last column as
 * xterm does it. A sequence that it does not know is an error, so that nothing is sent that no test has looked at.
 */
export class VtScreen {
  readonly scrolled: string[] = [];
  isPasteMarked = false;
  /** How often a row was too long for the screen, so that the terminal itself went on in the next one. */
  wraps = 0;
  /** Codes of SGR that hold now; empty: none. */
  style = "";
  columns: number;
  rows: number;
  #cells: string[][];
  #row = 0;
  #column = 0;
  #wrapsNext = false;
  #rest = "";

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.#cells = Array.from({ length: rows }, () => []);
  }

  /** Rows from the top, without spaces at their ends and without empty rows below the last text. */
  lines(): string[] {
    const lines = this.#cells.map((row) => lineOf(row));
    while (lines.at(-1) === "") lines.pop();
    return lines;
  }

  text(): string {
    return this.lines().join("\n");
  }

  cursor(): { readonly row: number; readonly column: number } {
    return { row: this.#row, column: this.#column };
  }

  /** Another size; rows are cut or go off the top, which is as much as a redraw from nothing may rely on. */
  resize(columns: number, rows: number): void {
    while (this.#cells.length > rows) {
      this.scrolled.push(lineOf(this.#cells.shift() ?? []));
      this.#row = Math.max(0, this.#row - 1);
    }
    while (this.#cells.length < rows) this.#cells.push([]);
    this.#cells = this.#cells.map((row) => row.slice(0, columns));
    this.#column = Math.min(this.#column, columns - 1);
    Object.assign(this, { columns, rows });
  }

  write(data: string): void {
    let text = this.#rest + data;
    this.#rest = "";
    while (text !== "") {
      const used = text.startsWith("\u001B") ? this.#sequence(text) : this.#character(text);
      if (used === 0) {
        this.#rest = text;
        return;
      }
      text = text.slice(used);
    }
  }

  #character(text: string): number {
    const character = String.fromCodePoint(text.codePointAt(0) ?? 0);
    if (character === "\r") this.#to(this.#row, 0);
    else if (character === "\n") this.#lineFeed();
    else if (character < " " || character === "\u007F")
      throw new Error(`a control character: ${JSON.stringify(character)}`);
    else this.#put(character);
    return character.length;
  }

  #put(character: string): void {
    const row = (): string[] => (this.#cells[this.#row] ??= []);
    if (zero.test(character)) {
      row()[Math.max(0, this.#column - 1)] += character;
      return;
    }
    const width = wide.test(character) && !narrow.test(character) ? 2 : 1;
    if (this.#wrapsNext || this.#column + width > this.columns) {
      this.wraps++;
      this.#to(this.#row, 0);
      this.#lineFeed();
    }
    row()[this.#column] = character;
    if (width === 2) row()[this.#column + 1] = half;
    this.#wrapsNext = this.#column + width >= this.columns;
    this.#column = Math.min(this.#column + width, this.columns - 1);
  }

  #lineFeed(): void {
    this.#wrapsNext = false;
    if (this.#row < this.rows - 1) {
      this.#row++;
      return;
    }
    this.scrolled.push(lineOf(this.#cells.shift() ?? []));
    this.#cells.push([]);
  }

  #sequence(text: string): number {
    const found = /^\u001B\[([0-9;?]*)([A-Za-z])/.exec(text);
    if (found === null) {
      if (/^\u001B(?:\[[0-9;?]*)?$/.test(text)) return 0;
      throw new Error(`an unknown sequence: ${JSON.stringify(text.slice(0, 20))}`);
    }
    const [whole, parameters = "", letter = ""] = found;
    this.#act(letter, parameters);
    return whole.length;
  }

  #act(letter: string, parameters: string): void {
    const count = Math.max(1, Number.parseInt(parameters, 10) || 1);
    if (letter === "A") this.#to(this.#row - count, this.#column);
    else if (letter === "B") this.#to(this.#row + count, this.#column);
    else if (letter === "C") this.#to(this.#row, this.#column + count);
    else if (letter === "H" && parameters === "") this.#to(0, 0);
    else if (letter === "J" && parameters === "2") this.#cells = this.#cells.map(() => []);
    else if (letter === "J" && parameters === "") this.#eraseBelow();
    else if (letter === "m") this.style = parameters === "0" ? "" : `${this.style}${parameters};`;
    else if (parameters === "?2004") this.isPasteMarked = letter === "h";
    else throw new Error(`an unknown sequence: ESC[${parameters}${letter}`);
  }

  #eraseBelow(): void {
    this.#cells = this.#cells.map((row, index) =>
      index < this.#row ? row : index === this.#row ? row.slice(0, this.#column) : [],
    );
  }

  #to(row: number, column: number): void {
    this.#row = Math.min(Math.max(0, row), this.rows - 1);
    this.#column = Math.min(Math.max(0, column), this.columns - 1);
    this.#wrapsNext = false;
  }
}

function lineOf(row: readonly string[]): string {
  return Array.from(row, (cell: string | undefined) => cell ?? " ")
    .join("")
    .trimEnd();
}
