import { expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import { KeptStreams } from "./kept-streams.ts";

test("a stream is kept up to limits.recordedStreamBytes and marked as cut one byte past it", () => {
  const kept = new KeptStreams(limits.recordedStreamBytes);
  kept.keep("stdout", new Uint8Array(limits.recordedStreamBytes));
  expect(kept.streams(1)).toMatchObject({ cut: [] });
  kept.keep("stdout", new Uint8Array(1));
  kept.keep("stderr", new Uint8Array(1));
  const { stdout, stderr, cut } = kept.streams(1);
  expect([stdout.length, stderr.length, cut]).toEqual([limits.recordedStreamBytes, 1, ["stdout"]]);
});

test("chunks come in their order, none later than the end, and hold no second copy", () => {
  const kept = new KeptStreams(100);
  kept.begin();
  kept.keep("stdout", Uint8Array.of(1, 2));
  kept.keep("stdin", Uint8Array.of(9));
  kept.keep("stderr", Uint8Array.of(3));
  kept.keep("stdout", Uint8Array.of(4));
  const { stdin, stdout, stderr, chunks } = kept.streams(0);
  expect([[...stdin], [...stdout], [...stderr]]).toEqual([[9], [1, 2, 4], [3]]);
  expect(chunks.map(({ stream, bytes, atMs }) => [stream, [...bytes], atMs])).toEqual([
    ["stdout", [1, 2], 0],
    ["stderr", [3], 0],
    ["stdout", [4], 0],
  ]);
  expect(chunks[0]?.bytes.buffer).toBe(stdout.buffer);
});
