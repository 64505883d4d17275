import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";
import { openWorld, type ScenarioInput, type World } from "./built.ts";

/** A world that is closed, without being judged again, when the test ends. */
export async function open(scenario: ScenarioInput = {}): Promise<World> {
  const world = await openWorld(scenario);
  onTestFinished(() =>
    world.close().then(
      () => undefined,
      () => undefined,
    ),
  );
  return world;
}

/** Runs a program without blocking this thread. */
export async function run(
  world: World,
  command: string,
  args: readonly string[],
): Promise<{ code: number; out: string; err: string }> {
  const child = spawn(command, args, { env: world.env, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}
