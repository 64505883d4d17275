import { renameSync, writeFileSync } from "node:fs";
import { BacklotError, finding } from "../../core/index.ts";
import type { CallSink } from "../../engine/host.ts";
import { warmSlots } from "./pool.ts";
import { shimScript, type ScriptFacts } from "./script.ts";

/** The commands of one world. */
export class ShimWorld {
  /** To be put first on PATH. */
  readonly binFolder: string;
  readonly sink: CallSink;
  readonly #facts: Omit<ScriptFacts, "command" | "warmSlots">;

  constructor(binFolder: string, sink: CallSink, facts: Omit<ScriptFacts, "command" | "warmSlots">) {
    this.binFolder = binFolder;
    this.sink = sink;
    this.#facts = facts;
  }

  /** Doubles a command from now on; doing it twice changes nothing. */
  addCommand(name: string): void {
    checkCommandName(name);
    const facts = this.#facts;
    const text = shimScript({ ...facts, command: name, warmSlots: Math.min(warmSlots, facts.slots) });
    const temporary = `${this.binFolder}/.new`;
    writeFileSync(temporary, text, { mode: 0o500 });
    renameSync(temporary, `${this.binFolder}/${name}`);
  }
}

/** Throws when a name can't be that of a command in a folder. */
export function checkCommandName(name: string): void {
  if (/^(?!\.)[^/\\\u0000-\u001f\u007f]{1,100}$/u.test(name)) return;
  throw new BacklotError([
    finding("invalid-value", {
      what: `${JSON.stringify(name)} can't be the name of a command`,
      why: "A command is a file in the folder that comes first on PATH.",
      fix: "Use a name of up to 100 characters without slashes or control characters that does not begin with a dot.",
    }),
  ]);
}
