import { expect, test } from "vitest";
import { BacklotError, type HeaderList, type Reply } from "../../core/index.ts";
import { answerText, RawClient, serveWith } from "../../../tests/hosts/server/harness.ts";

const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

/** What the wire holds when a request is answered in a given way. */
async function exchange(
  request: string,
  answer: (reply: Reply) => Promise<void>,
  last: string | RegExp,
): Promise<string> {
  await using server = await serveWith(({ reply }) => answer(reply));
  using client = new RawClient(server.port);
  client.send(request);
  await client.reads(last);
  await server.served(1);
  return client.received;
}

async function answer(reply: Reply, status: number, headers: HeaderList, body?: string): Promise<void> {
  await reply.head(status, headers);
  if (body !== undefined) await reply.bytes(Buffer.from(body));
  await reply.end();
}

test("an answer given in one go has a Content-Length and nothing invented", async () => {
  const wire = await exchange(
    get,
    (reply) => answer(reply, 200, [["Content-Type", "text/plain"]], "hi"),
    "hi",
  );
  expect(wire).toBe(
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nhi",
  );
});

test("an answer without body has length 0", async () => {
  const wire = await exchange(get, (reply) => answer(reply, 200, []), "\r\n\r\n");
  expect(wire).toBe("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n");
});

test("an answer in several parts is chunked", async () => {
  const parts = async (reply: Reply): Promise<void> => {
    await reply.head(200, []);
    await reply.bytes(Buffer.from("one"));
    await reply.bytes(Buffer.from("two"));
    await reply.end();
  };
  expect(await exchange(get, parts, "0\r\n\r\n")).toBe(
    "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n",
  );
});

test("a first part is not held back while real time passes", async () => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await using server = await serveWith(async ({ reply }) => {
    await reply.head(200, [["Content-Type", "text/event-stream"]]);
    await reply.bytes(Buffer.from("data: 1\n\n"));
    await released;
    await reply.end();
  });
  using client = new RawClient(server.port);
  client.send(get);
  expect(await client.reads("data: 1")).not.toContain("0\r\n\r\n");
  release();
  await client.reads("0\r\n\r\n");
});

test("a head alone is sent before wait() passes", async () => {
  await using server = await serveWith(async ({ reply, gone }) => {
    await reply.head(200, [["x-first", "1"]]);
    while (!gone.aborted) await reply.wait(10_000);
  });
  using client = new RawClient(server.port);
  client.send(get);
  expect(await client.reads("x-first: 1")).toMatch(/\r\n\r\n$/);
});

test("order, spelling and repetition of headers are kept", async () => {
  const headers: HeaderList = [
    ["x-B", "1"],
    ["Set-Cookie", "a=1"],
    ["X-a", "2"],
    ["Set-Cookie", "b=2"],
    ["Date", "Wed, 15 Jan 2025 10:30:00 GMT"],
  ];
  const wire = await exchange(get, (reply) => answer(reply, 200, headers), "\r\n\r\n");
  expect(wire.split("\r\n").slice(1, 6)).toEqual(headers.map(([name, value]) => `${name}: ${value}`));
});

test("a reason phrase of its own and a status nobody knows", async () => {
  const made = await exchange(
    get,
    async (reply) => {
      await reply.head(201, [], "Made");
      await reply.end();
    },
    "\r\n\r\n",
  );
  expect(made).toMatch(/^HTTP\/1.1 201 Made\r\n/);
  expect(await exchange(get, (reply) => answer(reply, 799, []), "\r\n\r\n")).toMatch(/^HTTP\/1.1 799 /);
});

test("header values beyond ASCII go out as UTF-8 or as the bytes they were", async () => {
  const headers: HeaderList = [
    ["x-utf", "Zoë"],
    ["x-byte", "\udce9"],
  ];
  const wire = await exchange(get, (reply) => answer(reply, 200, headers), "\r\n\r\n");
  expect(wire).toContain("x-utf: Zo\u00c3\u00ab\r\nx-byte: \u00e9\r\n");
});

test.each([
  ["HEAD", 200, "x", "Content-Length: 1\r\n"],
  ["HEAD", 200, undefined, ""],
  ["GET", 204, undefined, ""],
  ["GET", 304, undefined, ""],
])("%s with status %i and body %s has no body", async (method, status, body, length) => {
  const request = `${method} / HTTP/1.1\r\nHost: a\r\n\r\n`;
  await using server = await serveWith(({ reply }) => answer(reply, status, [], body));
  using client = new RawClient(server.port);
  client.send(request);
  await client.reads("\r\n\r\n");
  expect(client.received).toBe(
    client.received.split("\r\n")[0] + `\r\n${length}Connection: keep-alive\r\n\r\n`,
  );
  // The connection is still good for another request.
  client.send(request);
  await server.served(2);
  await client.reads(/keep-alive[^]*keep-alive/);
});

test("an explicit Content-Length is kept and the body may come in parts", async () => {
  const wire = await exchange(
    get,
    async (reply) => {
      await reply.head(200, [["content-length", "6"]]);
      await reply.bytes(Buffer.from("one"));
      await reply.wait(1);
      await reply.bytes(Buffer.from("two"));
      await reply.end();
    },
    "onetwo",
  );
  expect(wire).toBe("HTTP/1.1 200 OK\r\ncontent-length: 6\r\nConnection: keep-alive\r\n\r\nonetwo");
});

test("an answer that says its length itself goes out in one piece, not head and body apart", async () => {
  await using server = await serveWith(({ reply }) => answer(reply, 200, [["content-length", "2"]], "hi"));
  using client = new RawClient(server.port);
  const first = new Promise<string>((resolve) => client.socket.once("data", (data) => resolve(String(data))));
  client.send(get);
  expect(await first).toMatch(/\r\n\r\nhi$/);
});

test("an explicit Transfer-Encoding makes one part chunked", async () => {
  const chunked: HeaderList = [["Transfer-Encoding", "chunked"]];
  const wire = await exchange(get, (reply) => answer(reply, 200, chunked, "one"), "0\r\n\r\n");
  expect(wire).toMatch(/\r\n\r\n3\r\none\r\n0\r\n\r\n$/);
  expect(wire).not.toMatch(/content-length/i);
});

test.each([
  ["9", "short"],
  ["2", "longer"],
])("a Content-Length of %s with body %s ends the connection", async (length, body) => {
  await using server = await serveWith(({ reply }) => answer(reply, 200, [["Content-Length", length]], body));
  using client = new RawClient(server.port);
  client.send(get);
  expect(await client.ended()).toBe("fin");
  expect(client.received).toContain(`Content-Length: ${length}\r\n`);
  expect(client.received).toMatch(new RegExp(`\r\n\r\n${body}$`));
});

test("HTTP/1.0 gets no chunks: the end of the connection ends the body", async () => {
  await using server = await serveWith(async ({ reply }) => {
    await reply.head(200, []);
    await reply.bytes(Buffer.from("one"));
    await reply.wait(1);
    await reply.end();
  });
  using client = new RawClient(server.port);
  client.send("GET / HTTP/1.0\r\n\r\n");
  expect(await client.ended()).toBe("fin");
  expect(client.received).toBe("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\none");
});

test("pipelined requests are answered in order, whoever is ready first", async () => {
  let first: (() => void) | undefined;
  await using server = await serveWith(async (arrival) => {
    if (arrival.head.protocol !== "http") return;
    if (arrival.head.path === "/1") {
      await new Promise<void>((resolve) => {
        first = resolve;
      });
    }
    await answerText(arrival, `answer to ${arrival.head.path};`);
    if (arrival.head.path === "/3") first?.();
  });
  using client = new RawClient(server.port);
  client.send(["/1", "/2", "/3"].map((path) => `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`).join(""));
  await client.reads("/3;");
  expect(client.received.match(/answer to ..;/g)).toEqual([
    "answer to /1;",
    "answer to /2;",
    "answer to /3;",
  ]);
});

test("big bodies wait for a slow client", async () => {
  const part = Buffer.alloc(1024 * 1024, "x");
  let taken = 0;
  await using server = await serveWith(async ({ reply }) => {
    await reply.head(200, []);
    for (let count = 0; count < 64; count += 1) {
      await reply.bytes(part);
      taken += 1;
    }
    await reply.end();
  });
  using client = new RawClient(server.port);
  client.socket.pause();
  client.send(get);
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  expect(taken).toBeLessThan(64);
  client.socket.resume();
  await server.served(1);
  expect(taken).toBe(64);
});

test.each<[string, (reply: Reply) => Promise<unknown>]>([
  ["bytes before head", (reply) => reply.bytes(Buffer.from("x"))],
  ["end before head", (reply) => reply.end()],
  ["head twice", (reply) => reply.head(200, []).then(() => reply.head(200, []))],
  ["status 99", (reply) => reply.head(99, [])],
  ["an invalid header name", (reply) => reply.head(200, [["a b", "1"]])],
  ["an invalid header value", (reply) => reply.head(200, [["a", "1\r\nb: 2"]])],
  ["an invalid reason", (reply) => reply.head(200, [], "a\r\nb")],
  ["pipe", (reply) => reply.pipe({ kind: "command", mode: "wait" })],
  ["attach", (reply) => reply.attach()],
  ["an exit", (reply) => reply.close({ how: "exit", code: 0 })],
])("%s is refused, and the client gets the reason", async (_what, wrong) => {
  await using server = await serveWith(async ({ reply }) => {
    await wrong(reply);
  });
  using client = new RawClient(server.port);
  client.send(get);
  expect(await client.ended()).toBe("fin");
  expect(client.received).toMatch(/^HTTP\/1.1 500 /);
  expect(client.received).toContain("x-backlot-refusal: BKL5999");
  expect(server.findings.map((one) => one.name)).toEqual(["internal"]);
});

test("writing after the end is refused without touching what was sent", async () => {
  const errors: unknown[] = [];
  const wire = await exchange(
    get,
    async (reply) => {
      await answer(reply, 200, [], "all");
      await reply.close({ how: "fin" });
      for (const late of [reply.bytes(Buffer.from("x")), reply.end(), reply.head(200, [])]) {
        await late.catch((error: unknown) => errors.push(error));
      }
    },
    "all",
  );
  expect(errors).toHaveLength(3);
  expect(errors.every((error) => error instanceof BacklotError && error.code === "BKL5999")).toBe(true);
  expect(wire).toMatch(/\r\n\r\nall$/);
});
