import { accessSync, constants, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Programs that run what others wrote: what a script does is the work of the commands it calls, which are recorded
 * themselves. Versions ("python3.12") count as the name without.
 */
const interpreters = new Set(
  (
    "ash bash busybox csh dash env fish ksh mksh nu pwsh sh tcsh yash zsh " +
    "awk bun deno gawk java lua mawk nawk node nodejs npm npx osascript perl php pnpm python ruby tclsh ts-node tsx yarn " +
    "backlot nice nohup setsid stdbuf sudo su doas time timeout xargs"
  ).split(" "),
);

/** Names of the programs on a PATH that can be recorded, in order: all but those that only run others. */
export function executableNames(path: string | undefined, cwd: string): readonly string[] {
  const names = new Set<string>();
  for (const item of (path ?? "/usr/bin:/bin").split(":")) {
    const folder = resolve(cwd, item);
    for (const name of namesIn(folder)) {
      if (
        !names.has(name) &&
        !interpreters.has(name.replace(/[-.]?\d+(?:\.\d+)*$/, "")) &&
        isProgram(join(folder, name))
      )
        names.add(name);
    }
  }
  return [...names].sort();
}

function namesIn(folder: string): readonly string[] {
  try {
    // The shell's own "[" can be called by no other name, and a name in another encoding by no program.
    return readdirSync(folder).filter((name) => /^[\w@%+=:,.~^-]+$/.test(name));
  } catch {
    return [];
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
