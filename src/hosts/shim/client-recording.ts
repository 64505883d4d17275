import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import type { FrameType } from "./frames.ts";

/**
 * Milliseconds of silence after a program's end after which its output counts as complete though somebody
 * else still holds it: what it left running in the background.
 */
const silenceMs = 200;

/** The way to the host. */
export interface HostLine {
  readonly socket: Socket;
  readonly send: (type: FrameType, payload?: Uint8Array) => boolean;
}

/** Hands data on from one stream to another and copies it to the host; reads no faster than both take it. */
export function relay(from: Readable, to: Writable, type: FrameType, host: HostLine): void {
  const slow = new Set<Writable>();
  from.on("data", (chunk: Buffer) => {
    if (!host.send(type, chunk) && !host.socket.destroyed) slow.add(host.socket);
    if (!to.write(chunk)) slow.add(to);
    if (slow.size === 0) return;
    from.pause();
    for (const one of slow) {
      one.once("drain", () => {
        slow.delete(one);
        if (slow.size === 0) from.resume();
      });
    }
  });
}

/**
 * Calls back once a program has ended and what it wrote was read: when its streams have ended, or when
 * nothing comes any more.
 */
export function whenQuiet(child: ChildProcess, done: (code: number | null, by: string | null) => void): void {
  let ended: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const slow = child.stdout?.isPaused() === true || child.stderr?.isPaused() === true;
      if (slow) wait();
      else ended?.();
    }, silenceMs);
  };
  child.once("exit", (code, by) => {
    ended = () => {
      ended = undefined;
      clearTimeout(timer);
      done(code, by);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", wait);
    wait();
  });
  child.once("close", () => ended?.());
}
