import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import tls from "node:tls";
import { afterEach, beforeEach, expect, test } from "vitest";
import { redirectHosts } from "./index.ts";

let server: http.Server;
let port: number;
let undo: () => void;
const patched = (): unknown[] => [
  Object.getOwnPropertyDescriptor(net.Socket.prototype, "connect")?.value,
  Object.getOwnPropertyDescriptor(tls, "connect")?.value,
];
const original = patched();

beforeEach(async () => {
  server = http.createServer((request, response) => {
    response.end(`${request.headers.host} ${request.url}`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  ({ port } = server.address() as AddressInfo);
  undo = redirectHosts({ ports: new Map([["api.example.com", port]]) });
});

afterEach(async () => {
  undo();
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

function get(client: typeof http | typeof https, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = client.get(url, { agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => resolve(text));
    });
    request.on("error", reject);
  });
}

test("fetch reaches the double over http and https, with the real host in the request", async () => {
  expect(await (await fetch("http://api.example.com/a")).text()).toBe("api.example.com /a");
  expect(await (await fetch("https://api.example.com/b?c=1")).text()).toBe("api.example.com /b?c=1");
});

test("node:http and node:https reach it too, on any port", async () => {
  expect(await get(http, "http://api.example.com/a")).toBe("api.example.com /a");
  expect(await get(https, "https://API.example.com:8443/b")).toBe("api.example.com:8443 /b");
});

test("agents that keep connections alive use the redirected one again", async () => {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
  const once = (): Promise<string> =>
    new Promise((resolve, reject) => {
      https
        .get("https://api.example.com/k", { agent }, (response) => {
          response.resume();
          response.on("end", () => resolve(String(response.statusCode)));
        })
        .on("error", reject);
    });
  expect([await once(), await once()]).toEqual(["200", "200"]);
  agent.destroy();
});

test("loopback itself and unknown hosts go where they went before", async () => {
  expect(await (await fetch(`http://127.0.0.1:${port}/own`)).text()).toBe(`127.0.0.1:${port} /own`);
  await expect(get(http, "http://127.0.0.1:1/closed")).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

test("the newest table wins, and the last one out restores the originals", async () => {
  const other = http.createServer((_, response) => {
    response.end("other");
  });
  await new Promise<void>((resolve) => {
    other.listen(0, "127.0.0.1", resolve);
  });
  const leave = redirectHosts({
    ports: new Map([["api.example.com", (other.address() as AddressInfo).port]]),
  });
  expect(await get(http, "http://api.example.com/")).toBe("other");
  leave();
  expect(await get(http, "http://api.example.com/")).toBe("api.example.com /");
  undo();
  expect(patched()).toEqual(original);
  other.closeAllConnections();
  other.close();
});
