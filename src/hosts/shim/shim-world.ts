import { BacklotError, finding } from "../../core/index.ts";
import { linkFile, makePrivateFolder, putFile } from "../../disk/index.ts";
import type { CallSink } from "../../engine/index.ts";
import { warmSlots } from "./pool.ts";
import { nodeScript, shimScript, type ScriptFacts } from "./script.ts";
import { markerName } from "./tools.ts";

/** What a world brings. */
export interface ShimWorldOptions {
  /** The world's existing folder. */
  readonly folder: string;
  readonly commands: readonly string[];
  readonly sink: CallSink;
}

/** What the host gives a world. */
export interface ShimWorldContext {
  readonly facts: Omit<ScriptFacts, "warmSlots">;
  /** Set where there is no shell. */
  readonly node: { readonly clientPath: string; readonly socketPath: string } | undefined;
  readonly registerPath: ((path: string) => void) | undefined;
  readonly onClose: () => Promise<void>;
}

/** The commands of one world. */
export class ShimWorld {
  /** To be put first on PATH. */
  readonly binFolder: string;
  readonly sink: CallSink;
  readonly #context: ShimWorldContext;

  private constructor(binFolder: string, sink: CallSink, context: ShimWorldContext) {
    this.binFolder = binFolder;
    this.sink = sink;
    this.#context = context;
  }

  /** @internal Worlds are made by ShimHost.addWorld. */
  static create(options: ShimWorldOptions, context: ShimWorldContext): ShimWorld {
    for (const command of options.commands) checkCommandName(command);
    const binFolder = `${options.folder}/bin`;
    context.registerPath?.(binFolder);
    makePrivateFolder(binFolder);
    const { facts, node } = context;
    const text =
      node === undefined
        ? shimScript({ ...facts, warmSlots: Math.min(warmSlots, facts.slots) })
        : nodeScript({ ...node, world: facts.world });
    putFile(`${binFolder}/${markerName}`, text, 0o500);
    const world = new ShimWorld(binFolder, options.sink, context);
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

/** Throws when a name can't be that of a command in a folder. */
function checkCommandName(name: string): void {
  if (/^(?!\.)[^/\\\u0000-\u001f\u007f]{1,100}$/u.test(name)) return;
  throw new BacklotError([
    finding("invalid-value", {
      what: `${JSON.stringify(name)} can't be the name of a command`,
      why: "A command is a file in the folder that comes first on PATH.",
      fix: "Use up to 100 characters, no slashes or control characters, and no dot at the beginning.",
    }),
  ]);
}
