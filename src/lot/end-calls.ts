import type { World } from "../engine/index.ts";

/** Milliseconds that calls get to end when their hosts are closed; a handler may hang. */
const settleMsMax = 1_000;

/**
 * Ends a world's calls: it takes no more, and those that are open end with their hosts, so that they are journaled
 * before anything is judged.
 */
export async function endCalls(
  world: World,
  hosts: readonly { readonly close: () => Promise<void> }[],
): Promise<void> {
  const sealed = world.seal();
  await Promise.all(hosts.map((host) => host.close()));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, settleMsMax);
  });
  await Promise.race([sealed, late]);
  clearTimeout(timer);
}
