import net from "node:net";
import { syncBuiltinESMExports } from "node:module";
import tls from "node:tls";

/** Where connections to a real host name go instead. */
export interface HostTable {
  /** Loopback port by host name in lower case. */
  readonly ports: ReadonlyMap<string, number>;
}

let installed: { readonly tables: HostTable[]; readonly undo: () => void } | undefined;

/**
 * Sends this process's connections to the hosts of a table to loopback ports: node:http, node:https, fetch and
 * everything else that connects through node:net or node:tls. A TLS connection becomes a plain one, which
 * tells its client that it is secure; so no certificate is needed and none is made.
 * @returns undoes it; the originals come back with the last one
 */
export function redirectHosts(table: HostTable): () => void {
  installed ??= install();
  const { tables, undo } = installed;
  tables.push(table);
  return () => {
    const index = tables.indexOf(table);
    if (index >= 0) tables.splice(index, 1);
    if (tables.length > 0 || installed === undefined) return;
    undo();
    installed = undefined;
  };
}

type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket;

function install(): { tables: HostTable[]; undo: () => void } {
  const tables: HostTable[] = [];
  const portOf = (host: unknown): number | undefined => {
    if (typeof host !== "string") return undefined;
    const name = host.toLowerCase();
    return tables.findLast(({ ports }) => ports.has(name))?.ports.get(name);
  };
  // Kept as descriptors, so that what other tools have put there comes back exactly as it was.
  const socketConnect = Object.getOwnPropertyDescriptor(
    net.Socket.prototype,
    "connect",
  ) as PropertyDescriptor;
  const tlsConnect = Object.getOwnPropertyDescriptor(tls, "connect") as PropertyDescriptor;
  const originalConnect = socketConnect.value as Connect;
  const originalTls = tlsConnect.value as typeof tls.connect;

  const connect: Connect = function (this: net.Socket, ...args) {
    const options = connectOptions(args);
    const port = portOf(options.host);
    if (port === undefined) return Reflect.apply(originalConnect, this, args);
    const listener = args.findLast((one) => typeof one === "function");
    return Reflect.apply(originalConnect, this, [
      toLoopback(options, port),
      ...(listener === undefined ? [] : [listener]),
    ]);
  };
  const secureConnect = (...args: unknown[]): net.Socket => {
    const options = connectOptions(args);
    const port = portOf(options.host ?? options["servername"]);
    if (port === undefined) return Reflect.apply(originalTls as (...all: unknown[]) => net.Socket, tls, args);
    const socket = seeminglySecure(options, port);
    const listener = args.findLast((one) => typeof one === "function") as (() => void) | undefined;
    if (listener !== undefined) socket.once("secureConnect", listener);
    return socket;
  };
  Object.defineProperty(net.Socket.prototype, "connect", { ...socketConnect, value: connect });
  Object.defineProperty(tls, "connect", { ...tlsConnect, value: secureConnect });
  syncBuiltinESMExports();
  const undo = (): void => {
    Object.defineProperty(net.Socket.prototype, "connect", socketConnect);
    Object.defineProperty(tls, "connect", tlsConnect);
    syncBuiltinESMExports();
  };
  return { tables, undo };
}

interface ConnectOptions {
  readonly host?: unknown;
  readonly [option: string]: unknown;
}

/** connect() takes (options), (port, host), ([options, listener]) from net's own helpers, and a path. */
function connectOptions(args: readonly unknown[]): ConnectOptions {
  const [first, second] = args;
  if (Array.isArray(first)) return connectOptions(first as unknown[]);
  if (typeof first === "object" && first !== null) return first as ConnectOptions;
  return typeof second === "string" ? { port: first, host: second } : { port: first };
}

function toLoopback(options: ConnectOptions, port: number): ConnectOptions {
  const { lookup: _lookup, path: _path, localAddress: _local, family: _family, ...rest } = options;
  return { ...rest, host: "127.0.0.1", port };
}

/** A plain socket that its client takes for a secure one. */
function seeminglySecure(options: ConnectOptions, port: number): net.Socket {
  const given = options["socket"];
  const socket =
    given instanceof net.Socket
      ? given
      : net.connect(toLoopback(options, port) as unknown as net.TcpNetConnectOpts);
  Object.assign(socket, {
    encrypted: true,
    authorized: true,
    authorizationError: null,
    alpnProtocol: false,
    servername: options["servername"] ?? options.host,
    getPeerCertificate: () => ({}),
    getSession: () => undefined,
    isSessionReused: () => false,
    setServername: () => undefined,
  });
  socket.once("connect", () => {
    socket.emit("secure");
    socket.emit("secureConnect");
  });
  return socket;
}
