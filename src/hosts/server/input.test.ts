import { expect, test } from "vitest";
import type { CallInput } from "../../core/index.ts";
import type { Arrival } from "../../engine/index.ts";
import {
  answerText,
  curl,
  RawClient,
  readAll,
  serveWith,
  until,
} from "../../../tests/hosts/server/harness.ts";

/** Answers with what was read and how it ended. */
async function echo(arrival: Arrival): Promise<void> {
  const { text, last } = await readAll(arrival);
  await answerText(arrival, `${last}:${text}`);
}

/** Keeps what a call's input gave. */
function recorder(seen: string[]): (arrival: Arrival) => Promise<void> {
  return async (arrival) => {
    for await (const item of arrival.input) seen.push(shown(item));
  };
}

function shown(item: CallInput): string {
  return item.kind === "bytes" ? Buffer.from(item.bytes).toString() : item.kind;
}

test.each([
  ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "end:"],
  ["POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", "end:"],
  ["POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", "end:abc"],
  [
    "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
    "end:abc",
  ],
  ["POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "end:"],
])("%j is read as %s", async (request, expected) => {
  await using server = await serveWith(echo);
  using client = new RawClient(server.port);
  client.send(request);
  expect(await client.reads(expected)).toMatch(new RegExp(`\r\n\r\n${expected}$`));
  // What came after the body is the next request.
  client.send(request);
  await client.reads(new RegExp(`${expected}HTTP/1.1 200[^]*${expected}$`));
});

test("bytes reach the reader as they come", async () => {
  const seen: string[] = [];
  await using server = await serveWith(async (arrival) => {
    for await (const item of arrival.input) {
      seen.push(shown(item));
      if (item.kind === "end") break;
    }
    await answerText(arrival, "done");
  });
  using client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\none");
  await until(() => seen.length === 1, "the first part");
  client.send("two");
  await client.reads("done");
  expect(seen).toEqual(["one", "two", "end"]);
});

test("an answer can begin before the request has ended", async () => {
  await using server = await serveWith(async ({ reply, input }) => {
    await reply.head(200, [["Transfer-Encoding", "chunked"]]);
    for await (const item of input) {
      if (item.kind === "end") break;
      await reply.bytes(Buffer.from(shown(item).toUpperCase()));
    }
    await reply.end();
  });
  using client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na");
  await client.reads("1\r\nA\r\n");
  client.send("b");
  expect(await client.reads("0\r\n\r\n")).toMatch(/1\r\nA\r\n1\r\nB\r\n0\r\n\r\n$/);
});

test("a reader that stopped can go on later", async () => {
  const seen: string[] = [];
  await using server = await serveWith(async (arrival) => {
    for await (const item of arrival.input) {
      seen.push(shown(item));
      break;
    }
    seen.push("pause");
    await recorder(seen)(arrival);
  });
  using client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\none");
  await until(() => seen.length === 2, "the pause");
  client.send("two");
  await until(() => seen.includes("end"), "the end");
  client.socket.destroy();
  await server.served(1);
  expect(seen).toEqual(["one", "pause", "two", "end", "gone"]);
});

test("nothing is read that nobody asks for: the client has to wait", async () => {
  let go: (() => void) | undefined;
  await using server = await serveWith(async (arrival) => {
    await new Promise<void>((resolve) => {
      go = resolve;
    });
    const { text } = await readAll(arrival);
    await answerText(arrival, `read ${text.length}`);
  });
  using client = new RawClient(server.port);
  const size = 32 * 1024 * 1024;
  client.send(`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${size}\r\n\r\n`);
  client.send(Buffer.alloc(size, "x"));
  await until(() => go !== undefined, "the call");
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  expect(client.socket.writableLength).toBeGreaterThan(0);
  go?.();
  await client.reads(`read ${size}`);
});

test("an upload that breaks off is gone, after what had come", async () => {
  const seen: string[] = [];
  await using server = await serveWith(recorder(seen));
  const client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf");
  await until(() => seen.length === 1, "the first half");
  client.socket.resetAndDestroy();
  await server.served(1);
  expect(seen).toEqual(["half", "gone"]);
});

test("a client that leaves before its body was read: the body, the end, then gone", async () => {
  const seen: string[] = [];
  await using server = await serveWith(async (arrival) => {
    await new Promise<void>((resolve) => {
      arrival.gone.addEventListener("abort", resolve);
    });
    await recorder(seen)(arrival);
  });
  const client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
  await until(() => server.arrivals.length === 1, "the call");
  client.socket.resetAndDestroy();
  await server.served(1);
  expect(seen).toEqual(["body", "end", "gone"]);
});

test("the input ends when the call is over", async () => {
  const seen: string[] = [];
  await using server = await serveWith(async (arrival) => {
    const reading = recorder(seen)(arrival);
    await answerText(arrival, "early");
    await reading;
  });
  using client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");
  await client.reads("early");
  await server.served(1);
  expect(seen).toEqual([]);
});

test.each([
  ["unread", async () => {}],
  [
    "partly read",
    async ({ input }: Arrival) => {
      for await (const item of input) if (item.kind === "bytes") return;
    },
  ],
])("a body that stays %s does not keep the connection from its next request", async (_how, read) => {
  await using server = await serveWith(async (arrival) => {
    await read(arrival);
    await answerText(arrival, "early;");
  });
  using client = new RawClient(server.port);
  const request = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n${"x".repeat(1_000_000)}`;
  client.send(request);
  await client.reads("early;");
  client.send(request);
  expect(await client.reads(/early;[^]*early;/)).toBeTruthy();
});

test("100 Continue is sent when the body is asked for", async () => {
  await using server = await serveWith(echo);
  using client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  await client.reads("HTTP/1.1 100 Continue\r\n\r\n");
  client.send("body");
  await client.reads("end:body");
  expect(client.received.match(/100 Continue/g)).toHaveLength(1);
});

test("without a reader the final answer goes first, and the connection ends", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "no", 413));
  using client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n");
  expect(await client.ended()).toBe("fin");
  expect(client.received).toMatch(/^HTTP\/1.1 413 [^]*Connection: close\r\n[^]*no$/);
  expect(client.received).not.toContain("100 Continue");
});

test("an expectation that nobody knows is a call like others", async () => {
  await using server = await serveWith(echo);
  using client = new RawClient(server.port);
  client.send("GET / HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n\r\n");
  await client.reads("end:");
  expect(server.arrivals).toHaveLength(1);
});

test("curl waits for leave to send a big body and gets it", async () => {
  await using server = await serveWith(async (arrival) => {
    const { text } = await readAll(arrival);
    await answerText(arrival, String(text.length));
  });
  const body = "x".repeat(2_000_000);
  const process = await curl(
    "-v",
    "--expect100-timeout",
    "9",
    "-H",
    "Expect: 100-continue",
    "-d",
    "@package-lock.json",
    server.url,
  );
  expect(process.stderr).toContain("HTTP/1.1 100 Continue");
  expect(process.exitCode).toBe(0);
  expect(Number(process.stdout)).toBeGreaterThan(100_000);
  const response = await fetch(server.url, { method: "PUT", body });
  expect(await response.text()).toBe(String(body.length));
});
