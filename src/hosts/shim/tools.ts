import { existsSync } from "node:fs";
import { BacklotError, finding } from "../../core/index.ts";
import type { ProcessTools } from "./process-tools.ts";

/** Programs that shims and the pool use, by absolute path: the names themselves may be doubled. */
export interface ShimTools {
  readonly mkfifo: string;
  readonly cat: string;
  readonly sleep: string;
  readonly tee: string;
  /** Undefined where there is none; input is then read without limit. */
  readonly head: string | undefined;
  readonly env: string | undefined;
  readonly perl: string | undefined;
}

/**
 * The program that all doubles of a folder are links to. It says that the folder holds doubles and is to be
 * passed over when real programs are sought.
 */
export const markerName = ".backlot-doubles";

/** Whether a folder holds doubles, of this or another lot. */
export function holdsDoubles(folder: string): boolean {
  return existsSync(`${folder}/${markerName}`);
}

/** Finds the tools; undefined when one that can't be done without is missing. */
export function findTools(processes: ProcessTools): ShimTools | undefined {
  const path = `/bin:/usr/bin:${process.env["PATH"] ?? ""}`;
  const find = (name: string) => {
    const found = processes.findExecutable(name, path, holdsDoubles, "/");
    return "path" in found ? found.path : undefined;
  };
  const [mkfifo, cat, sleep, tee] = [find("mkfifo"), find("cat"), find("sleep"), find("tee")];
  if (mkfifo === undefined || cat === undefined || sleep === undefined || tee === undefined) return undefined;
  return { mkfifo, cat, sleep, tee, head: find("head"), env: find("env"), perl: find("perl") };
}

/** The shell that shims are written for: dash where there is one, since it starts fastest. */
export function findShell(): string | undefined {
  return ["/bin/dash", "/bin/sh"].find((path) => existsSync(path));
}

/** What is thrown where command doubles can't work. */
export function noShell(): BacklotError {
  return new BacklotError([finding("no-shell", { what: "/bin/sh, mkfifo, cat, sleep or tee is missing" })]);
}
