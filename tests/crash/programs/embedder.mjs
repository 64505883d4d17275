// Test code as users write it: opens worlds, starts programs in them, and stays.
// Arguments: the library; words that say what to do.
import { execFileSync, spawn } from "node:child_process";

const [library, ...words] = process.argv.slice(2);
const { openWorld } = await import(library);
const world = await openWorld("backlot.toml", { title: "first" });
const second = await openWorld("backlot.toml", { title: "second" });

execFileSync("deploy", ["now"], { env: world.env });
start("sleep", ["600"], world);
start("/bin/sleep", ["601"], second);
start("sh", ["-c", "setsid /bin/sleep 602 & exec /bin/sleep 603"], second);
if (world.calls({ target: "deploy" }).length !== 1) throw new Error("the call is missing");

if (words.includes("close")) {
  await world.close();
  await second.close();
} else {
  setTimeout(() => console.log("ready"), 50);
  if (!words.includes("exit")) setInterval(() => {}, 1000);
}

function start(command, args, { env }) {
  spawn(command, args, { env, stdio: "ignore", detached: true }).unref();
}
