import { parentPort } from "node:worker_threads";

// Runs handlers that are given as modules, in a thread of their own: each module is loaded once and may keep
// state between calls.
parentPort?.on(
  "message",
  ({ id, url, export: name, input }: { id: number; url: string; export: string; input: unknown }) => {
    void answer(id, url, name, input);
  },
);

async function answer(id: number, url: string, name: string, input: unknown): Promise<void> {
  try {
    const loaded = (await import(url)) as Record<string, unknown>;
    const handler = loaded[name];
    if (typeof handler !== "function") throw new Error(`${url} exports no function ${name}`);
    parentPort?.postMessage({ id, value: (await handler(input)) as unknown });
  } catch (error) {
    parentPort?.postMessage({
      id,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}
