import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeFrame, frameBytesMax, FrameReader, frameTypes, type FrameType } from "./frames.ts";
import { readHello, readRunEnd, readSize } from "./messages.ts";

const types = Object.keys(frameTypes) as FrameType[];

describe("frames", () => {
  it("arrive as they were sent, however the bytes are cut", () => {
    const frames = fc.array(fc.tuple(fc.constantFrom(...types), fc.uint8Array({ maxLength: 200 })), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(frames, fc.integer({ min: 1, max: 50 }), (sent, step) => {
        const bytes = Buffer.concat(sent.map(([type, payload]) => encodeFrame(type, payload)));
        const reader = new FrameReader();
        const seen: [FrameType, Uint8Array][] = [];
        for (let at = 0; at < bytes.length; at += step) {
          for (const { type, payload } of reader.push(bytes.subarray(at, at + step)))
            seen.push([type, new Uint8Array(payload)]);
        }
        expect(seen).toEqual(sent);
      }),
    );
  });

  it("may be as long as the limit and not one byte longer", () => {
    const whole = encodeFrame("bytes", new Uint8Array(frameBytesMax - 1));
    expect(new FrameReader().push(whole)[0]?.payload).toHaveLength(frameBytesMax - 1);
    expect(() => encodeFrame("bytes", new Uint8Array(frameBytesMax))).toThrow(RangeError);
    const head = Buffer.alloc(5);
    head.writeUInt32BE(frameBytesMax + 1);
    expect(() => new FrameReader().push(head)).toThrow(RangeError);
  });

  it("are refused when empty or of no known type", () => {
    expect(() => new FrameReader().push(new Uint8Array(4))).toThrow(RangeError);
    expect(() => new FrameReader().push(new Uint8Array([0, 0, 0, 1, 99]))).toThrow(/unknown frame type 99/);
  });
});

describe("messages", () => {
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const invocation = { world: 1, pid: 2, kinds: "npp", command: "git", args: "", env: "", cwd: "Lw==" };

  it("are read", () => {
    expect(readHello(json({ slot: 3, pid: 4 }))).toEqual({ slot: 3, pid: 4 });
    expect(readHello(json(invocation))).toEqual(invocation);
    expect(readSize(json({ columns: 80, rows: 24 }))).toEqual({ columns: 80, rows: 24 });
    expect(readRunEnd(json({ exitCode: null, signal: "SIGTERM" }))).toEqual({
      exitCode: null,
      signal: "SIGTERM",
    });
    expect(readRunEnd(json({ exitCode: 3, signal: null }))).toEqual({ exitCode: 3, signal: null });
    const partial = { exitCode: 0, signal: null, stdinPartial: true };
    expect(readRunEnd(json(partial))).toEqual(partial);
  });

  it.each([
    null,
    1,
    "x",
    {},
    { slot: "1", pid: 2 },
    { slot: 1 },
    { slot: -1, pid: 2 },
    { slot: 1.5, pid: 2 },
    { ...invocation, args: 1 },
    { ...invocation, world: null },
  ])("are refused when they are something else: %j", (value) => {
    expect(() => readHello(json(value))).toThrow(TypeError);
  });

  it("are refused when they are no JSON", () => {
    expect(() => readSize(Buffer.from("{"))).toThrow(SyntaxError);
  });
});
