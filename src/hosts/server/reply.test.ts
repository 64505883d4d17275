import { expect, test } from "vitest";
import { answerText, RawClient, serveWith } from "../../../tests/hosts/server/harness.ts";

const get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

test("an answer given in one go has a Content-Length and nothing invented", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "hello"));
  using client = new RawClient(server.port);
  client.send(get);
  await client.reads("hello");
  expect(client.received).toBe(
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello",
  );
});

test("an answer that lets time pass is chunked", async () => {
  await using server = await serveWith(async ({ reply }) => {
    await reply.head(200, []);
    await reply.bytes(Buffer.from("one"));
    await reply.wait(1);
    await reply.bytes(Buffer.from("two"));
    await reply.end();
  });
  using client = new RawClient(server.port);
  client.send(get);
  await client.reads("0\r\n\r\n");
  expect(client.received).toBe(
    "HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n",
  );
});

test("head order, spelling and repeated headers are kept", async () => {
  await using server = await serveWith(async ({ reply }) => {
    await reply.head(
      201,
      [
        ["x-B", "1"],
        ["Set-Cookie", "a=1"],
        ["X-a", "2"],
        ["Set-Cookie", "b=2"],
      ],
      "Made",
    );
    await reply.end();
  });
  using client = new RawClient(server.port);
  client.send(get);
  await client.reads("\r\n\r\n");
  expect(client.received).toBe(
    "HTTP/1.1 201 Made\r\nx-B: 1\r\nSet-Cookie: a=1\r\nX-a: 2\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n",
  );
});
