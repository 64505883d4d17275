// Writes one fixture again and again, each time a whole JSON text of another size.
// Arguments: the bundle, the folder.
import { join } from "node:path";

const [bundle, folder] = process.argv.slice(2);
const { killPoint, sweepTempFiles, writeAtomic } = await import(bundle);

const removed = sweepTempFiles(folder);
console.log(`swept ${removed.length}`);
let turn = 0;
const write = () => {
  turn += 1;
  const text = JSON.stringify({ pid: process.pid, turn, body: "y".repeat(200_000 + (turn % 7) * 50_000) });
  writeAtomic(join(folder, "fixture.json"), Buffer.from(text));
  if (turn === 1) console.log("ready");
  killPoint(`turn-${turn}`);
  setImmediate(write);
};
write();
