import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { parseStat, procFolder, type ProcessFacts } from "./process-facts.ts";

/**
 * Processes whose standard output is a file. From /proc/PID/fd/1; an empty list where there is no such
 * folder.
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
      const target = readlinkSync(`${folder}/${name}/fd/1`);
      if (target !== file && target !== `${file} (deleted)`) return [];
      const facts = parseStat(Number(name), readFileSync(`${folder}/${name}/stat`, "latin1"));
      return facts === undefined ? [] : [facts];
    } catch {
      return [];
    }
  });
}
