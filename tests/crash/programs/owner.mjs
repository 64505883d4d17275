// An owner with everything that may be left behind: a folder with FIFOs, children that carry the mark,
// one that ignores SIGTERM, one that is known by its pid only, one that waits on a FIFO.
// Arguments: the bundle; then words that say what to do.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { isMainThread, Worker, workerData } from "node:worker_threads";

const [bundle, ...words] = isMainThread ? process.argv.slice(2) : workerData;
const { createOwnedFolder, currentProcess, killPoint, startReaper } = await import(bundle);
const has = (word) => words.includes(word);

if (isMainThread && has("worker")) {
  const options = { workerData: [bundle, ...words], resourceLimits: { maxOldGenerationSizeMb: 32 } };
  const worker = new Worker(new URL(import.meta.url), options);
  worker.on("error", () => {});
  process.on("SIGUSR2", () => void worker.terminate());
  setInterval(() => {}, 1000);
} else {
  await own();
}

async function own() {
  killPoint("before-reaper");
  const shell = has("no-shell") ? "/nowhere/sh" : undefined;
  const reaper = startReaper({ owner: currentProcess(), shell });
  killPoint("reaper-started");
  if (has("burst")) {
    const missing = (index) => `/tmp/backlot-missing-${index}-${"x".repeat(200)}`;
    for (let index = 0; index < 1000; index += 1) reaper.register("dir", missing(index));
    for (let index = 0; index < 990; index += 1) reaper.drop("dir", missing(index));
  }
  const folder = createOwnedFolder({
    prefix: has("strange") ? 'backlot-it\'s "a" $(x)\n*\n' : undefined,
    before: (path) => {
      reaper.register("dir", path);
      killPoint("folder-registered");
    },
  });
  killPoint("folder-created");
  const mark = `BACKLOT_WORLD=${folder}`;
  reaper.register("mark", mark);
  killPoint("mark-registered");
  mkdirSync(`${folder}/pool`);
  mkdirSync(`${folder}/world/deep`, { recursive: true });
  writeFileSync(`${folder}/world/deep/.hidden`, "x");
  writeFileSync(`${folder}/..odd`, "x");
  if (process.platform !== "win32") execFileSync("mkfifo", ["ctl", "r.0", "w.0"], { cwd: `${folder}/pool` });
  killPoint("pool-made");
  const env = { ...process.env, BACKLOT_WORLD: folder };
  start("sleep", ["600"], { env, detached: true });
  killPoint("child-started");
  start("sh", ["-c", "sleep 600 & exec sleep 600"], { env, detached: true });
  if (has("stubborn"))
    start("sh", ["-c", "trap '' TERM; while :; do sleep 0.2; done"], { env, detached: true });
  start(process.execPath, ["-e", "require('net').createServer().listen(0,'127.0.0.1')"], {
    env,
    detached: true,
  });
  const bare = { CRASH_TEST_RUN: process.env.CRASH_TEST_RUN, PATH: process.env.PATH };
  // Between its start and its registration nobody knows it; what the product starts carries a mark as well.
  if (!has("marked-only")) {
    const known = start("sleep", ["600"], { env: bare, detached: true });
    reaper.register("pid", known.pid);
  }
  killPoint("pid-registered");
  for (const redirect of [`<"$0/pool/r.0"`, `>"$0/pool/w.0"`]) {
    start("sh", ["-c", `exec 9${redirect}; exit 70`, folder], { env: bare, detached: true });
  }
  await new Promise((resolve) => createServer().listen(0, "127.0.0.1", resolve));
  killPoint("everything-started");
  if (has("close")) {
    for (const child of children) process.kill(-child.pid, "SIGKILL");
    await reaper.close();
    killPoint("reaper-closed");
  }
  setTimeout(() => console.log("ready"), 50);
  setInterval(() => {}, 1000);
  if (has("out-of-memory")) {
    const hoard = [];
    process.on("message", () => {});
    setTimeout(() => {
      for (;;) hoard.push(Array.from({ length: 10000 }, (_, index) => `${index}${hoard.length}`));
    }, 200);
  }
}

var children;
function start(command, args, options) {
  const child = spawn(command, args, { stdio: "ignore", ...options });
  child.unref();
  (children ??= []).push(child);
  return child;
}
