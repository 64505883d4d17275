// Writes one fixture again and again, each time a whole JSON text of another size, and a log beside it.
// Arguments: the bundle, the folder.
import { join } from "node:path";

const [bundle, folder] = process.argv.slice(2);
const { appendLog, killPoint, sweepTempFiles, writeAtomic } = await import(bundle);

const removed = sweepTempFiles(folder);
console.log(`swept ${removed.length}`);
const log = appendLog(join(folder, `log-${process.pid}.ndjson`));
let turn = 0;
const write = () => {
  turn += 1;
  log.append({ turn, text: "x".repeat(turn % 3000) });
  const text = JSON.stringify({ pid: process.pid, turn, body: "y".repeat(200_000 + (turn % 7) * 50_000) });
  writeAtomic(join(folder, "fixture.json"), Buffer.from(text));
  if (turn === 1) console.log("ready");
  killPoint(`turn-${turn}`);
  setImmediate(write);
};
write();
