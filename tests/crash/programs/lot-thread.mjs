// Preloaded into test code: the thread that holds its worlds can be made to fail. In the thread itself (where
// this file is preloaded again) it does so when the shared flag is raised.
import { syncBuiltinESMExports } from "node:module";
import workerThreads from "node:worker_threads";

if (workerThreads.isMainThread) {
  const flag = new Int32Array(new SharedArrayBuffer(4));
  const Original = workerThreads.Worker;
  workerThreads.Worker = class extends Original {
    constructor(script, options) {
      super(script, {
        ...options,
        execArgv: ["--import", import.meta.url],
        workerData: { ...options.workerData, failureFlag: flag },
        resourceLimits: { maxOldGenerationSizeMb: 48 },
      });
      globalThis.lotThread = { worker: this, fail: () => Atomics.store(flag, 0, 1) };
    }
  };
  syncBuiltinESMExports();
} else {
  const { failureFlag } = workerThreads.workerData;
  const watch = setInterval(() => {
    if (Atomics.load(failureFlag, 0) === 0) return;
    clearInterval(watch);
    fail(process.env.LOT_THREAD_FAILURE);
  }, 10);
}

function fail(how) {
  if (how === "throws") throw new Error("thrown in the thread of the worlds");
  if (how === "exits") process.exit(3);
  const hoard = [];
  for (;;) hoard.push(Array.from({ length: 10_000 }, (_, index) => `${index}${hoard.length}`));
}
