import { limits, utf8, type Reply } from "../../../../core/index.ts";
import { itemLines, type Item } from "../item.ts";
import type { Frame, Line, Size } from "./line.ts";
import { opening, paint } from "./paint.ts";

/** The terminal's screen: what was printed on it, and the frame below that. */
export class Screen {
  readonly #reply: Reply;
  readonly #colours: boolean;
  #items: Item[] = [];
  #fresh: Item[] = [];
  #frame: Frame | null = null;
  #isOpen = false;
  #isStale = false;

  constructor(reply: Reply, colours: boolean) {
    this.#reply = reply;
    this.#colours = colours;
  }

  /** Prints an item above the frame when it is drawn next. */
  print(item: Item): void {
    this.#items.push(item);
    this.#fresh.push(item);
    if (this.#items.length > limits.redrawnParts) this.#items.shift();
  }

  /** Forgets what was printed. */
  forget(): void {
    this.#items = [];
    this.#fresh = [];
  }

  /** What is on the screen is not where it was drawn any more: all of it is drawn again next time. */
  invalidate(): void {
    this.#isStale = true;
  }

  /** Shows a frame below what was printed. */
  async draw(frame: Frame, size: Size): Promise<void> {
    const start = this.#isOpen ? "" : opening;
    this.#isOpen = true;
    await this.#write(start, frame, size);
  }

  /** Takes the frame away; what was printed stays, and the cursor stands below it. */
  async close(size: Size): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#write("", null, size);
  }

  async #write(start: string, frame: Frame | null, size: Size): Promise<void> {
    const fresh = (): Line[] => this.#fresh.flatMap((item) => itemLines(item, size.columns));
    const printed = this.#isStale ? this.#last(size, frame?.lines.length ?? 1) : fresh();
    const text = paint(this.#frame, { printed, frame, anew: this.#isStale, colours: this.#colours });
    this.#frame = frame;
    this.#fresh = [];
    this.#isStale = false;
    const bytes = utf8(start + text);
    if (bytes.length > 0) await this.#reply.bytes(bytes);
  }

  /** The last rows of what was printed, as many as fit above a frame. */
  #last({ columns, rows }: Size, taken: number): Line[] {
    const room = Math.max(0, rows - taken);
    const lines: Line[] = [];
    for (let index = this.#items.length - 1; index >= 0 && lines.length < room; index--)
      lines.unshift(...itemLines(this.#items[index] as Item, columns));
    return room === 0 ? [] : lines.slice(-room);
  }
}
