import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { parseParent, parseStat, procFolder, type ProcessFacts } from "./process-facts.ts";

/**
 * Processes whose standard output or standard error is a file. From /proc/PID/fd; an empty list where there
 * is no such folder.
 */
export function processesWritingTo(file: string, folder = procFolder): ProcessFacts[] {
  let names: string[];
  try {
    names = readdirSync(folder).filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    try {
      if (![1, 2].some((descriptor) => isOpen(`${folder}/${name}/fd/${descriptor}`, file))) return [];
      const facts = parseStat(Number(name), readFileSync(`${folder}/${name}/stat`, "latin1"));
      return facts === undefined ? [] : [facts];
    } catch {
      return [];
    }
  });
}

function isOpen(link: string, file: string): boolean {
  try {
    const target = readlinkSync(link);
    return target === file || target === `${file} (deleted)`;
  } catch {
    return false;
  }
}

/**
 * The parent of a process, when what the process has open under a number (0: its standard input) is the very pipe or
 * socket that the parent reads as standard input, and whether somebody may still write into it. From /proc/PID/fd and
 * /proc/PID/fdinfo; undefined where there is no such folder.
 */
export function sharedInput(
  pid: number,
  descriptor: number,
  folder = procFolder,
): { readonly parent: number; readonly written: boolean } | undefined {
  try {
    const parent = parseParent(readFileSync(`${folder}/${pid}/stat`, "latin1"));
    const input = readlinkSync(`${folder}/${pid}/fd/${descriptor}`);
    if (readlinkSync(`${folder}/${parent}/fd/0`) !== input) return undefined;
    return { parent, written: !input.startsWith("pipe:") || hasWriter(input, folder) };
  } catch {
    return undefined;
  }
}

/** Whether a process that can be looked at has a pipe open for writing. */
function hasWriter(pipe: string, folder: string): boolean {
  for (const name of readdirSync(folder)) {
    if (!/^\d+$/.test(name)) continue;
    try {
      for (const descriptor of readdirSync(`${folder}/${name}/fd`)) {
        if (!isOpen(`${folder}/${name}/fd/${descriptor}`, pipe)) continue;
        const flags = /^flags:\s*([0-7]+)/m.exec(
          readFileSync(`${folder}/${name}/fdinfo/${descriptor}`, "latin1"),
        )?.[1];
        // The last octal digit holds the kind of access: 0 is reading alone.
        if (flags !== undefined && (Number.parseInt(flags, 8) & 3) !== 0) return true;
      }
    } catch {
      // It has ended, or belongs to another user.
    }
  }
  return false;
}
