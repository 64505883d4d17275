import { createConnection } from "node:net";
import { expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import type { Arrival } from "../../engine/index.ts";
import { answerText, RawClient, serveWith, until } from "../../../tests/hosts/server/harness.ts";
import { endpoint, peerIn } from "./peer.ts";

const here = "0100007F:1F90";
const there = "0100007F:D431";
const v6 = "0000000000000000FFFF0000";

function line(local: string, remote: string, inode: string): string {
  return `   7: ${local} ${remote} 05 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000 20 4\n`;
}

test.each([
  ["held by a program", line(here, there, "11") + line(there, here, "12"), "reading"],
  [
    "held by a program with a dual-stack socket",
    line(here, there, "11") + line(v6 + there, v6 + here, "12"),
    "reading",
  ],
  ["closed and lingering", line(here, there, "11") + line(there, here, "0"), "gone"],
  ["not there any more", line(here, there, "11"), "gone"],
  ["on a machine that hides owners", line(here, there, "0") + line(there, here, "0"), "unknown"],
  ["on a machine without a table", "", "unknown"],
])("a client's socket %s", (_what, table, peer) => {
  expect(peerIn(table, here, there)).toBe(peer);
});

test("an end as the table writes it", () => {
  expect(["0100007F:1F90", "7F000001:1F90"]).toContain(endpoint("127.0.0.1", 8080));
});

/** Answers after several looks at the client, and later than one of which nothing is known is given up. */
async function answerLate(arrival: Arrival): Promise<void> {
  if (await arrival.reply.wait(limits.halfClosedMs + 2 * limits.peerCheckMs))
    await answerText(arrival, "late");
}

// Other systems do not show who holds a socket: there such a client is given up after a second.
test.runIf(process.platform === "linux")("a client that closed its sending side is waited for", async () => {
  await using server = await serveWith(answerLate);
  using client = new RawClient(server.port);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  client.socket.end();
  expect(await client.reads("late")).toMatch(/^HTTP\/1.1 200 /);
});

// As above.
test.runIf(process.platform === "linux")("so is one with a dual-stack socket", async () => {
  await using server = await serveWith(answerLate);
  const socket = createConnection({ host: "::ffff:127.0.0.1", port: server.port, allowHalfOpen: true });
  let received = "";
  socket.on("data", (data) => {
    received += data.toString();
  });
  socket.end("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await until(() => received.includes("late"), "the answer");
  expect(received).toMatch(/^HTTP\/1.1 200 /);
});

test("one that closed its sending side and leaves later is noticed", async () => {
  const waits: boolean[] = [];
  await using server = await serveWith(async ({ reply }) => {
    waits.push(await reply.wait(60_000));
  });
  const client = new RawClient(server.port);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  client.socket.end();
  await until(() => server.arrivals.length === 1, "the call");
  expect(waits).toEqual([]);
  client.socket.destroy();
  await server.served(1);
  expect(waits).toEqual([false]);
});
