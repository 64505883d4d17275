import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";
import { promisify } from "node:util";

type Call = (...args: unknown[]) => unknown;

const names = ["spawn", "exec", "execFile", "fork", "spawnSync", "execSync", "execFileSync"] as const;
let installed: { readonly checks: Set<(program: string) => void>; readonly undo: () => void } | undefined;

/**
 * Looks at every program that this thread starts without saying `env`, so that it would inherit the process's
 * environment. What throws keeps it from starting.
 * @param check gets the program as it was given
 * @returns undoes it; the originals come back with the last one
 */
export function watchInherited(check: (program: string) => void): () => void {
  installed ??= install();
  const { checks, undo } = installed;
  checks.add(check);
  return () => {
    checks.delete(check);
    if (checks.size > 0 || installed === undefined) return;
    undo();
    installed = undefined;
  };
}

function install(): { checks: Set<(program: string) => void>; undo: () => void } {
  const checks = new Set<(program: string) => void>();
  const watched = (original: Call): Call =>
    function (this: unknown, ...args) {
      if (inherits(args)) for (const check of checks) check(String(args[0]));
      return Reflect.apply(original, this, args);
    };
  const originals = new Map(names.map((name) => [name, childProcess[name] as Call]));
  for (const [name, original] of originals) {
    const replacement = watched(original);
    const properties = Object.getOwnPropertyDescriptors(original);
    // exec and execFile have a form for promisify() that calls the original.
    const promised = Reflect.get(properties, promisify.custom) as PropertyDescriptor | undefined;
    if (promised !== undefined) promised.value = watched(promised.value as Call);
    Object.defineProperties(replacement, properties);
    Object.assign(childProcess, { [name]: replacement });
  }
  syncBuiltinESMExports();
  const undo = (): void => {
    Object.assign(childProcess, Object.fromEntries(originals));
    syncBuiltinESMExports();
  };
  return { checks, undo };
}

/** Options are the last argument that is a plain object; a callback may come after them. */
function inherits(args: readonly unknown[]): boolean {
  const options = args.findLast((one) => typeof one === "object" && one !== null && !Array.isArray(one));
  return (options as { readonly env?: unknown } | undefined)?.env === undefined;
}
