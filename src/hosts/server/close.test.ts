import { expect, test } from "vitest";
import { limits, type Reply } from "../../core/index.ts";
import { curl, RawClient, readAll, serveWith, until } from "../../../tests/hosts/server/harness.ts";

const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

async function endingOf(
  answer: (reply: Reply) => Promise<unknown>,
  request = get,
): Promise<{ ending: string; received: string }> {
  await using server = await serveWith(async ({ reply }) => {
    await answer(reply);
  });
  using client = new RawClient(server.port);
  client.send(request);
  const ending = await client.ended();
  await server.served(1);
  expect(server.findings).toEqual([]);
  return { ending, received: client.received };
}

test("a reset before the head: no byte arrives", async () => {
  expect(await endingOf((reply) => reply.close({ how: "rst" }))).toEqual({ ending: "rst", received: "" });
});

test("before a reset the client has a moment to read what was written", async () => {
  let pausedMs = 0;
  await using server = await serveWith(async ({ reply }) => {
    await reply.head(200, []);
    await reply.bytes(Buffer.from("half"));
    await reply.wait(1);
    const started = performance.now();
    await reply.close({ how: "rst" });
    pausedMs = performance.now() - started;
  });
  await curl(server.url);
  await server.served(1);
  // Timers may be a millisecond early.
  expect(pausedMs).toBeGreaterThanOrEqual(limits.resetPauseMs - 1);
});

test.each([
  ["after the head", ""],
  ["in the middle of a body", "half"],
])("a reset %s: what was written arrives, then the reset", async (_when, body) => {
  await using server = await serveWith(async ({ reply }) => {
    await reply.head(200, [["x-head", "came"]]);
    await reply.bytes(Buffer.from(body));
    await reply.close({ how: "rst" });
  });
  const { exitCode, stdout } = await curl("-i", "-N", server.url);
  expect(exitCode).toBe(56);
  expect(stdout).toContain("x-head: came");
  expect(stdout.endsWith(`\r\n\r\n${body}`)).toBe(true);
});

test("an empty answer: the connection ends without a byte", async () => {
  expect(await endingOf((reply) => reply.close({ how: "fin" }))).toEqual({ ending: "fin", received: "" });
});

test("an empty answer to a body that nobody read ends cleanly too, not with a reset", async () => {
  const body = "x".repeat(300_000);
  const request = `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  const answer = (reply: Reply): Promise<void> => reply.close({ how: "fin" });
  expect(await endingOf(answer, request)).toEqual({ ending: "fin", received: "" });
});

test("a truncated body: less than Content-Length says, then a clean end", async () => {
  const { ending, received } = await endingOf(async (reply) => {
    await reply.head(200, [["Content-Length", "10"]]);
    await reply.bytes(Buffer.from("half"));
    await reply.close({ how: "fin" });
  });
  expect(ending).toBe("fin");
  expect(received).toMatch(/Content-Length: 10\r\n[^]*\r\n\r\nhalf$/);
});

test("a truncated chunked body has no last chunk", async () => {
  const { ending, received } = await endingOf(async (reply) => {
    await reply.head(200, []);
    await reply.bytes(Buffer.from("half"));
    await reply.close({ how: "fin" });
  });
  expect(ending).toBe("fin");
  expect(received).toMatch(/\r\n\r\n4\r\nhalf\r\n$/);
});

test("a malformed chunk is written as it is", async () => {
  const { ending, received } = await endingOf(async (reply) => {
    await reply.head(200, [["Transfer-Encoding", "chunked"]]);
    await reply.bytes(Buffer.from("good"));
    await reply.raw?.(Buffer.from("nonsense\r\n"));
    await reply.close({ how: "fin" });
  });
  expect(ending).toBe("fin");
  expect(received).toMatch(/\r\n\r\n4\r\ngood\r\nnonsense\r\n$/);
});

test("a status line of its own", async () => {
  const answer = async (reply: Reply): Promise<void> => {
    await reply.raw?.(Buffer.from("HTTP/9.9 abc\r\n\r\n"));
    await reply.end();
  };
  expect(await endingOf(answer)).toEqual({ ending: "fin", received: "HTTP/9.9 abc\r\n\r\n" });
});

test("raw bytes inside a body that ends as its framing asks", async () => {
  const { ending, received } = await endingOf(async (reply) => {
    await reply.head(200, []);
    await reply.bytes(Buffer.from("a"));
    await reply.raw?.(Buffer.from("1;odd=extension\r\nb\r\n"));
    await reply.end();
  });
  expect(ending).toBe("fin");
  expect(received).toMatch(/\r\n\r\n1\r\na\r\n1;odd=extension\r\nb\r\n0\r\n\r\n$/);
});

test.each(["fin", "rst"] as const)(
  "%s of a pipelined request comes after the answers before it",
  async (how) => {
    let first: (() => void) | undefined;
    await using server = await serveWith(async (arrival) => {
      if (arrival.head.protocol === "http" && arrival.head.path === "/2") {
        first?.();
        await arrival.reply.close({ how });
        return;
      }
      await new Promise<void>((resolve) => {
        first = resolve;
      });
      await arrival.reply.head(200, []);
      await arrival.reply.bytes(Buffer.from("first"));
      await arrival.reply.end();
    });
    using client = new RawClient(server.port);
    client.send(`GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n`);
    expect(await client.ended()).toBe(how);
    expect(client.received).toMatch(/\r\n\r\nfirst$/);
    await server.served(2);
  },
);

test("what is sent after the connection was ended is no call", async () => {
  await using server = await serveWith(({ reply }) => reply.close({ how: "fin" }));
  using client = new RawClient(server.port);
  client.send(get);
  await client.ended();
  client.send(get);
  client.socket.end();
  await until(() => client.socket.destroyed, "the end of both sides");
  expect(server.arrivals).toHaveLength(1);
});

test("a stalled answer writes nothing until the client leaves, and notices that", async () => {
  const seen: string[] = [];
  await using server = await serveWith(async (arrival) => {
    for await (const item of arrival.input) seen.push(item.kind);
    seen.push(`waited: ${String(await arrival.reply.wait(60_000))}`);
  });
  const client = new RawClient(server.port);
  client.send(get);
  await until(() => seen.length === 1, "the end of the request");
  client.socket.destroy();
  await server.served(1);
  expect(seen).toEqual(["end", "gone", "waited: false"]);
  expect(server.arrivals[0]?.gone.aborted).toBe(true);
  expect(server.findings).toEqual([]);
});

test("a wait ends early when the client leaves", async () => {
  const waits: boolean[] = [];
  await using server = await serveWith(async ({ reply }) => {
    waits.push(await reply.wait(60_000));
  });
  const client = new RawClient(server.port);
  client.send(get);
  await until(() => server.arrivals.length === 1, "the call");
  client.socket.resetAndDestroy();
  await server.served(1);
  expect(waits).toEqual([false]);
});

test("after the client left, every method of the reply resolves and nothing is thrown", async () => {
  let rounds = 0;
  await using server = await serveWith(async ({ reply, gone }) => {
    await reply.head(200, []);
    while (!gone.aborted) await reply.bytes(Buffer.alloc(100_000));
    for (; rounds < 3; rounds += 1) await reply.bytes(Buffer.alloc(10));
    await reply.raw?.(Buffer.alloc(1));
    await reply.head(200, []);
    await reply.end();
    await reply.close({ how: "rst" });
  });
  const client = new RawClient(server.port);
  client.send(get);
  await client.reads("\r\n\r\n");
  client.socket.destroy();
  await server.served(1);
  expect(rounds).toBe(3);
  expect(server.findings).toEqual([]);
});

test("a client that closed its sending side still gets its answer", async () => {
  await using server = await serveWith(async (arrival) => {
    const { text } = await readAll(arrival);
    await arrival.reply.wait(600);
    await arrival.reply.head(200, []);
    await arrival.reply.bytes(Buffer.from(`late answer to ${text}`));
    await arrival.reply.end();
  });
  using client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
  client.socket.end();
  expect(await client.ended()).toBe("fin");
  expect(client.received).toContain("late answer to body");
});

test("an answer that was given just before the server closed arrives whole", async () => {
  const closing: { now?: () => Promise<void> } = {};
  const server = await serveWith(async ({ reply }) => {
    await reply.head(200, []);
    await reply.bytes(Buffer.from("given"));
    await reply.end();
    void closing.now?.();
  });
  closing.now = () => server.close();
  using client = new RawClient(server.port);
  client.send(get);
  await client.ended();
  expect(client.received).toMatch(/\r\n\r\ngiven$/);
  await server.close();
});

test("answers given just before a later call of their connection is reset arrive whole", async () => {
  await using server = await serveWith(async ({ head, reply }) => {
    if (head.protocol === "http" && head.path === "/break") return reply.close({ how: "fin" });
    await reply.head(200, []);
    await reply.bytes(Buffer.from("given"));
    await reply.end();
  });
  using client = new RawClient(server.port);
  client.send(`${get}${get}${get.replace("/", "/break")}`);
  await client.ended();
  expect(client.received.match(/\r\n\r\ngiven/g)).toHaveLength(2);
});
