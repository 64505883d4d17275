// Throughput of the server host against bare node:http, answers given at once, keep-alive connections.
// Server and client are processes of their own: node tests/hosts/server/bench.mjs [seconds] [connections]
import { fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const self = fileURLToPath(import.meta.url);
const body = JSON.stringify({ ok: true, name: "convo", items: [1, 2, 3] });
const [role, ...args] = process.argv.slice(2);

// The processor time of the server says more than the clock on a machine that others use too.
if (role === "bare" || role === "host")
  process.on("message", () => process.send({ cpu: process.cpuUsage() }));
if (role === "bare") serveBare();
else if (role === "host") await serveHost(args[0]);
else if (role === "client") measure(Number(args[0]), Number(args[1]), Number(args[2]));
else await compare(Number(role ?? 2), Number(args[0] ?? 10));

function serveBare() {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
    response.end(body);
  });
  server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
}

async function serveHost(bundle) {
  const { openServers } = await import(pathToFileURL(bundle).href);
  const bytes = Buffer.from(body);
  const headers = [["Content-Type", "application/json"]];
  // What every double does: look at the head, answer in three steps.
  const accept = async ({ head, reply }) => {
    if (head.method !== "GET") throw new Error("unexpected");
    await reply.head(200, headers);
    await reply.bytes(bytes);
    await reply.end();
  };
  const servers = await openServers({ services: [{ name: "convo" }], sink: { accept } });
  process.send({ port: servers.addresses.convo.port });
}

/** Sends the next request on a connection as soon as the answer to the last one is whole. */
function measure(port, seconds, connections) {
  const request = `GET /api/actors/me?x=1 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept: application/json\r\nUser-Agent: bench\r\nAuthorization: Bearer abcdef\r\n\r\n`;
  let answers = 0;
  for (let index = 0; index < connections; index += 1) {
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.setNoDelay(true);
    let text = "";
    socket.on("data", (data) => {
      text += data.toString("latin1");
      if (!text.endsWith("]}")) return;
      text = "";
      answers += 1;
      socket.write(request);
    });
  }
  setTimeout(() => {
    const before = answers;
    const started = performance.now();
    process.send("started");
    setTimeout(() => {
      const count = answers - before;
      process.send({ count, rate: (count * 1000) / (performance.now() - started) });
      process.exit();
    }, seconds * 1000);
  }, seconds * 250);
}

async function compare(seconds, connections) {
  const { rolldown } = await import("rolldown");
  const folder = await mkdtemp(join(tmpdir(), "server-bench-"));
  const bundle = join(folder, "server.mjs");
  const build = await rolldown({
    input: join(self, "../../../../src/hosts/server/index.ts"),
    platform: "node",
  });
  await build.write({ file: bundle, format: "esm" });
  const rates = [];
  const costs = [];
  try {
    for (let round = 1; round <= 5; round += 1) {
      const bare = await run(["bare"], seconds, connections);
      const host = await run(["host", bundle], seconds, connections);
      rates.push(host.rate / bare.rate);
      costs.push(bare.cost / host.cost);
      console.log(`bare ${shown(bare)}  host ${shown(host)}`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  console.log(`median ratio: by the clock ${median(rates)}, by processor time ${median(costs)}`);
}

function shown({ rate, cost }) {
  return `${Math.round(rate)}/s ${cost.toFixed(1)} us`;
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)].toFixed(2);
}

async function run(server, seconds, connections) {
  const serving = fork(self, server);
  const { port } = await message(serving);
  const client = fork(self, ["client", port, seconds, connections].map(String));
  await message(client);
  const before = await cpuOf(serving);
  const { rate, count } = await message(client);
  const after = await cpuOf(serving);
  serving.kill();
  return { rate, cost: (after - before) / count };
}

async function cpuOf(child) {
  const answer = message(child);
  child.send("cpu");
  const { cpu } = await answer;
  return cpu.user + cpu.system;
}

function message(child) {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("error", reject);
  });
}
