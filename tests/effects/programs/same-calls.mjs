// Opens the scenario of the current folder, makes some calls, and prints what they were told and the canonical journal.
import { spawnSync } from "node:child_process";

const { openWorld } = await import(process.argv[2]);
const world = await openWorld("backlot.toml", { now: "2025-01-15T10:30:00Z" });
const told = [];

for (const [method, path, body] of [
  ["GET", "/users/7"],
  ["GET", "/users/8"],
  ["POST", "/orders", JSON.stringify({ callback: world.url("shop") })],
  ["GET", "/nothing"],
]) {
  const answer = await fetch(world.url("shop") + path, { method, body });
  told.push([answer.status, [...answer.headers], await answer.text()]);
}
const options = { env: world.env, encoding: "utf8", input: "größe\n" };
for (const [command, ...args] of [
  ["tool", "one", "två"],
  ["tool", process.cwd() + "/file"],
  ["tool", "in"],
  ["tool", "unknown", "extra"],
]) {
  const { status, stdout, stderr } = spawnSync(command, args, options);
  told.push([status, stdout, stderr.replaceAll(process.cwd(), "{{cwd}}")]);
}
process.stdout.write(JSON.stringify({ told, journal: await world.journal() }));
await world.close().catch(() => undefined);
