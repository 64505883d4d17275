import type { SignalName } from "../../core/index.ts";

/** Milliseconds that a signal takes at most to end its own process. */
const endMsMax = 100;

/** Ends this process by a signal, really: without listeners Node gives a signal its default effect back. */
export function endBySignal(signal: SignalName): Promise<never> {
  const name = signal as NodeJS.Signals;
  if (name !== "SIGKILL" && name !== "SIGSTOP") process.on(name, () => undefined);
  process.removeAllListeners(name);
  process.kill(process.pid, name);
  return new Promise(() => setTimeout(() => process.exit(1), endMsMax));
}
