import { dirname, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { endProcesses, processesWithMarker } from "../adapters/process/index.ts";
import { BacklotError, type Finding } from "../core/index.ts";
import { sweepTempFiles, writeAtomic } from "../disk/index.ts";
import type { OverrideFlags, RunReport } from "../engine/index.ts";
import { noHandlers } from "./handlers.ts";
import { killableFileSystem } from "./killable-file-system.ts";
import { killPoint } from "./kill-point.ts";
import type { LiveWorld } from "./live-world.ts";
import type { LoadedScenario } from "./load.ts";
import { storeLastRun } from "./last-run.ts";
import { openLot, type Lot } from "./lot.ts";
import { openWorldControl } from "./control/world-control.ts";
import { holdSignals } from "./program-signals.ts";
import { makeRunFolder, readRun, runFolderIn, runFolderOf, shareWorlds } from "./run-folder.ts";
import { runReport } from "./run-report.ts";
import { checkProgram, runProgram, type Program, type ProgramEnd } from "./run-program.ts";

/** What `backlot run` does. */
export interface RunRequest {
  readonly loaded: LoadedScenario;
  readonly command: readonly string[];
  readonly cwd: string;
  readonly inherited: Readonly<Record<string, string | undefined>>;
  readonly flags?: OverrideFlags;
  /** Lets doubles run programs. */
  readonly allowCode?: boolean | undefined;
  /** Writes a text for reviewers beside each fixture that is recorded. */
  readonly review?: boolean | undefined;
  /** The fixture that the run is for: it fails when nothing is recorded. */
  readonly mustRecord?: string | undefined;
  /** File that the journal of the run is written to besides, from `cwd`. */
  readonly journal?: string | undefined;
}

/**
 * Runs a program inside a scenario's world and reports on all worlds of the run. Nothing is left when it
 * returns or throws.
 * @throws BacklotError when the world can't be opened or the program not be started
 */
export async function runInWorld(request: RunRequest): Promise<RunReport> {
  const startedMs = performance.now();
  const lot = await openLot(noHandlers);
  let release = (): void => {};
  try {
    const runFolder = runFolderOf(lot.folder);
    // What runs in worlds that other processes of this run open carries their mark and the run's.
    lot.reaper.register("mark", `BACKLOT_RUN=${runFolder}`);
    makeRunFolder(runFolder);
    killPoint("run.folder-made");
    const end = await runInside(lot, runFolder, request, () => (release = holdSignals()));
    shareWorlds(runFolder, runFolderIn(request.inherited));
    const contents = readRun(runFolder);
    killPoint("run.read");
    const report = runReport({
      worlds: contents.worlds,
      findings: [...contents.findings, ...writeJournal(request, contents.journal)],
      command: request.command,
      programExit: end.exitCode,
      ...(end.signal === null ? {} : { programSignal: end.signal }),
      durationMs: performance.now() - startedMs,
    });
    storeLastRun(request.cwd, report, contents.journal);
    killPoint("run.kept");
    return report;
  } finally {
    await lot.close();
    release();
  }
}

/** What the run's evidence lacks when its journal can't be written is told in its report. */
function writeJournal({ cwd, journal }: RunRequest, bytes: Uint8Array): readonly Finding[] {
  try {
    if (journal === undefined) return [];
    const path = resolve(cwd, journal);
    sweepTempFiles(dirname(path));
    writeAtomic(path, bytes, { folders: true, fileSystem: killableFileSystem("write") });
    return [];
  } catch (error) {
    if (error instanceof BacklotError) return error.findings;
    throw error;
  }
}

/** @param started called when the program runs: from now on its end is what ends the run */
async function runInside(
  lot: Lot,
  runFolder: string,
  request: RunRequest,
  started: () => void,
): Promise<ProgramEnd> {
  const { loaded, inherited, flags, allowCode, review, mustRecord } = request;
  const recording = { review, mustRecord };
  const live = await lot.open({
    ...loaded,
    title: "main",
    ofRun: true,
    flags,
    allowCode,
    inherited,
    runFolder,
    ...recording,
  });
  const program = {
    command: request.command,
    env: live.environment.env,
    cwd: request.cwd,
    path: live.programPath,
  };
  checkProgram(program);
  shareWorlds(runFolder, runFolderIn(inherited));
  const end = await runRegistered(lot, live, program, started);
  killPoint("run.program-ended");
  // What the program left running belongs to the run; it would call doubles that are gone.
  await endMarked([
    ["BACKLOT_LOT", lot.folder],
    ["BACKLOT_RUN", runFolder],
  ]);
  killPoint("run.leftovers-ended");
  await live.close(end.exitCode === 0 ? "passed" : "failed");
  return end;
}

/** Runs a program that the reaper knows of from its first moment; its world can be asked meanwhile. */
async function runRegistered(
  lot: Lot,
  live: LiveWorld,
  program: Program,
  started: () => void,
): Promise<ProgramEnd> {
  const control = await openWorldControl(live);
  killPoint("run.program-checked");
  try {
    return await runProgram(program, (pid) => {
      killPoint("run.program-started");
      lot.reaper.register("pid", pid);
      started();
      killPoint("run.program-registered");
    });
  } finally {
    await control.close();
  }
}

/** Ends processes by their marks. Looks again, since one that was about to end may just have started another. */
async function endMarked(marks: readonly (readonly [name: string, value: string])[]): Promise<void> {
  for (let turn = 0; turn < endingTurnsMax; turn += 1) {
    const found = await Promise.all(marks.map(([name, value]) => processesWithMarker(name, value)));
    const processes = new Map(found.flat().map((one) => [one.pid, one]));
    if (processes.size === 0) return;
    await endProcesses([...processes.values()]);
  }
}

const endingTurnsMax = 5;
