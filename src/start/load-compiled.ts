import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { constants, Script } from "node:vm";
import { openCodeCache } from "../disk/index.ts";

/** What a file of CommonJS is called with. */
type Wrapped = (
  exports: unknown,
  require: (id: string) => unknown,
  module: { exports: unknown },
  filename: string,
  dirname: string,
) => void;

/** A program's built files, loaded with what V8 made of them in an earlier process. */
export interface CompiledParts {
  /** Loads a part, and what it requires. @param name of a file in dist */
  load(name: string): unknown;
  /** Keeps what had to be compiled, functions that ran included: call it as late as possible. */
  keep(): void;
}

/**
 * Opens the built files of this installation. V8 takes longer to read the text of a large program than the program
 * takes to start, so what it compiled is kept and taken from there the next time. V8 itself refuses what is not its
 * own; where nothing can be kept every process compiles.
 * @param dist absolute path of the folder of built files
 * @param program whose functions are kept together, as a name for files; undefined keeps nothing
 * @example compiledParts(dist, "serve").load("command-line.cjs")
 */
export function compiledParts(dist: string, program: string | undefined): CompiledParts {
  const cache =
    isOff() || program === undefined
      ? undefined
      : openCodeCache(dist, cachedDataVersionTag().toString(16), program);
  const nodeRequire = createRequire(import.meta.url);
  /** By path: a module that is loaded twice would have two states. */
  const loaded = new Map<string, { exports: unknown }>();
  const fresh: { readonly file: string; readonly script: Script }[] = [];

  const compile = (file: string): Wrapped => {
    // V8 compares lengths of texts alone, so only names that hold a hash say what was compiled.
    const isHashed = basename(dirname(file)) === "chunks";
    const cachedData = isHashed ? cache?.read(file) : undefined;
    // One line with the text's first, so that places in errors are those of the file.
    const text = `(function(exports,require,module,__filename,__dirname){${readFileSync(file, "utf8")}\n})`;
    const script = new Script(text, {
      filename: file,
      // What a scenario names by its address is loaded as if by anybody.
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(cachedData === undefined ? {} : { cachedData: cachedData as Buffer }),
    });
    if (isHashed && (cachedData === undefined || script.cachedDataRejected === true))
      fresh.push({ file, script });
    return script.runInThisContext() as Wrapped;
  };
  const load = (file: string): unknown => {
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} as unknown };
    loaded.set(file, module);
    const folder = dirname(file);
    const require = (id: string): unknown =>
      id.startsWith(".") ? load(resolve(folder, id)) : nodeRequire(id);
    compile(file)(module.exports, require, module, file, folder);
    return module.exports;
  };
  return {
    load: (name) => load(resolve(dist, name)),
    keep: () => {
      for (const { file, script } of fresh.splice(0)) {
        if (cache?.keep(file, script.createCachedData()) !== true) return;
      }
    },
  };
}

/** Node's own switch; and coverage, which is told of functions less exactly where they were not compiled. */
function isOff(): boolean {
  const { env } = process;
  return env["NODE_DISABLE_COMPILE_CACHE"] !== undefined || env["NODE_V8_COVERAGE"] !== undefined;
}
