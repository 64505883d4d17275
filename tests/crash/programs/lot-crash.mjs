// Test code whose lot fails under it. Writes what happened as one line of JSON, then "ready", and stays.
// Arguments: the library.
import { execFileSync, spawn } from "node:child_process";

const { openWorld } = await import(process.argv[2]);
const world = await openWorld("backlot.toml");
execFileSync("deploy", ["now"], { env: world.env });
spawn("sleep", ["600"], { env: world.env, stdio: "ignore", detached: true }).unref();
spawn("/bin/sleep", ["601"], { env: world.env, stdio: "ignore", detached: true }).unref();

const { worker, fail } = globalThis.lotThread;
const pending = world.verify().then(
  () => "answered",
  (error) => error.findings?.[0]?.name,
);
if (process.env.LOT_THREAD_FAILURE === "terminated") await worker.terminate();
else fail();

// The thread of the test never turns its event loop here, so it can't hear of the end.
let sync;
let asked = 0;
let longestMs = 0;
while (sync === undefined) {
  const start = performance.now();
  try {
    asked += world.calls().length;
  } catch (error) {
    sync = error.findings?.[0]?.name ?? String(error);
  }
  longestMs = Math.max(longestMs, performance.now() - start);
}
const start = performance.now();
const close = await world.close().then(
  () => "closed",
  (error) => error.findings?.[0]?.name,
);
const open = await openWorld("backlot.toml").then(
  () => "opened",
  (error) => error.findings?.[0]?.name,
);
const asyncMs = performance.now() - start;
console.log(JSON.stringify({ sync, longestMs, close, open, asyncMs, pending: await pending }));
console.log("ready");
setInterval(() => {}, 1000);
