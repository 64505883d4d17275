import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { BacklotError, escapeControl, finding, limits } from "../../core/index.ts";
import type { CallSink } from "../../engine/host.ts";
import { CommandReply } from "./command-reply.ts";
import type { ArrivalRecord, ControlRecord } from "./control-line.ts";
import { readInvocation } from "./invocation.ts";
import { SlotPool } from "./pool.ts";
import type { ProcessTools } from "./process-tools.ts";
import { ShellChannel } from "./shell-channel.ts";
import { ShimWorld } from "./shim-world.ts";
import { findShell, findTools, type ShimTools } from "./tools.ts";

/** How often the processes behind calls under way are looked at, in milliseconds. */
const watchMs = 100;

/** What a host of command doubles needs. */
export interface ShimHostOptions {
  /** An existing folder that only its owner can enter; FIFOs and files of calls lie in it. */
  readonly folder: string;
  readonly processes: ProcessTools;
  /** Calls that can be under way at once; limits.shimSlots unless given. */
  readonly slots?: number | undefined;
  /** What stands after "#!"; the fastest shell there is unless given. */
  readonly shell?: string | undefined;
  /** Folder where Linux shows processes; null to do without. */
  readonly procFolder?: string | null | undefined;
}

/** What a world brings. */
export interface ShimWorldOptions {
  /** The world's existing folder. */
  readonly folder: string;
  readonly commands: readonly string[];
  readonly sink: CallSink;
}

/** Opens a host: worlds add their commands to it. */
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
  readonly #channels = new Map<number, ShellChannel>();
  #pool!: SlotPool;
  #lastWorld = 0;
  #watch: NodeJS.Timeout | undefined;

  private constructor(options: ShimHostOptions, shell: string, tools: ShimTools) {
    this.#options = options;
    this.#shell = shell;
    this.#tools = tools;
    const proc = options.procFolder === undefined ? "/proc" : (options.procFolder ?? undefined);
    this.#proc = proc !== undefined && existsSync(`${proc}/self/environ`) ? proc : undefined;
  }

  static async open(options: ShimHostOptions): Promise<ShimHost> {
    const shell = options.shell ?? findShell();
    const tools = findTools(options.processes);
    if (shell === undefined || tools === undefined) {
      throw new BacklotError([finding("no-shell", { what: "/bin/sh, mkfifo, cat or sleep is missing" })]);
    }
    const host = new ShimHost(options, shell, tools);
    host.#pool = await SlotPool.open({
      folder: options.folder,
      slots: options.slots ?? limits.shimSlots,
      mkfifo: tools.mkfifo,
      processes: options.processes,
      onRecord: (record) => host.#take(record),
    });
    return host;
  }

  /** Makes a world's folder of commands. */
  async addWorld(options: ShimWorldOptions): Promise<ShimWorld> {
    this.#lastWorld += 1;
    const number = this.#lastWorld;
    const binFolder = `${options.folder}/bin`;
    await mkdir(binFolder, { mode: 0o700 });
    await writeFile(`${binFolder}/.backlot-doubles`, "", { mode: 0o600 });
    const world = new ShimWorld(binFolder, options.sink, {
      shell: this.#shell,
      pool: this.#options.folder,
      serverPid: process.pid,
      world: number,
      slots: this.#options.slots ?? limits.shimSlots,
      descriptors: existsSync("/proc/self/fd") ? "/proc/self/fd" : "/dev/fd",
      sleep: this.#tools.sleep,
      writeEnvironment: this.#proc === undefined,
    });
    for (const command of options.commands) world.addCommand(command);
    this.#worlds.set(number, world);
    return world;
  }

  async close(): Promise<void> {
    clearInterval(this.#watch);
    await this.#pool.close("__bl_g 'its world was closed'");
  }

  #take(record: ControlRecord): void {
    if (record.kind === "crowded") void this.#pool.sweep((slot) => this.#channels.has(slot));
    else if (record.kind === "arrival") void this.#serve(record);
    else {
      const channel = this.#channels.get(record.slot);
      if (channel === undefined || channel.head.pid !== record.pid) return;
      channel.take(record);
      if (channel.free) this.#channels.delete(channel.slot);
    }
  }

  async #serve(record: ArrivalRecord): Promise<void> {
    const head = readInvocation(record, {
      proc: this.#proc,
      argumentFile: this.#pool.file("q", record.slot),
      environmentFile: this.#pool.file("e", record.slot),
    });
    const channel = new ShellChannel(record.slot, head, this.#pool, this.#tools);
    this.#channels.set(record.slot, channel);
    this.#watch ??= setInterval(() => void this.#look(), watchMs).unref();
    const reply = new CommandReply(channel);
    const world = this.#worlds.get(record.world);
    if (world === undefined) return reply.settle("its world was closed");
    try {
      await world.sink.accept({ head, input: channel.input(), reply, gone: channel.gone });
      await reply.settle();
    } catch (error) {
      await reply.settle(escapeControl(String(error)));
    }
  }

  async #look(): Promise<void> {
    const channels = [...this.#channels.values()];
    if (channels.length === 0) {
      clearInterval(this.#watch);
      this.#watch = undefined;
      return;
    }
    const facts = await this.#options.processes.inspect(channels.map(({ head }) => head.pid));
    for (const channel of channels) {
      if (facts.get(channel.head.pid)?.ended ?? true) {
        channel.end(true);
        if (this.#channels.get(channel.slot) === channel) this.#channels.delete(channel.slot);
      }
    }
  }
}
