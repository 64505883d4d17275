/** Thrown into what is under way when nobody wants to hear of it any more. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

interface Letter<Content> {
  readonly content: Content;
  readonly resolve: () => void;
  readonly reject: (reason: Error) => void;
}

/** Brings what happens at several places into one order; each sender goes on when it was dealt with. */
export class Mailbox<Content> {
  readonly #letters: Letter<Content>[] = [];
  #wake: (() => void) | undefined;
  #isClosed = false;

  /** Resolves when it was dealt with. @throws Interrupted when that does not happen any more */
  post(content: Content): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Interrupted());
    return new Promise((resolve, reject) => {
      this.#letters.push({ content, resolve, reject });
      this.#wake?.();
    });
  }

  /** Deals with one letter after the other until that says it was the last. */
  async each(deal: (content: Content) => Promise<"more" | "over">): Promise<void> {
    try {
      for (;;) {
        const letter = this.#letters.shift();
        if (letter === undefined) {
          await new Promise<void>((resolve) => (this.#wake = resolve));
          continue;
        }
        const next = await deal(letter.content).finally(letter.resolve);
        if (next === "over") return;
      }
    } finally {
      this.#isClosed = true;
      for (const letter of this.#letters.splice(0)) letter.reject(new Interrupted());
    }
  }
}
