import { BacklotError, type Finding } from "../../core/index.ts";
import { Listener } from "./listener.ts";
import type { ServerOptions } from "./options.ts";

/** Open ports. */
export interface OpenServers {
  /** Port and base URL by service. */
  readonly addresses: Readonly<Record<string, { readonly port: number; readonly url: string }>>;
  /** Stops listening at once, ends idle connections, resets those with calls; resolves when all are closed. */
  close(): Promise<void>;
}

/**
 * Opens one loopback port for each service and brings every request there to the sink, once.
 * @throws BacklotError `port-in-use`, with a finding for each port that can't be opened; then none stays open
 * @example const servers = await openServers({ services: [{ name: "convo" }], sink });
 */
export async function openServers(options: ServerOptions): Promise<OpenServers> {
  const listeners = options.services.map((service) => new Listener(service, options));
  // Given ports first: a free port that the system picks must not be one that is asked for.
  const given = listeners.filter((listener) => listener.port !== 0);
  const free = listeners.filter((listener) => listener.port === 0);
  const findings: Finding[] = [];
  for (const group of [given, free]) {
    const opened = await Promise.all(group.map((listener) => listener.open()));
    findings.push(...opened.filter((one) => one !== undefined));
  }
  const close = async (): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.close()));
  };
  if (findings.length > 0) {
    await close();
    throw new BacklotError(findings);
  }
  const addresses = Object.fromEntries(
    listeners.map(({ port, service }) => [service.name, { port, url: service.url }]),
  );
  return { addresses, close };
}
