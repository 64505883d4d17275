/**
 * Frames of a conversation between the Node client and the host: four bytes of length (big endian, type
 * and payload together), one byte of type, the payload.
 */

export const frameTypes = {
  // From the client.
  hello: 1,
  bytes: 2,
  end: 3,
  signal: 4,
  resize: 5,
  ended: 6,
  /** Bytes of a recorded stream. */
  keptStdin: 7,
  keptStdout: 8,
  keptStderr: 9,
  // From the host.
  stdout: 16,
  stderr: 17,
  /** Send what comes on standard input from now on. */
  read: 18,
  run: 19,
  exit: 20,
  die: 21,
  /** Payload "1": the terminal hands over keys as they are pressed. */
  raw: 22,
} as const;

export type FrameType = keyof typeof frameTypes;

export interface Frame {
  readonly type: FrameType;
  readonly payload: Buffer;
}

/** Bytes of a frame, type and payload: room for the largest environment and arguments Linux takes. */
export const frameBytesMax = 16 * 1024 * 1024;

const names = new Map(Object.entries(frameTypes).map(([name, code]) => [code as number, name as FrameType]));

/** The bytes of a frame. */
export function encodeFrame(type: FrameType, payload: Uint8Array | string = ""): Uint8Array {
  const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
  if (bytes.length + 1 > frameBytesMax) throw new RangeError(`a frame of ${bytes.length} bytes is too long`);
  const frame = new Uint8Array(5 + bytes.length);
  new DataView(frame.buffer).setUint32(0, bytes.length + 1);
  frame[4] = frameTypes[type];
  frame.set(bytes, 5);
  return frame;
}

/** Cuts a stream of bytes into frames. Throws on one that is too long, empty or of no known type. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0);

  push(chunk: Uint8Array): Frame[] {
    this.#rest = this.#rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#rest, chunk]);
    const frames: Frame[] = [];
    while (this.#rest.length >= 4) {
      const length = this.#rest.readUInt32BE(0);
      if (length === 0 || length > frameBytesMax) throw new RangeError(`a frame can't have ${length} bytes`);
      if (this.#rest.length < 4 + length) break;
      const type = names.get(this.#rest[4] as number);
      if (type === undefined) throw new RangeError(`unknown frame type ${this.#rest[4]}`);
      frames.push({ type, payload: this.#rest.subarray(5, 4 + length) });
      this.#rest = this.#rest.subarray(4 + length);
    }
    return frames;
  }
}
