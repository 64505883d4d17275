import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { parseStat, procFolder, type ProcessFacts } from "./process-facts.ts";

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
