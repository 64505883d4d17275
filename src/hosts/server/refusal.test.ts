import { expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import {
  answerText,
  curl,
  RawClient,
  readAll,
  serveWith,
  until,
} from "../../../tests/hosts/server/harness.ts";

/** A server that is not to get any call, and what a client reads from it. */
async function refused(request: string | Uint8Array): Promise<{ received: string; what: string[] }> {
  await using server = await serveWith((arrival) => answerText(arrival, "served"));
  using client = new RawClient(server.port);
  client.send(request);
  expect(await client.ended()).toBe("fin");
  expect(server.arrivals).toHaveLength(0);
  expect(server.findings.map((one) => one.name)).toEqual(["unreadable-call"]);
  return { received: client.received, what: server.findings.map((one) => one.what) };
}

test.each([
  ["no request at all", "nonsense\r\n\r\n"],
  ["a head that breaks off", "GET / HTTP/1.1\r\nHost"],
  ["a header without colon", "GET / HTTP/1.1\r\nHost a\r\n\r\n"],
  ["two lengths", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"],
  [
    "a length and chunks",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
  ],
  ["HTTP/2 without agreement", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["no Host", "GET /path HTTP/1.1\r\n\r\n"],
  ["an odd target", "GET http:///path HTTP/1.1\r\nHost: a\r\n\r\n"],
])("%s is answered with 400 and says who speaks", async (_what, request) => {
  await using server = await serveWith((arrival) => answerText(arrival, "served"));
  using client = new RawClient(server.port);
  client.send(request);
  if (request.endsWith("Host")) client.socket.end();
  expect(await client.ended()).toBe("fin");
  expect(client.received).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
  expect(client.received).toContain("This is backlot, standing in for the service convo.");
  expect(client.received).toContain("x-backlot-refusal: BKL2011\r\nx-should-retry: false\r\n");
  expect(server.arrivals).toHaveLength(0);
  expect(server.findings.map((one) => one.name)).toEqual(["unreadable-call"]);
});

test("a TLS handshake on a plain port is explained", async () => {
  const hello = Buffer.from("16030100c8010000c40303", "hex");
  const { what } = await refused(hello);
  expect(what).toEqual(["A client started TLS on a port that speaks plain HTTP."]);
});

test("curl over https gets the same finding", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "served"));
  const { exitCode } = await curl("-k", server.url.replace("http:", "https:"));
  expect(exitCode).not.toBe(0);
  expect(server.findings[0]?.fix).toContain("http://");
});

/** A request whose target, header names and values have a given length together. */
function headOfLength(bytes: number): string {
  const others = ["/", "Host", "a", "x-long"].join("").length;
  return `GET / HTTP/1.1\r\nHost: a\r\nx-long: ${"x".repeat(bytes - others)}\r\n\r\n`;
}

test("a head may be as long as the limit says", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "served"));
  using client = new RawClient(server.port);
  client.send(headOfLength(limits.headBytes));
  expect(await client.reads("served")).toMatch(/^HTTP\/1.1 200 /);
});

test("one byte more is answered with 431", async () => {
  const { received, what } = await refused(headOfLength(limits.headBytes + 1));
  expect(received).toMatch(/^HTTP\/1.1 431 /);
  expect(what[0]).toContain(`longer than ${limits.headBytes} bytes`);
});

test("a WebSocket is refused with 426", async () => {
  const { received, what } = await refused(
    "GET /live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: WebSocket\r\nSec-WebSocket-Version: 13\r\n\r\n",
  );
  expect(received).toMatch(/^HTTP\/1.1 426 Upgrade Required\r\n/);
  expect(what).toEqual(['GET "/live" asked for a WebSocket.']);
});

test("an offer of HTTP/2 is ignored, as a server without it does", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "served"));
  const { stdout, exitCode } = await curl("--http2", server.url);
  expect({ stdout, exitCode }).toEqual({ stdout: "served", exitCode: 0 });
});

test("a tunnel is refused with 501", async () => {
  const { received, what } = await refused(
    "CONNECT real.example:443 HTTP/1.1\r\nHost: real.example:443\r\n\r\n",
  );
  expect(received).toMatch(/^HTTP\/1.1 501 /);
  expect(what).toEqual(['CONNECT "real.example:443" asked for a tunnel.']);
});

test("what a request holds reaches nobody's terminal as it is", async () => {
  const { received } = await refused("GET http:///\x1b[31mred HTTP/1.1\r\nHost: a\r\n\r\n");
  expect(received).not.toContain("\x1b");
});

test("requests before a malformed one get their answers first", async () => {
  await using server = await serveWith(async (arrival) => {
    await arrival.reply.wait(50);
    await answerText(arrival, "first");
  });
  using client = new RawClient(server.port);
  client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n");
  expect(await client.ended()).toBe("fin");
  expect(client.received).toMatch(/^HTTP\/1.1 200 [^]*\r\n\r\nfirstHTTP\/1.1 400 /);
  expect(server.findings).toHaveLength(1);
});

test("a body that is malformed on its way ends the call as gone and is answered with 400", async () => {
  const seen: string[] = [];
  await using server = await serveWith(async (arrival) => {
    const { text, last } = await readAll(arrival);
    seen.push(text, last);
  });
  using client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\n");
  expect(await client.ended()).toBe("fin");
  await server.served(1);
  expect(seen).toEqual(["ab", "gone"]);
  expect(client.received).toMatch(/^HTTP\/1.1 400 /);
  expect(server.findings.map((one) => one.name)).toEqual(["unreadable-call"]);
});

test("a body that is malformed under an answer ends the connection", async () => {
  await using server = await serveWith(async (arrival) => {
    await arrival.reply.head(200, []);
    await arrival.reply.wait(60_000);
  });
  using client = new RawClient(server.port);
  client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  await client.reads("200 OK");
  client.send("zz\r\n");
  await client.ended();
  await server.served(1);
  expect(client.received).not.toContain("400");
  expect(server.arrivals[0]?.gone.aborted).toBe(true);
});

test("a client that only connects and leaves is nothing to tell", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "served"));
  using client = new RawClient(server.port);
  client.socket.end();
  await until(() => client.socket.destroyed, "the end");
  expect(server.findings).toEqual([]);
});
