import type { Finding } from "../../core/index.ts";
import type { CallSink } from "../../engine/index.ts";

/** A service that gets a port. */
export interface ServedService {
  readonly name: string;
  /** A given port; absent: a free one. */
  readonly port?: number;
}

/** What openServers takes. */
export interface ServerOptions {
  readonly services: readonly ServedService[];
  /** Where calls go. */
  readonly sink: CallSink;
  /** Connections one service may have open; `limits.serverSockets` when absent. */
  readonly sockets?: number;
  /** Takes findings about requests that never became a call, and about calls that were served wrongly. */
  readonly report?: (service: string, finding: Finding) => void;
}
