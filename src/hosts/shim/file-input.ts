import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from "node:fs";

/** Bytes read in one go. */
const readBytes = 256 * 1024;

/**
 * A regular file on a program's standard input. The program gets the file itself, whose position it shares
 * with whoever else reads there; a relay would take what is meant for the next program.
 */
export class FileInput {
  readonly #position: () => number | undefined;
  readonly #descriptor: number;
  readonly #from: number;

  private constructor(position: () => number | undefined, descriptor: number, from: number) {
    this.#position = position;
    this.#descriptor = descriptor;
    this.#from = from;
  }

  /**
   * Looks where a process stands in its input; undefined when that can't be seen or the file can't be read.
   * @param descriptor by which the process holds its input: a shell moves its standard input about
   */
  static open(proc: string | undefined, pid: number, descriptor: number): FileInput | undefined {
    if (proc === undefined) return undefined;
    const position = (): number | undefined => {
      try {
        const found = /^pos:\s*(\d+)/m.exec(
          readFileSync(`${proc}/${pid}/fdinfo/${descriptor}`, "latin1"),
        )?.[1];
        return found === undefined ? undefined : Number(found);
      } catch {
        return undefined;
      }
    };
    const from = position();
    if (from === undefined) return undefined;
    try {
      return new FileInput(position, openSync(`${proc}/${pid}/fd/${descriptor}`, constants.O_RDONLY), from);
    } catch {
      return undefined;
    }
  }

  /**
   * Hands over what the program was given: nothing when it took nothing, else all from where it began up to
   * the end of the file, since that is what a double that reads standard input gets.
   */
  take(keep: (bytes: Uint8Array) => void, bytesMax: number): void {
    if (this.#position() === this.#from) return;
    // One byte more than is kept tells that there was more.
    for (let at = this.#from; at <= this.#from + bytesMax;) {
      const buffer = new Uint8Array(readBytes);
      const size = readSync(this.#descriptor, buffer, 0, readBytes, at);
      if (size === 0) return;
      keep(buffer.subarray(0, size));
      at += size;
    }
  }

  /** What nobody has read of it yet. */
  rest(): Uint8Array {
    const from = this.#position();
    const bytes = new Uint8Array(Math.max(0, fstatSync(this.#descriptor).size - (from ?? Infinity)));
    return bytes.subarray(0, readSync(this.#descriptor, bytes, 0, bytes.length, from ?? 0));
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
