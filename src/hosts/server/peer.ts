import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";

/** What is known of the other end of a connection that sends no more. */
export type Peer = "reading" | "gone" | "unknown";

let reading: Promise<string> | undefined;

/**
 * Whether the client that closed its sending side still holds its socket. TCP says the same of one that
 * waits for its answer and of one that was closed or died; on Linux the table of sockets tells them apart,
 * since both ends are on this machine.
 */
export async function lookAtPeer(socket: Socket): Promise<Peer> {
  if (process.platform !== "linux") return "unknown";
  const { localAddress, localPort, remoteAddress, remotePort } = socket;
  if (localAddress === undefined || localPort === undefined) return "gone";
  if (remoteAddress === undefined || remotePort === undefined) return "gone";
  reading ??= readTable().finally(() => {
    reading = undefined;
  });
  const table = await reading;
  const here = endpoint(localAddress, localPort);
  const there = endpoint(remoteAddress, remotePort);
  const own = inodeOf(table, here, there);
  // A table that does not know this end's owner says nothing of the other's.
  if (own === undefined || own === "0") return "unknown";
  const other = inodeOf(table, there, here);
  return other === undefined || other === "0" ? "gone" : "reading";
}

async function readTable(): Promise<string> {
  const tables = await Promise.allSettled(
    ["/proc/net/tcp", "/proc/net/tcp6"].map((file) => readFile(file, "latin1")),
  );
  return tables.map((table) => (table.status === "fulfilled" ? table.value : "")).join("\n");
}

/** The owner of the socket with these ends: "0" when no program holds it, undefined when there is none. */
function inodeOf(table: string, local: string, remote: string): string | undefined {
  const at =
    table.indexOf(`${local} `) === -1 ? -1 : table.search(new RegExp(`${local} [0-9A-F]*${remote} `));
  if (at === -1) return undefined;
  const line = table.slice(at, table.indexOf("\n", at));
  // local, remote, state, queues, timer, retransmits, uid, timeout, inode
  return line.split(/\s+/)[8];
}

/** An IPv4 end as the table writes it; a dual-stack socket's address ends the same way. */
function endpoint(address: string, port: number): string {
  const bytes = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
  return `${bytes.reverse().join("")}:${port.toString(16).padStart(4, "0")}`.toUpperCase();
}
