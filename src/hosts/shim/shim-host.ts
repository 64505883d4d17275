import { existsSync } from "node:fs";
import { BacklotError, escapeControl, finding, limits } from "../../core/index.ts";
import type { Channel } from "./channel.ts";
import { ClientChannel } from "./client-channel.ts";
import type { ArrivalRecord, ControlRecord } from "./control-line.ts";
import { Conversations, type Caller } from "./conversations.ts";
import { invocationOf, readInvocation } from "./invocation.ts";
import { probeLaunchers, type Launchers } from "./launcher.ts";
import { PipeStock } from "./pipe-stock.ts";
import { SlotPool, warmSlots } from "./pool.ts";
import type { ProcessTools } from "./process-tools.ts";
import { ShellChannel } from "./shell-channel.ts";
import type { ShellContext } from "./shell-context.ts";
import type { ScriptFacts } from "./script.ts";
import { shellQuote } from "./shell-text.ts";
import { ShimCall } from "./shim-call.ts";
import { ShimWorld, type ShimWorldOptions } from "./shim-world.ts";
import { findShell, findTools, noShell, type ShimTools } from "./tools.ts";
import { UnknownCommands } from "./unknown-commands.ts";
import { Watch } from "./watch.ts";

/** What a host of command doubles needs. */
export interface ShimHostOptions {
  /** An existing folder that only its owner can enter (0700): FIFOs and files of calls lie in it. */
  readonly folder: string;
  readonly processes: ProcessTools;
  /** Absolute path of the built client.ts; without it no call can be attached to. */
  readonly clientPath?: string | undefined;
  /** "node" makes every double the Node client: for systems without a shell. */
  readonly mode?: "shell" | "node" | undefined;
  /** Calls that can be under way at once; limits.shimSlots unless given. */
  readonly slots?: number | undefined;
  /** What stands after "#!"; the fastest shell there is unless given. */
  readonly shell?: string | undefined;
  /** Folder where Linux shows processes, "/proc"; null to do without. */
  readonly procFolder?: string | null | undefined;
  /** Bytes of standard input that a double may read; limits.stdinBytes unless given. */
  readonly stdinBytesMax?: number | undefined;
  /** Bytes that are kept of each stream of a recorded run; limits.recordedStreamBytes unless given. */
  readonly recordedBytesMax?: number | undefined;
  /** Told of every path before it is made, so that it can be removed if this process is killed. */
  readonly registerPath?: ((path: string) => void) | undefined;
}

/** Opens a host: worlds add their commands to it. Rejects with a BacklotError: `no-shell`, `temp-folder`. */
export function openShimHost(options: ShimHostOptions): Promise<ShimHost> {
  return ShimHost.open(options);
}

/** All command doubles of this process: one pool of FIFOs, one folder of commands for each world. */
export class ShimHost {
  readonly #options: ShimHostOptions;
  readonly #tools: ShimTools;
  readonly #shell: string;
  readonly #proc: string | undefined;
  readonly #worlds = new Map<number, ShimWorld>();
  readonly #calls = new Set<ShimCall>();
  readonly #channels = new Map<number, ShellChannel>();
  readonly #conversations: Conversations;
  readonly #watch: Watch;
  readonly #stock: PipeStock;
  #pool!: SlotPool;
  #unknown: UnknownCommands | undefined;
  #launchers: Promise<Launchers> | undefined;
  #lastWorld = 0;

  private constructor(options: ShimHostOptions, shell: string, tools: ShimTools) {
    this.#options = options;
    this.#shell = shell;
    this.#tools = tools;
    const proc = options.procFolder === undefined ? "/proc" : options.procFolder;
    this.#proc = proc !== null && existsSync(`${proc}/self/environ`) ? proc : undefined;
    this.#conversations = new Conversations(options.folder, (caller) => this.#welcome(caller));
    this.#stock = new PipeStock(options.folder, tools.mkfifo);
    this.#watch = new Watch(options.processes, () => [...this.#channels.values()]);
  }

  static async open(options: ShimHostOptions): Promise<ShimHost> {
    const shell = options.shell ?? findShell();
    const tools = findTools(options.processes);
    if (shell === undefined || tools === undefined) throw noShell();
    const host = new ShimHost(options, shell, tools);
    try {
      host.#pool = await SlotPool.open({
        folder: options.folder,
        slots: host.#slots,
        mkfifo: tools.mkfifo,
        processes: options.processes,
        onRecord: (record) => host.#take(record),
      });
    } catch (error) {
      throw new BacklotError([
        finding("temp-folder", { what: `no FIFOs in ${options.folder}: ${String(error)}` }),
      ]);
    }
    if (options.mode === "node") await host.#conversations.open();
    return host;
  }

  get #slots(): number {
    return this.#options.slots ?? limits.shimSlots;
  }

  /** Makes a world's folder of commands. Throws a BacklotError `invalid-value` for a name that can't be one. */
  addWorld(options: ShimWorldOptions): ShimWorld {
    this.#lastWorld += 1;
    const number = this.#lastWorld;
    const { clientPath = "" } = this.#options;
    const facts = this.#scriptFacts();
    const world = ShimWorld.create(options, {
      registerPath: this.#options.registerPath,
      node: this.#options.mode === "node" ? { clientPath, socketPath: this.#conversations.path } : undefined,
      world: number,
      facts,
      unknown: (this.#unknown ??= new UnknownCommands(this.#options.folder, facts)),
      onClose: async () => {
        this.#worlds.delete(number);
        await this.#abandon([...this.#calls].filter((call) => call.world === number));
      },
    });
    this.#worlds.set(number, world);
    return world;
  }

  #scriptFacts(): Omit<ScriptFacts, "world"> {
    return {
      shell: this.#shell,
      pool: this.#options.folder,
      serverPid: process.pid,
      slots: this.#slots,
      warmSlots: Math.min(warmSlots, this.#slots),
      descriptors: existsSync("/proc/self/fd") ? "/proc/self/fd" : "/dev/fd",
      sleep: this.#tools.sleep,
      writeEnvironment: this.#proc === undefined,
    };
  }

  /** Ends every call that is under way, with an error text, and removes the FIFOs. */
  async close(): Promise<void> {
    this.#worlds.clear();
    await this.#abandon([...this.#calls]);
    this.#watch.stop();
    await this.#stock.close();
    await this.#pool.close();
    for (const channel of this.#channels.values()) channel.release(true);
    await this.#conversations.close();
  }

  async #abandon(calls: readonly ShimCall[]): Promise<void> {
    const released = Promise.all(
      calls.map(async (call) => {
        await call.abandon("its world was closed");
        await call.over;
      }),
    );
    const deadline = new Promise((resolve) => setTimeout(resolve, 2_000).unref());
    await Promise.race([released, deadline]);
  }

  #take(record: ControlRecord): void {
    if (record.kind === "crowded") void this.#pool.relieve((slot) => this.#channels.has(slot));
    else if (record.kind === "arrival") this.#arrive(record);
    else {
      const channel = this.#channels.get(record.slot);
      if (channel?.head.pid === record.pid) channel.take(record);
      else if (record.kind === "started") this.#watch.orphan(record);
    }
  }

  #arrive(record: ArrivalRecord): void {
    const before = this.#channels.get(record.slot);
    if (record.slot >= this.#slots || before?.head.pid === record.pid) return;
    if (!this.#worlds.has(record.world) && !this.#pool.holds(record.slot, record.pid)) return;
    before?.release(true);
    if (!this.#pool.connect(record.slot)) return;
    const head = readInvocation(record, {
      proc: this.#proc,
      wordFile: this.#pool.file("q", record.slot),
      environmentFile: this.#pool.file("e", record.slot),
    });
    const call = this.#newCall(head, record.world);
    const channel = new ShellChannel(record.slot, head, this.#shellContext(), (died) => {
      this.#channels.delete(record.slot);
      if (call.channel === channel) this.#over(call, died);
    });
    call.use(channel);
    this.#channels.set(record.slot, channel);
    this.#watch.start();
    void this.#serve(call);
  }

  #shellContext(): ShellContext {
    return {
      pool: this.#pool,
      tools: this.#tools,
      shell: this.#shell,
      processes: this.#options.processes,
      proc: this.#proc,
      stdinBytesMax: this.#options.stdinBytesMax ?? limits.stdinBytes,
      stock: this.#stock,
      recordedBytesMax: this.#options.recordedBytesMax ?? limits.recordedStreamBytes,
      launchers: () => (this.#launchers ??= probeLaunchers(this.#tools)),
    };
  }

  /** A client that stands for a command itself. */
  #welcome(caller: Caller): void {
    const { head, world } = invocationOf(caller.hello);
    const call = this.#newCall(head, world);
    this.#useClient(call, caller);
    void this.#serve(call);
  }

  #newCall(head: ShimCall["head"], world: number): ShimCall {
    const call = new ShimCall(head, world, {
      processes: this.#options.processes,
      sealedPath: this.#worlds.get(world)?.sealedPath,
      converse: (one, raw) => this.#converse(one, raw),
    });
    this.#calls.add(call);
    return call;
  }

  #over(call: ShimCall, early: boolean): void {
    this.#calls.delete(call);
    call.ended(early);
  }

  #useClient(call: ShimCall, caller: Caller): ClientChannel {
    const channel = new ClientChannel(call.head, caller.socket, this.#shellContext(), (early) =>
      this.#over(call, early),
    );
    caller.listen((frame) => channel.take(frame));
    call.use(channel);
    return channel;
  }

  async #serve(call: ShimCall): Promise<void> {
    const world = this.#worlds.get(call.world);
    if (world === undefined) return call.abandon("its world was closed");
    try {
      await world.sink.accept(call.arrival());
      await call.reply.settle();
    } catch (error) {
      await call.reply.abandon(escapeControl(String(error)));
    }
  }

  /** Turns the shim of a call into the Node client. */
  async #converse(call: ShimCall, raw: boolean): Promise<void> {
    const shell: Channel = call.channel;
    if (shell instanceof ShellChannel) {
      const { clientPath } = this.#options;
      if (clientPath === undefined) throw new TypeError("the host was opened without clientPath");
      await this.#conversations.open();
      const { slot, head } = shell;
      const arrived = this.#conversations.expect(slot, head.pid, call.gone, (caller) => {
        const channel = this.#useClient(call, caller);
        shell.release(false);
        return channel;
      });
      // What steers Node is meant for the program under test.
      const unset = Object.keys(head.env).filter((name) => /^NODE_[A-Za-z0-9_]*$/.test(name));
      const words = [process.execPath, clientPath, "attach", this.#conversations.path];
      const start = `exec ${words.map((word) => shellQuote(word)).join(" ")} ${slot} $$ 8>&- 9<&-`;
      await shell.send(unset.length === 0 ? start : `unset ${unset.join(" ")};${start}`);
      await arrived;
    }
    if (raw && call.channel instanceof ClientChannel) await call.channel.setRaw(true);
  }
}
