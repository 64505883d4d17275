import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { makePrivateFolder } from "../disk/index.ts";
import { endProcesses, processesWithMarker } from "../adapters/process/index.ts";
import type { RunReport } from "../engine/index.ts";
import { noHandlers } from "./handlers.ts";
import type { LoadedScenario } from "./load.ts";
import { storeLastRun } from "./last-run.ts";
import { openLot, type Lot } from "./lot.ts";
import { readRun } from "./run-folder.ts";
import { runReport } from "./run-report.ts";
import { checkProgram, runProgram, type ProgramEnd } from "./run-program.ts";

/** What `backlot run` does. */
export interface RunRequest {
  readonly loaded: LoadedScenario;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly inherited: Readonly<Record<string, string | undefined>>;
  readonly flags?: { readonly seed?: string | undefined; readonly now?: string | undefined };
}

/**
 * Runs a program inside a scenario's world and reports on all worlds of the run. Nothing is left when it
 * returns or throws.
 * @throws BacklotError when the world can't be opened or the program not be started
 */
export async function runInWorld(request: RunRequest): Promise<RunReport> {
  const startedMs = performance.now();
  const lot = await openLot(noHandlers);
  try {
    const runFolder = join(lot.folder, "run");
    makePrivateFolder(runFolder);
    const end = await runInside(lot, runFolder, request);
    const contents = readRun(runFolder);
    const report = runReport({
      worlds: contents.worlds,
      findings: contents.findings,
      command: request.command,
      programExit: end.exitCode,
      ...(end.signal === null ? {} : { programSignal: end.signal }),
      durationMs: performance.now() - startedMs,
    });
    storeLastRun(request.cwd, report, contents.journal);
    return report;
  } finally {
    await lot.close();
  }
}

async function runInside(lot: Lot, runFolder: string, request: RunRequest): Promise<ProgramEnd> {
  const { loaded, inherited, flags } = request;
  const live = await lot.open({ ...loaded, title: "main", flags, inherited, runFolder });
  const program = { command: request.command, env: live.environment.env, cwd: request.cwd };
  checkProgram(program);
  const end = await runProgram(program, (pid) => lot.reaper.register("pid", pid));
  // What the program left running belongs to the run; it would call doubles that are gone.
  await endProcesses(await processesWithMarker("BACKLOT_WORLD", live.folder));
  await live.close();
  return end;
}
