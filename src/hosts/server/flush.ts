/** Something that holds bytes back until it is known whether they are all. */
interface Held {
  flush(): void;
}

let waiting: Held[] = [];

/**
 * Flushes when the work under way has let go: after every promise that could be settled was, before
 * anything from outside (a timer, a socket, another thread) is looked at. So whether an answer counts as
 * given in one go depends on what the double does, never on how fast the machine is.
 */
export function flushSoon(held: Held): void {
  waiting.push(held);
  if (waiting.length === 1) queueMicrotask(afterMicrotasks);
}

/** A tick that is queued from inside a microtask runs when no microtask is left. */
function afterMicrotasks(): void {
  process.nextTick(flushAll);
}

function flushAll(): void {
  const all = waiting;
  waiting = [];
  for (const held of all) held.flush();
}
