import { linkFile, makePrivateFolder, putFile } from "../../disk/index.ts";
import type { CallSink } from "../../engine/index.ts";
import { checkCommandName } from "./command-name.ts";
import type { UnknownCommands } from "./unknown-commands.ts";
import { nodeScript, shimScript, type ScriptFacts } from "./script.ts";
import { markerName } from "./tools.ts";

/** What a world brings. */
export interface ShimWorldOptions {
  /** The world's existing folder. */
  readonly folder: string;
  readonly commands: readonly string[];
  readonly sink: CallSink;
  /**
   * Its programs find doubled commands only: whatever else lies on this PATH is a double too, which nobody has
   * declared. Real programs that calls are passed through to are sought on it. Absent: doubled commands
   * merely come first.
   */
  readonly sealedPath?: string | undefined;
}

/** What the host gives a world. */
export interface ShimWorldContext {
  readonly world: number;
  readonly facts: Omit<ScriptFacts, "world">;
  /** Doubles of what nobody declared; undefined where there is no shell. */
  readonly unknown: UnknownCommands;
  /** Set where there is no shell. */
  readonly node: { readonly clientPath: string; readonly socketPath: string } | undefined;
  readonly registerPath: ((path: string) => void) | undefined;
  readonly onClose: () => Promise<void>;
}

/** The commands of one world. */
export class ShimWorld {
  /** To be put first on PATH. */
  readonly binFolder: string;
  /** Where whatever is not doubled is refused; undefined when it is not, or where there is no shell. */
  readonly unknownFolder: string | undefined;
  /** PATH on which real programs are sought besides the caller's. */
  readonly sealedPath: string | undefined;
  readonly sink: CallSink;
  readonly #context: ShimWorldContext;

  private constructor(options: ShimWorldOptions, context: ShimWorldContext) {
    const { folder, sink, sealedPath } = options;
    this.binFolder = `${folder}/bin`;
    this.sealedPath = sealedPath;
    this.unknownFolder =
      sealedPath === undefined || context.node !== undefined
        ? undefined
        : context.unknown.give(folder, context.world, sealedPath);
    this.sink = sink;
    this.#context = context;
  }

  /**
   * The PATH for its programs.
   * @param inherited the PATH that they would have; without effect where only doubled commands exist
   */
  path(inherited: string): string {
    if (this.sealedPath === undefined) return `${this.binFolder}:${inherited}`;
    return this.unknownFolder === undefined ? this.binFolder : `${this.binFolder}:${this.unknownFolder}`;
  }

  /** @internal Worlds are made by ShimHost.addWorld. */
  static create(options: ShimWorldOptions, context: ShimWorldContext): ShimWorld {
    for (const command of options.commands) checkCommandName(command);
    const binFolder = `${options.folder}/bin`;
    context.registerPath?.(binFolder);
    makePrivateFolder(binFolder);
    const { facts, node, world: number } = context;
    const text =
      node === undefined ? shimScript({ ...facts, world: number }) : nodeScript({ ...node, world: number });
    putFile(`${binFolder}/${markerName}`, text, 0o500);
    const world = new ShimWorld(options, context);
    for (const command of options.commands) world.addCommand(command);
    return world;
  }

  /** Doubles a command from now on; doing it twice changes nothing. Throws when it can't be a name. */
  addCommand(name: string): void {
    checkCommandName(name);
    linkFile(`${this.binFolder}/${markerName}`, `${this.binFolder}/${name}`);
  }

  /**
   * Ends the calls under way, with an error text. The commands stay where they are and refuse: if they
   * went, programs that are still there would find the real ones.
   */
  close(): Promise<void> {
    return this.#context.onClose();
  }
}
