import type { ProgressRecord } from "./control-line.ts";
import type { ProcessTools } from "./process-tools.ts";
import type { ShellChannel } from "./shell-channel.ts";

/** How often the processes behind calls under way are looked at, in milliseconds. */
const watchMs = 100;

/** Milliseconds in which a shim that died may still be heard to have started a real program. */
const orphanMs = 2_000;

/**
 * Looks after the shims under way. A shim that was killed can't say so, and the host holds both ends of
 * every FIFO, so nothing but a look at the process tells.
 */
export class Watch {
  readonly #processes: ProcessTools;
  readonly #channels: () => readonly ShellChannel[];
  readonly #started = new WeakMap<ShellChannel, string>();
  /** Process ids of shims that died, by when they were found dead. */
  readonly #dead = new Map<number, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(processes: ProcessTools, channels: () => readonly ShellChannel[]) {
    this.#processes = processes;
    this.#channels = channels;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.#look(), watchMs).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** A real program said that it begins, for a shim that is no more: it ends as if it had heard in time. */
  orphan(record: ProgressRecord): void {
    const since = this.#dead.get(record.pid);
    if (since === undefined || performance.now() - since > orphanMs) return;
    this.#dead.delete(record.pid);
    void this.#end(record.value);
  }

  async #end(pid: number): Promise<void> {
    const facts = (await this.#processes.inspect([pid])).get(pid);
    if (facts !== undefined) await this.#processes.end([facts]);
  }

  async #look(): Promise<void> {
    const channels = this.#channels();
    if (channels.length === 0) return this.stop();
    const facts = await this.#processes.inspect(channels.map(({ head }) => head.pid));
    for (const channel of channels) {
      const now = facts.get(channel.head.pid);
      const before = this.#started.get(channel) ?? now?.startedAt;
      if (before !== undefined) this.#started.set(channel, before);
      if (now === undefined || now.ended || now.startedAt !== before) this.#bury(channel);
    }
  }

  #bury(channel: ShellChannel): void {
    const now = performance.now();
    for (const [pid, since] of this.#dead) if (now - since > orphanMs) this.#dead.delete(pid);
    this.#dead.set(channel.head.pid, now);
    channel.release(true);
  }
}
