import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

const names = ["spawnSync", "execSync", "execFileSync"] as const;
let installed: { readonly flags: Set<Int32Array>; readonly undo: () => void } | undefined;

/**
 * Raises a shared flag while this thread waits in spawnSync, execSync or execFileSync. A function handler
 * can't run then, and the lot can say so at once instead of waiting for an answer that never comes.
 * @param flag shared memory; element `index` counts the synchronous calls under way
 * @returns undoes it for this flag; the originals come back with the last one
 */
export function markBlockingCalls(flag: Int32Array, index: number): () => void {
  installed ??= install(index);
  const { flags, undo } = installed;
  flags.add(flag);
  return () => {
    flags.delete(flag);
    if (flags.size > 0) return;
    undo();
    installed = undefined;
  };
}

function install(index: number): { flags: Set<Int32Array>; undo: () => void } {
  const flags = new Set<Int32Array>();
  const originals = new Map(names.map((name) => [name, childProcess[name]]));
  for (const [name, original] of originals) {
    const marked = (...args: unknown[]): unknown => {
      for (const flag of flags) Atomics.add(flag, index, 1);
      try {
        return Reflect.apply(original as (...all: unknown[]) => unknown, childProcess, args);
      } finally {
        for (const flag of flags) Atomics.sub(flag, index, 1);
      }
    };
    Object.defineProperty(marked, "name", { value: name });
    Object.assign(childProcess, { [name]: marked });
  }
  // Named imports of a built-in module are copies; this refreshes them.
  syncBuiltinESMExports();
  const undo = (): void => {
    Object.assign(childProcess, Object.fromEntries(originals));
    syncBuiltinESMExports();
  };
  return { flags, undo };
}
