import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { limits } from "../../core/index.ts";
import { askControl } from "./client.ts";
import { openControl, type Control, type ControlRoute } from "./server.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of cleanups.splice(0).reverse()) await step();
});

interface Opened {
  readonly control: Control;
  readonly socketPath: string;
  readonly effects: string[];
  readonly routes: readonly ControlRoute[];
}

async function opened(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), "control-"));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  const effects: string[] = [];
  const answer = (name: string) => (body: unknown) => {
    effects.push(name);
    return { name, body: body as string | null };
  };
  const routes: readonly ControlRoute[] = [
    { method: "GET", path: "/report", answer: answer("report") },
    { method: "POST", path: "/close", answer: answer("close") },
    {
      method: "POST",
      path: "/fails",
      answer: () => {
        throw new Error("it failed");
      },
    },
  ];
  const socketPath = join(folder, "control.sock");
  const control = await openControl(socketPath, routes);
  cleanups.push(() => control.close());
  return { control, socketPath, effects, routes };
}

interface Raw {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

function raw(
  socketPath: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body = "",
): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath, method, path, headers, agent: false, setHost: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

test("our own client is answered", async () => {
  const { control, socketPath, effects } = await opened();
  const asked = { socketPath, token: control.token, timeoutMs: 5_000 };
  expect(await askControl({ ...asked, method: "GET", path: "/report" })).toEqual({
    status: 200,
    body: { name: "report", body: null },
  });
  expect(await askControl({ ...asked, method: "POST", path: "/close" })).toMatchObject({ status: 200 });
  expect(effects).toEqual(["report", "close"]);
  expect(await askControl({ ...asked, method: "POST", path: "/report" })).toMatchObject({ status: 405 });
  expect(await askControl({ ...asked, method: "GET", path: "/nothing" })).toMatchObject({ status: 404 });
  expect(await askControl({ ...asked, method: "POST", path: "/fails" })).toEqual({
    status: 500,
    body: { error: "it failed" },
  });
});

test("every route, and every path that is none, refuses a browser and whoever has no token", async () => {
  const { control, socketPath, effects, routes } = await opened();
  const paths = [...routes.map((route) => route.path), "/", "/nothing", "//report", "/report?x=1"];
  const authorization = `Bearer ${control.token}`;
  const strangers: readonly Readonly<Record<string, string>>[] = [
    { host: "backlot" },
    { host: "backlot", authorization: "Bearer 0" },
    { host: "evil.example", authorization },
    { host: "backlot", authorization, origin: "https://evil.example" },
    { host: "backlot", authorization, "sec-fetch-site": "cross-site" },
  ];
  for (const path of paths) {
    for (const method of ["GET", "POST", "PUT", "DELETE", "OPTIONS"]) {
      for (const headers of strangers) {
        const { status, headers: sent } = await raw(socketPath, method, path, headers);
        expect([401, 403]).toContain(status);
        expect(Object.keys(sent).filter((name) => name.startsWith("access-control-"))).toEqual([]);
      }
    }
  }
  expect(effects).toEqual([]);
});

test("a body is read up to the limit, and not one byte past it", async () => {
  const { control, socketPath, effects } = await opened();
  const headers = {
    host: "backlot",
    authorization: `Bearer ${control.token}`,
    "content-type": "application/json",
  };
  const text = (bytes: number): string => JSON.stringify("x".repeat(bytes - 2));
  const most = await raw(socketPath, "POST", "/close", headers, text(limits.controlBodyBytes));
  expect(most.status).toBe(200);
  const more = await raw(socketPath, "POST", "/close", headers, text(limits.controlBodyBytes + 1));
  expect(more.status).toBe(413);
  expect(effects).toEqual(["close"]);
});

test("where nobody listens the client says so", async () => {
  const { control, socketPath } = await opened();
  await control.close();
  const asked = { socketPath, token: control.token, timeoutMs: 5_000 };
  expect(await askControl({ ...asked, method: "GET", path: "/report" })).toBeUndefined();
});
