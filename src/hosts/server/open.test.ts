import { spawn } from "node:child_process";
import { createServer, type AddressInfo, type Server } from "node:net";
import { expect, test } from "vitest";
import { BacklotError, limits } from "../../core/index.ts";
import type { CallSink } from "../../engine/index.ts";
import { answerText, RawClient, readAll, serveWith, until } from "../../../tests/hosts/server/harness.ts";
import { openServers } from "./index.ts";

const sink: CallSink = { accept: (arrival) => answerText(arrival, "served") };

/** Waits until as many TCP handles are open as there should be. */
async function handlesAre(count: number): Promise<void> {
  const open = (): string[] => process.getActiveResourcesInfo().filter((one) => one.startsWith("TCP"));
  await until(
    () => open().length === count,
    () => `${count} handles, there are ${open().join(" ")}`,
  );
}

/** A port that another program listens on. */
async function occupied(): Promise<{ port: number; server: Server }> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return { port: (server.address() as AddressInfo).port, server };
}

test("each service has a loopback port of its own", async () => {
  const service: string[] = [];
  const servers = await openServers({
    services: [{ name: "one" }, { name: "two" }],
    sink: {
      accept: (arrival) => {
        if (arrival.head.protocol === "http") service.push(arrival.head.service);
        return answerText(arrival, "served");
      },
    },
  });
  for (const name of ["one", "two"]) {
    const { port, url } = servers.addresses[name] ?? { port: 0, url: "" };
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(await (await fetch(url)).text()).toBe("served");
  }
  expect(service).toEqual(["one", "two"]);
  await servers.close();
});

test("a given port is used, even when free ones are asked for before it", async () => {
  const { port, server } = await occupied();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  const servers = await openServers({ services: [{ name: "free" }, { name: "given", port }], sink });
  expect(servers.addresses["given"]?.port).toBe(port);
  await servers.close();
});

test("all ports in use are named at once, and none stays open", async () => {
  await handlesAre(0);
  const [first, second] = [await occupied(), await occupied()];
  const error: unknown = await openServers({
    services: [
      { name: "one", port: first.port },
      { name: "free" },
      { name: "two", port: second.port },
      { name: "three", port: second.port },
    ],
    sink,
  }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BacklotError);
  const findings = error instanceof BacklotError ? error.findings : [];
  expect(findings.map((one) => one.name)).toEqual(["port-in-use", "port-in-use", "port-in-use"]);
  expect(findings.map((one) => one.what)).toEqual([
    `Port ${first.port} of the service one is in use.`,
    `Port ${second.port} of the service two is in use.`,
    `Port ${second.port} of the service three is in use.`,
  ]);
  await handlesAre(2);
  first.server.close();
  second.server.close();
});

test("two services of one scenario on one port: the second is told", async () => {
  const { port, server } = await occupied();
  await new Promise((resolve) => {
    server.close(resolve);
  });
  const opening = openServers({
    services: [
      { name: "a", port },
      { name: "b", port },
    ],
    sink,
  });
  await expect(opening).rejects.toThrow(`Port ${port} of the service b is in use.`);
});

test("close() ends idle connections, resets calls and leaves no handle", async () => {
  await handlesAre(0);
  const waits: boolean[] = [];
  const server = await serveWith(async ({ head, reply }) => {
    if (head.protocol === "http" && head.path === "/open") waits.push(await reply.wait(60_000));
    else await answerText({ head, reply } as never, "served");
  });
  const idle = new RawClient(server.port);
  idle.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await idle.reads("served");
  const open = new RawClient(server.port);
  open.send("GET /open HTTP/1.1\r\nHost: a\r\n\r\n");
  await until(() => server.arrivals.length === 2, "the open call");
  await server.close();
  await server.close();
  expect(await open.ended()).toBe("rst");
  expect(await idle.ended()).toBe("fin");
  expect(waits).toEqual([false]);
  idle.socket.destroy();
  await handlesAre(0);
  await expect(fetch(server.url)).rejects.toThrow("fetch failed");
});

test("two hundred worlds, one after the other, leave nothing behind", async () => {
  await handlesAre(0);
  let answered = 0;
  for (let count = 0; count < 200; count += 1) {
    const servers = await openServers({ services: [{ name: "a" }, { name: "b" }], sink });
    if ((await fetch(servers.addresses["b"]?.url ?? "")).status === 200) answered += 1;
    await servers.close();
  }
  expect(answered).toBe(200);
  await handlesAre(0);
});

test.each<[string, () => Promise<void>]>([
  ["rejects", () => Promise.reject(new Error("broken \u001b[31mdouble"))],
  [
    "throws",
    () => {
      throw new Error("broken double");
    },
  ],
  ["forgets the answer", () => Promise.resolve()],
])("a sink that %s: 500 with a text, and the connection ends", async (_how, accept) => {
  await using server = await serveWith(accept);
  using client = new RawClient(server.port);
  client.send("GET /path HTTP/1.1\r\nHost: a\r\n\r\n");
  expect(await client.ended()).toBe("fin");
  expect(client.received).toMatch(
    /^HTTP\/1.1 500 [^]*Connection: close\r\n[^]*BKL5999 internal: Serving GET \/path /,
  );
  expect(client.received).not.toContain("\u001b");
  expect(server.findings.map((one) => one.name)).toEqual(["internal"]);
  expect(server.arrivals).toHaveLength(1);
});

test("a sink that fails in the middle of an answer: the connection is reset", async () => {
  await using server = await serveWith(async ({ reply }) => {
    await reply.head(200, []);
    await reply.bytes(Buffer.from("half"));
    await reply.wait(50);
    throw new Error("broken double");
  });
  const response = await fetch(server.url);
  await expect(response.text()).rejects.toThrow("terminated");
  await until(() => server.findings.length === 1, "the finding");
});

test("a copy of an arrival is one too: a world numbers calls by copying them", async () => {
  await using server = await serveWith(async (arrival) => {
    const copy = { id: 1, ...arrival };
    await answerText(copy, `${copy.head.protocol} ${(await readAll(copy)).text} ${copy.gone.aborted}`);
  });
  const response = await fetch(server.url, { method: "POST", body: "body" });
  expect(await response.text()).toBe("http body false");
});

test("every request is one call, on one connection or many", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "served"));
  const answers = await Promise.all(
    Array.from({ length: 500 }, async (_, index) => (await fetch(`${server.url}/${index}`)).text()),
  );
  expect(new Set(answers)).toEqual(new Set(["served"]));
  const paths = server.arrivals.map(({ head }) => (head.protocol === "http" ? head.path : ""));
  expect(paths).toHaveLength(500);
  expect(new Set(paths).size).toBe(500);
});

test("no path is the server's own and no header opens it to web pages", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "served"));
  for (const path of ["/__admin", "/__backlot", "/mockserver/reset", "/.well-known/x", "/favicon.ico"]) {
    const response = await fetch(server.url + path, {
      method: "OPTIONS",
      headers: { Origin: "http://evil" },
    });
    expect([...response.headers.keys()].sort()).toEqual(["connection", "content-length", "content-type"]);
    expect(await response.text()).toBe("served");
  }
  expect(server.arrivals).toHaveLength(5);
});

test("as many connections as the limit says; one more is closed and told", async () => {
  const findings: string[] = [];
  const servers = await openServers({
    services: [{ name: "convo" }],
    sink,
    sockets: 2,
    report: (service, finding) => void findings.push(`${service}: ${finding.what}`),
  });
  const port = servers.addresses["convo"]?.port ?? 0;
  const clients = [new RawClient(port), new RawClient(port)];
  for (const client of clients) {
    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    await client.reads("served");
  }
  expect(findings).toEqual([]);
  // Without a number of its own a service takes at least as many as may wait in its queue.
  expect(limits.serverSockets).toBeGreaterThan(limits.listenBacklog);
  using third = new RawClient(port);
  await third.ended();
  expect(findings).toEqual(["convo: A connection to convo was closed: 2 are open already."]);
  for (const client of clients) client.socket.destroy();
  await servers.close();
});

test("a thousand clients that come while the thread is blocked all find room and are answered", async () => {
  await using server = await serveWith((arrival) => answerText(arrival, "served"));
  const program = `
    let [connected, answered, failed, slowest] = [0, 0, 0, 0];
    const count = 1000;
    const started = performance.now();
    const ended = () => answered + failed === count && process.stdout.write(JSON.stringify({ answered, slowest }));
    for (let index = 0; index < count; index += 1) {
      const socket = require("node:net").connect(${server.port}, "127.0.0.1", () => {
        socket.write("GET / HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n");
        slowest = performance.now() - started;
        if ((connected += 1) === 1) process.stdout.write("connecting;");
      });
      socket.on("error", () => ((failed += 1), ended()));
      socket.on("data", () => ((answered += 1), ended()));
    }`;
  const client = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  client.stdout.on("data", (data: Buffer) => {
    output += data.toString();
  });
  await until(() => output.includes("connecting"), "the first connection");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 700);
  await until(() => output.includes("answered"), "the end");
  const { answered, slowest } = JSON.parse(output.replace("connecting;", "")) as Record<string, number>;
  expect(answered).toBe(1000);
  // Where the queue is full, the system makes a client try again, a second later at the earliest.
  expect(slowest).toBeLessThan(1000);
  expect(server.arrivals).toHaveLength(1000);
});
