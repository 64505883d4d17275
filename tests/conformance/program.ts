import { setImmediate as nextTurn } from "node:timers/promises";
import type { AbortSignalLike, CallHead, CallInput } from "../../src/core/index.ts";
import type { Arrival } from "../../src/engine/index.ts";
import { RecordedReply, type Fault } from "./recorded-reply.ts";
import type { Conversation, Step } from "./subject.ts";

/** How a conversation is bent. */
export interface Bend {
  /** The program leaves after so many steps. */
  readonly leavesAfter?: number;
  /** Every byte comes alone. */
  readonly inSingleBytes?: boolean;
  readonly fault?: Fault;
}

/** Turns of the event loop that a program gives a double to take its input before it goes on anyway. */
const turns = 20;

/** The program's side of one call: gives the steps of a conversation as input and writes the answer down. */
export class Program implements Arrival {
  readonly head: CallHead;
  readonly input: AsyncIterable<CallInput>;
  readonly reply: RecordedReply;
  readonly gone: AbortSignalLike;
  private readonly steps: readonly Step[];
  private readonly queue: CallInput[] = [];
  private readonly left = new AbortController();
  private readonly waiting: (() => void)[] = [];

  constructor({ head, steps }: Conversation, bend: Bend = {}) {
    this.head = head;
    this.steps = bent(steps, bend);
    this.gone = this.left.signal;
    this.input = { [Symbol.asyncIterator]: () => this.read() };
    this.reply = new RecordedReply(head.protocol, bend.fault, () => this.changed());
  }

  /** Does what the program does; ends when it has nothing more to do or its answer has. */
  async act(): Promise<void> {
    for (const step of this.steps) {
      if (this.reply.closed) return;
      if (step.kind === "after") await this.answered(step.text);
      else {
        this.queue.push(step);
        if (step.kind === "gone") this.leave();
        this.changed();
        for (let turn = 0; turn < turns && this.queue.length > 0; turn += 1) await nextTurn();
      }
    }
  }

  private async *read(): AsyncGenerator<CallInput, void> {
    while (!this.reply.closed) {
      const item = this.queue.shift();
      if (item === undefined) await this.change();
      else {
        yield item;
        if (item.kind === "gone") return;
      }
    }
  }

  private async answered(text: string): Promise<void> {
    while (!this.reply.text.includes(text) && !this.reply.closed) await this.change();
  }

  private leave(): void {
    this.reply.leave();
    this.left.abort();
  }

  private changed(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }

  private change(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
    });
  }
}

function bent(steps: readonly Step[], bend: Bend): Step[] {
  const kept = bend.leavesAfter === undefined ? steps : steps.slice(0, bend.leavesAfter);
  const pieces = bend.inSingleBytes === true ? kept.flatMap(singleBytes) : [...kept];
  const leaves = bend.leavesAfter !== undefined && pieces.at(-1)?.kind !== "gone";
  return leaves ? [...pieces, { kind: "gone" }] : pieces;
}

function singleBytes(step: Step): Step[] {
  if (step.kind !== "bytes") return [step];
  return Array.from(step.bytes, (byte) => ({ kind: "bytes", bytes: Uint8Array.of(byte) }));
}
