import type { Socket } from "node:net";
import { limits } from "../../core/index.ts";
import { lookAtPeer } from "./peer.ts";
import { sendWaiting } from "./send-together.ts";

/** A call that a connection carries. */
export interface Carried {
  /** Whether the whole request has arrived. */
  readonly complete: boolean;
  /** Whether an answer is under way. */
  readonly begun: boolean;
  /** Told when the client has left before the call was over. */
  leave(): void;
  /** Calls back when the answer has been handed to the system. */
  whenSent(sent: () => void): void;
}

/** Looks in a row at the system's table that must miss a client before it counts as gone. */
const missedLooksMax = 3;

/** One TCP connection and the calls under way on it: several when requests are pipelined. */
export class Connection {
  readonly socket: Socket;
  /** Nothing that still arrives is a call: this side has ended the connection, or is about to. */
  closing = false;
  private readonly carried = new Set<Carried>();
  private watch: NodeJS.Timeout | undefined;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("close", () => {
      clearInterval(this.watch);
      this.closing = true;
      for (const call of this.carried) call.leave();
      this.carried.clear();
    });
    socket.on("end", () => {
      if (!this.idle) this.watchPeer();
    });
  }

  get idle(): boolean {
    return this.carried.size === 0;
  }

  add(call: Carried): void {
    this.carried.add(call);
  }

  delete(call: Carried): void {
    this.carried.delete(call);
  }

  /** Ends this side; what the client still sends is read and dropped until it ends its side too. */
  finish(): void {
    this.closing = true;
    this.uncork();
    this.socket.end();
  }

  /** Resets the connection: the client sees ECONNRESET. */
  reset(): void {
    this.closing = true;
    this.uncork();
    // socket.resetAndDestroy() ends the connection first, so that many clients see a clean end before the
    // reset. The mark it sets for itself makes destroy() reset at once.
    Object.assign(this.socket, { resetAndClosing: true });
    this.socket.destroy();
  }

  /**
   * Says that what arrived can't be read and ends the connection. Calls that arrived whole before it get
   * their answers first; one whose body broke off never gets one.
   */
  refuse(words: Uint8Array): void {
    if (this.closing) return;
    this.closing = true;
    // What was answered before goes out before what is said here.
    sendWaiting();
    let unsent = 0;
    const sent = (): void => {
      unsent -= 1;
      if (unsent === 0) this.socket.end(words);
    };
    for (const call of this.carried) {
      if (call.complete) {
        unsent += 1;
        call.whenSent(sent);
      } else {
        this.carried.delete(call);
        const { begun } = call;
        call.leave();
        if (begun) this.socket.destroy();
      }
    }
    if (unsent === 0) this.socket.end(words);
  }

  /** The client sends no more. Either it waits for its answer or it has left; only the latter ends calls. */
  private watchPeer(): void {
    const started = performance.now();
    let missed = 0;
    const look = async (): Promise<void> => {
      const peer = await lookAtPeer(this.socket);
      // The table is read page by page while sockets come and go, so a busy machine may hide one line once.
      missed = peer === "gone" ? missed + 1 : 0;
      const patience = performance.now() - started > limits.halfClosedMs;
      if (this.idle) clearInterval(this.watch);
      else if (missed >= missedLooksMax || (peer === "unknown" && patience)) this.socket.destroy();
    };
    this.watch = setInterval(() => void look(), limits.peerCheckMs);
    void look();
  }

  /** Node gathers writes until the next tick; what a call wrote is to arrive before its end. */
  private uncork(): void {
    while (this.socket.writableCorked > 0) this.socket.uncork();
  }
}
