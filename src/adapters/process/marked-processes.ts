import { readdirSync, readFileSync } from "node:fs";
import { inspectProcesses, hasProc, procFolder, ps, type ProcessFacts } from "./process-facts.ts";

/**
 * The processes whose environment, as they were started with it, holds NAME=VALUE, without this one. From
 * /proc/PID/environ, else from `ps`, which shows the environments of the user's own processes.
 */
export async function processesWithMarker(
  name: string,
  value: string,
  folder = procFolder,
): Promise<ProcessFacts[]> {
  const marker = `${name}=${value}`;
  const pids = hasProc(folder) ? pidsFromProc(marker, folder) : await pidsFromPs(marker);
  const facts = await inspectProcesses(
    pids.filter((pid) => pid !== process.pid),
    folder,
  );
  return [...facts.values()].filter((one) => !one.ended);
}

function pidsFromProc(marker: string, folder: string): number[] {
  const needle = Buffer.from(`\0${marker}\0`);
  return readdirSync(folder)
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const environment = readFileSync(`${folder}/${pid}/environ`);
        return Buffer.concat([Buffer.from([0]), environment, Buffer.from([0])]).includes(needle);
      } catch {
        return false;
      }
    });
}

async function pidsFromPs(marker: string): Promise<number[]> {
  // "e" adds the environment after the command line, "ww" keeps it whole: the same words on Linux and BSD.
  const text = await ps(["axeww", "-o", "pid=,command="]);
  return text.split("\n").flatMap((line) => {
    const pid = /^\s*(\d+) /.exec(line)?.[1];
    return pid !== undefined && `${line} `.includes(` ${marker} `) ? [Number(pid)] : [];
  });
}
