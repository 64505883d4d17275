import { finding } from "../core/index.ts";
import { markBlockingCalls, redirectHosts, watchInherited } from "../hosts/preload/index.ts";
import { testFrames } from "./handles/code-place.ts";
import { placedError } from "./placed-error.ts";
import type { OpenedWorld } from "./operations.ts";
import { shared } from "./thread/messages.ts";

/**
 * Makes this process part of a world for the time of a test, so that code under test needs no change: its
 * environment is the world's, and connections to the scenario's `hosts` go to their doubles.
 * @param copies of process.env that test code sees in its place: jest gives each test file one, while programs that
 * are started without `env` inherit the real one
 * @returns puts everything back exactly as it was
 */
export function enterProcess(world: OpenedWorld, copies: readonly NodeJS.ProcessEnv[] = []): () => void {
  const before = [...new Set([process.env, ...copies])].map((env) => ({ env, values: { ...env } }));
  for (const { env } of before) replaceEnvironment(env, world.env);
  const hosts = Object.entries(world.hosts);
  const restoreHosts = hosts.length === 0 ? undefined : redirectHosts({ ports: new Map(hosts) });
  return () => {
    restoreHosts?.();
    for (const { env, values } of before) replaceEnvironment(env, values);
  };
}

/**
 * Leaves this process as it is, for concurrent tests: each program needs `env: world.env`. One that would inherit
 * the process's environment, and so reach the real outside, is refused.
 * @returns allows them again, with the last test
 */
export function stayOutside(): () => void {
  return watchInherited((program) => {
    const what = `${JSON.stringify(program)} is started without env while concurrent tests run`;
    const why = "It would inherit the process's environment, which is no world's, and call the real thing.";
    const fix = "Start it with { env: world.env } (or { env: process.env } where the real thing is meant).";
    throw placedError([finding("concurrent-worlds", { what, why, fix })], testFrames());
  });
}

let watching = false;

/**
 * Puts what looks at started programs into node:child_process now, for good, where it does nothing until a world asks:
 * CommonJS modules that are loaded from now on may take functions out of it, which nothing can change afterwards.
 */
export function watchPrograms(): void {
  if (watching) return;
  watching = true;
  markBlockingCalls(new Int32Array(shared.length), shared.blocked);
  watchInherited(() => undefined);
}

function replaceEnvironment(
  env: NodeJS.ProcessEnv,
  values: Readonly<Record<string, string | undefined>>,
): void {
  for (const name of Object.keys(env)) if (values[name] === undefined) delete env[name];
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && env[name] !== value) env[name] = value;
  }
}
