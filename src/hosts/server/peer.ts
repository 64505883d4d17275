import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { endianness } from "node:os";

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
  return peerIn(await reading, endpoint(localAddress, localPort), endpoint(remoteAddress, remotePort));
}

/**
 * What the system's table of sockets says of the other end of a connection.
 * @param table text of /proc/net/tcp and tcp6
 * @param here this end as the table writes it, "0100007F:1F90"
 */
export function peerIn(table: string, here: string, there: string): Peer {
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
  // A dual-stack socket has longer addresses that end the same way.
  const at = table.search(new RegExp(`${local} [0-9A-F]*${remote} `));
  if (at === -1) return undefined;
  // local, remote, state, queues, timer, retransmits, uid, timeout, inode
  return table.slice(at, at + 200).split(/\s+/)[8];
}

/** An IPv4 end as the table writes it: the address in the byte order of the machine. */
export function endpoint(address: string, port: number): string {
  const bytes = address.split(".").map((part) => Number(part).toString(16).padStart(2, "0"));
  if (endianness() === "LE") bytes.reverse();
  return `${bytes.join("")}:${port.toString(16).padStart(4, "0")}`.toUpperCase();
}
