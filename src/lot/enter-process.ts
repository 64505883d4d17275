import { redirectHosts } from "../hosts/preload/index.ts";
import type { OpenedWorld } from "./operations.ts";

/**
 * Makes this process part of a world for the time of a test, so that code under test needs no change: its
 * environment is the world's, and connections to the scenario's `hosts` go to their doubles.
 * @returns puts everything back exactly as it was
 */
export function enterProcess(world: OpenedWorld): () => void {
  const before = { ...process.env };
  replaceEnvironment(world.env);
  const hosts = Object.entries(world.hosts);
  const restoreHosts = hosts.length === 0 ? undefined : redirectHosts({ ports: new Map(hosts) });
  return () => {
    restoreHosts?.();
    replaceEnvironment(before);
  };
}

function replaceEnvironment(env: Readonly<Record<string, string | undefined>>): void {
  for (const name of Object.keys(process.env)) if (env[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && process.env[name] !== value) process.env[name] = value;
  }
}
