/** Waiting for a signal that asks to end. */
export interface AwaitedSignal {
  /** Resolves with the first of them; they no longer end the process by themselves. */
  readonly came: Promise<NodeJS.Signals>;
  stop(): void;
}

/** Waits for the first of some signals. */
export function nextSignal(signals: readonly NodeJS.Signals[]): AwaitedSignal {
  let resolve: (signal: NodeJS.Signals) => void = () => {};
  const came = new Promise<NodeJS.Signals>((done) => (resolve = done));
  const listener = (signal: NodeJS.Signals): void => resolve(signal);
  for (const signal of signals) process.on(signal, listener);
  return {
    came,
    stop: () => {
      for (const signal of signals) process.off(signal, listener);
    },
  };
}
