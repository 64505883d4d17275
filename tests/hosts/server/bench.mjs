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
  const warm = seconds / 4;
  setTimeout(() => {
    const before = answers;
    const started = performance.now();
    setTimeout(() => {
      process.send({ rate: ((answers - before) * 1000) / (performance.now() - started) });
      process.exit();
    }, seconds * 1000);
  }, warm * 1000);
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
  const ratios = [];
  try {
    for (let round = 1; round <= 5; round += 1) {
      const bare = await rate(["bare"], seconds, connections);
      const host = await rate(["host", bundle], seconds, connections);
      ratios.push(host / bare);
      console.log(
        `bare ${Math.round(bare)}/s  host ${Math.round(host)}/s  ratio ${(host / bare).toFixed(2)}`,
      );
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  console.log(`median ratio ${ratios.sort((a, b) => a - b)[2].toFixed(2)}`);
}

async function rate(server, seconds, connections) {
  const serving = fork(self, server);
  const { port } = await message(serving);
  const { rate } = await message(fork(self, ["client", port, seconds, connections].map(String)));
  serving.kill();
  return rate;
}

function message(child) {
  return new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("error", reject);
  });
}
