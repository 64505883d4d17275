// Takes one lock again and again. Inside, a file that must not exist says that nobody else is inside.
// Arguments: the bundle, the folder.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [bundle, folder] = process.argv.slice(2);
const { acquireLock } = await import(bundle);

const inside = join(folder, "inside");
let taken = 0;
const step = () => {
  const lock = acquireLock(join(folder, "fixture.json"));
  if (lock !== undefined) {
    taken += 1;
    // What a killed holder left is not a second holder.
    const old = readHolder();
    if (old !== undefined && old !== process.pid && isAlive(old))
      console.log(`VIOLATION ${old} and ${process.pid}`);
    writeFileSync(inside, String(process.pid));
    for (let spin = 0; spin < 2000; spin += 1) Math.sqrt(spin);
    if (readHolder() !== process.pid) console.log(`VIOLATION ${process.pid} was overtaken`);
    rmSync(inside);
    lock.release();
    if (taken === 1) console.log("ready");
  }
  setImmediate(step);
};
step();

function readHolder() {
  try {
    return Number(readFileSync(inside, "utf8"));
  } catch {
    return undefined;
  }
}
// A process that was killed and not collected yet is dead, though it still takes signals.
function isAlive(pid) {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"));
  } catch {
    return false;
  }
}
