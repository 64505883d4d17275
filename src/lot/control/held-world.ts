import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { RunReport } from "../../engine/index.ts";
import { noHandlers } from "../handlers.ts";
import { storeLastRun } from "../last-run.ts";
import type { LiveWorld } from "../live-world.ts";
import { loadScenario } from "../load.ts";
import { openLot, type Lot } from "../lot.ts";
import { makeRunFolder, readRun, runFolderIn, shareWorlds } from "../run-folder.ts";
import { runReport } from "../run-report.ts";
import { differenceOf, type WorldExports } from "./exports.ts";
import { openWorldControl, safeJson } from "./world-control.ts";

/** Which world is held open. */
export interface HoldRequest {
  /** Scenario files, lowest layer first; none: the nearest one. */
  readonly files: readonly string[];
  readonly cwd: string;
  readonly inherited: Readonly<Record<string, string | undefined>>;
  readonly flags: { readonly seed?: string | undefined; readonly now?: string | undefined };
  /** Lets doubles run programs. */
  readonly allowCode?: boolean | undefined;
}

/** A world that stays open until somebody closes it, in this process or over its control plane. */
export interface HeldWorld {
  readonly exports: WorldExports;
  /** Resolves with the report when it was closed; nothing of it is left then. */
  readonly closed: Promise<RunReport>;
  /** Verifies, reports, ends. Twice is fine. */
  close(): Promise<RunReport>;
  /** Ends it without a verdict; a run that it belongs to misses its evidence. */
  abandon(): Promise<void>;
}

/**
 * Opens a world for programs that others start: its exports say how they get there.
 * @throws BacklotError when the scenario is wrong or the world can't be opened; nothing is left then
 */
export async function holdWorld(request: HoldRequest): Promise<HeldWorld> {
  // The lot waits for a program that makes its FIFOs; the scenario is read meanwhile.
  const opening = openLot(noHandlers);
  const loading = loadScenario({ files: request.files, cwd: request.cwd });
  loading.catch(() => undefined);
  const lot = await opening;
  try {
    const loaded = await loading;
    // Not where a run keeps its own: those who start programs of this world end them, not the next start's sweep.
    const runFolder = join(lot.folder, "held");
    makeRunFolder(runFolder);
    const { flags, allowCode, inherited } = request;
    const live = await lot.open({
      ...loaded,
      title: "main",
      ofRun: true,
      flags,
      allowCode,
      inherited,
      runFolder,
      // A crash of this process must not end them.
      foreignPrograms: true,
    });
    shareWorlds(runFolder, runFolderIn(inherited));
    return await heldWorld(lot, live, runFolder, request);
  } catch (error) {
    await lot.close();
    throw error;
  }
}

async function heldWorld(
  lot: Lot,
  live: LiveWorld,
  runFolder: string,
  request: HoldRequest,
): Promise<HeldWorld> {
  const startedMs = performance.now();
  let told: (report: RunReport) => void = () => {};
  const closed = new Promise<RunReport>((resolve) => (told = resolve));
  let closing: Promise<RunReport> | undefined;
  const close = async (): Promise<RunReport> => {
    await live.close();
    const contents = readRun(runFolder);
    const report = runReport({ ...contents, durationMs: performance.now() - startedMs });
    shareWorlds(runFolder, runFolderIn(request.inherited));
    storeLastRun(request.cwd, report, contents.journal);
    await lot.close();
    return report;
  };
  const closeOnce = (): Promise<RunReport> => (closing ??= close());
  const control = await openWorldControl(live, [
    {
      method: "POST",
      path: "/close",
      answer: async () => {
        const report = await closeOnce();
        // The asker is answered first; whoever waits for `closed` may end the process.
        setImmediate(() => told(report));
        return safeJson(report);
      },
    },
  ]);
  return {
    exports: {
      world: live.folder,
      urls: live.urls,
      ...differenceOf(live.environment.env, request.inherited),
    },
    closed: closed.then(async (report) => {
      await control.close();
      return report;
    }),
    close: async () => {
      const report = await closeOnce();
      told(report);
      return report;
    },
    abandon: async () => {
      await (closing ?? lot.close());
      await control.close();
    },
  };
}
