import { concatBytes, type RecordedStreams } from "../../core/index.ts";

type StreamName = RecordedStreams["cut"][number];

interface KeptChunk {
  readonly stream: StreamName;
  readonly bytes: Uint8Array;
  readonly atMs: number;
}

/** Keeps what goes through the streams of a real program, up to a limit for each of them. */
export class KeptStreams {
  readonly #bytesMax: number;
  readonly #chunks: KeptChunk[] = [];
  readonly #kept: Record<StreamName, number> = { stdin: 0, stdout: 0, stderr: 0 };
  readonly #cut = new Set<StreamName>();
  #start = performance.now();

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Times count from now on. */
  begin(): void {
    this.#start = performance.now();
  }

  /** Bytes that came now. They must not be changed afterwards. */
  keep(stream: StreamName, bytes: Uint8Array): void {
    const room = this.#bytesMax - this.#kept[stream];
    if (bytes.length > room) this.#cut.add(stream);
    const part = bytes.length > room ? bytes.subarray(0, room) : bytes;
    if (part.length === 0) return;
    this.#kept[stream] += part.length;
    this.#chunks.push({ stream, bytes: part, atMs: performance.now() - this.#start });
  }

  /**
   * What was kept until now.
   * @param durationMs how long the program ran: what was on its way at its end did not come later
   */
  streams(durationMs: number): RecordedStreams {
    const whole = (name: StreamName): Uint8Array =>
      concatBytes(this.#chunks.filter(({ stream }) => stream === name).map(({ bytes }) => bytes));
    const [stdin, stdout, stderr] = [whole("stdin"), whole("stdout"), whole("stderr")];
    const at = { stdout: 0, stderr: 0 };
    // The chunks are views of the whole, so that output is not held twice.
    const chunks = this.#chunks.flatMap(({ stream, bytes, atMs }) => {
      if (stream === "stdin") return [];
      const from = at[stream];
      at[stream] += bytes.length;
      return [
        {
          stream,
          bytes: { stdout, stderr }[stream].subarray(from, at[stream]),
          atMs: Math.min(atMs, durationMs),
        },
      ];
    });
    const cut = (["stdin", "stdout", "stderr"] as const).filter((name) => this.#cut.has(name));
    return { stdin, stdout, stderr, chunks, cut };
  }
}
