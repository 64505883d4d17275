/**
 * Where each record of a log starts. Eight bytes a record, whatever the record's size: a log of a million
 * calls costs eight megabytes of memory.
 */
export class LogOffsets {
  #starts = new Float64Array(1024);
  #count = 0;
  #size = 0;

  /** Records. */
  get count(): number {
    return this.#count;
  }

  /** Bytes of all records. */
  get size(): number {
    return this.#size;
  }

  /** Adds a record of so many bytes, line end included. @returns where it starts */
  add(bytes: number): number {
    if (this.#count === this.#starts.length) {
      const larger = new Float64Array(this.#count * 2);
      larger.set(this.#starts);
      this.#starts = larger;
    }
    const start = this.#size;
    this.#starts[this.#count] = start;
    this.#count += 1;
    this.#size += bytes;
    return start;
  }

  /** The bytes that hold records from `first`, at most `count` of them. */
  range(first: number, count: number): { readonly start: number; readonly end: number } {
    const from = Math.min(Math.max(first, 0), this.#count);
    const to = Math.min(Math.max(from, first + count), this.#count);
    return { start: this.#startOf(from), end: this.#startOf(to) };
  }

  #startOf(record: number): number {
    return record < this.#count ? (this.#starts[record] as number) : this.#size;
  }
}
