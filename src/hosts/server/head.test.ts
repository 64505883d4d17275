import { expect, test } from "vitest";
import type { HttpHead } from "../../core/index.ts";
import { answerText, curl, RawClient, serveWith } from "../../../tests/hosts/server/harness.ts";
import { parseTarget } from "./head.ts";

/** The head of the call that a request becomes. */
async function headOf(request: string): Promise<{ head: HttpHead; url: string }> {
  await using server = await serveWith((arrival) => answerText(arrival, "done"));
  using client = new RawClient(server.port);
  client.send(request);
  await client.reads(/done|\r\n\r\n/);
  const [arrival] = server.arrivals;
  expect(arrival?.head.protocol).toBe("http");
  return { head: arrival?.head as HttpHead, url: server.url };
}

test("a head is what was sent", async () => {
  const request =
    "PATCH /a%20b/./c//?x=1&x=2&e= HTTP/1.1\r\nhOsT: here:1\r\nX-One: 1\r\nx-one: 2\r\nEmpty:\r\n\r\n";
  const { head } = await headOf(request);
  expect(head).toEqual({
    protocol: "http",
    service: "convo",
    method: "PATCH",
    path: "/a%20b/./c//",
    query: "x=1&x=2&e=",
    headers: [
      ["hOsT", "here:1"],
      ["X-One", "1"],
      ["x-one", "2"],
      ["Empty", ""],
    ],
    httpVersion: "1.1",
    origin: "http://here:1",
  });
});

test.each([
  ["/", { path: "/", query: "" }],
  ["/a?b?c", { path: "/a", query: "b?c" }],
  ["/?", { path: "/", query: "" }],
  ["*", { path: "*", query: "" }],
  ["http://real.example", { path: "/", query: "", authority: "real.example" }],
  ["http://real.example?q", { path: "/", query: "q", authority: "real.example" }],
  ["HTTP://real.example:81/a/b?q=1", { path: "/a/b", query: "q=1", authority: "real.example:81" }],
  ["https://real.example/a", { path: "/a", query: "", authority: "real.example" }],
  ["//double/slash", { path: "//double/slash", query: "" }],
  ["http:///nohost", undefined],
  ["ftp://real.example/", undefined],
  ["word", undefined],
])("target %s", (target, parsed) => {
  expect(parseTarget(target)).toEqual(parsed);
});

test("an absolute target stands over the Host header", async () => {
  const { head } = await headOf("GET http://real.example/v1/me?x=1 HTTP/1.1\r\nhost: other\r\n\r\n");
  expect(head).toMatchObject({
    path: "/v1/me",
    query: "x=1",
    origin: "http://real.example",
    headers: [["host", "real.example"]],
  });
});

test("an origin that would break out of a URL is not believed", async () => {
  const { head, url } = await headOf("GET / HTTP/1.0\r\nHost: a/b@c\r\n\r\n");
  expect(head).toMatchObject({ origin: url, httpVersion: "1.0", headers: [["Host", "a/b@c"]] });
});

test("header values beyond ASCII come as UTF-8 text, and others without loss", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "done"));
  using client = new RawClient(server.port);
  client.send(Buffer.from("GET / HTTP/1.1\r\nHost: a\r\nx-utf: Zoë\r\n"));
  client.send(Buffer.from("x-byte: \u00e9\r\n\r\n", "latin1"));
  await client.reads("done");
  expect(server.arrivals[0]?.head).toMatchObject({
    headers: [
      ["Host", "a"],
      ["x-utf", "Zoë"],
      ["x-byte", "\udce9"],
    ],
  });
});

test("more headers than node keeps by default", async () => {
  const lines = Array.from({ length: 3000 }, (_, index) => `h${index}: ${index}\r\n`).join("");
  const { head } = await headOf(`GET / HTTP/1.1\r\nHost: a\r\n${lines}\r\n`);
  expect(head.headers).toHaveLength(3001);
  expect(head.headers[3000]).toEqual(["h2999", "2999"]);
});

test("curl through the port as a proxy", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "doubled"));
  const { stdout } = await curl("--proxy", server.url, "http://real.example/v1/me?x=1");
  expect(stdout).toBe("doubled");
  expect(server.arrivals[0]?.head).toMatchObject({ path: "/v1/me", origin: "http://real.example" });
});
