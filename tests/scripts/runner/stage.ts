import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { eventually, type Program } from "./program.ts";

const repository = path.join(import.meta.dirname, "..", "..", "..");

/** What one script runs in: fresh folders, a small environment, and what its commands left behind. */
export class Stage {
  readonly work: string;
  readonly env: Record<string, string>;
  cwd: string;
  stdin = "";
  stdout = "";
  stderr = "";
  exit: number | undefined;
  readonly background = new Map<
    string,
    { readonly program: Program; readonly negated: boolean; killed: boolean }
  >();
  /** Replacements made in outputs before they are looked at. */
  readonly masks: [pattern: RegExp, text: string][] = [];
  readonly #root: string;

  constructor(files: ReadonlyMap<string, string>) {
    this.#root = realpathSync(mkdtempSync(path.join(tmpdir(), "script-")));
    const folder = (name: string): string => {
      const made = path.join(this.#root, name);
      mkdirSync(made);
      return made;
    };
    this.work = folder("work");
    this.cwd = this.work;
    const bin = folder("bin");
    writeFileSync(
      path.join(bin, "backlot"),
      `#!/bin/sh\nexec '${process.execPath}' '${path.join(repository, "dist/cli/main.js")}' "$@"\n`,
    );
    chmodSync(path.join(bin, "backlot"), 0o755);
    this.env = {
      WORK: this.work,
      HOME: folder("home"),
      TMPDIR: folder("tmp"),
      PATH: [bin, path.dirname(process.execPath), "/usr/local/bin", "/usr/bin", "/bin"].join(":"),
      LANG: "C.UTF-8",
      TZ: "UTC",
    };
    for (const [name, text] of files) {
      const file = this.file(name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** The absolute path of a file; scripts stay below $WORK, $HOME and $TMPDIR. */
  file(name: string): string {
    const file = path.resolve(this.cwd, name);
    if (!file.startsWith(this.#root)) throw new Error(`${name} is outside the script's folders`);
    return file;
  }

  /** A folder of examples/ in the repository. */
  example(name: string): string {
    return path.join(repository, "examples", path.basename(name));
  }

  /** Text without what differs from run to run: folders become $WORK, $HOME, $TMPDIR, masks are applied. */
  tidied(text: string): string {
    let result = text;
    for (const name of ["WORK", "HOME", "TMPDIR"])
      result = result.replaceAll(this.env[name] ?? "", `$${name}`);
    for (const [pattern, replacement] of this.masks) result = result.replaceAll(pattern, replacement);
    return result;
  }

  /**
   * Ends what runs and removes the folders.
   * @returns what backlot left in the temporary folder, where nothing may stay
   */
  async clear(): Promise<string[]> {
    for (const { program } of this.background.values()) program.killGroup();
    const left = (): string[] =>
      readdirSync(path.join(this.#root, "tmp")).filter((name) => name.startsWith("backlot"));
    // Whoever was killed is cleaned up after by others, which takes a moment.
    await eventually(5_000, () => left().length === 0);
    const leftovers = left();
    rmSync(this.#root, { recursive: true, force: true });
    return leftovers;
  }
}
