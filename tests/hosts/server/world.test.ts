import { afterEach, beforeEach, expect, test } from "vitest";
import { openServers, type OpenServers } from "../../../src/hosts/server/index.ts";
import { shelfSubject } from "../../conformance/probes/shelf.ts";
import { tickerSubject } from "../../conformance/probes/ticker.ts";
import type { Subject } from "../../conformance/subject.ts";
import { openTestWorld, type TestWorld } from "../../conformance/test-world.ts";
import { until } from "./harness.ts";

let servers: OpenServers | undefined;
let findings: string[] = [];

beforeEach(() => {
  findings = [];
});

afterEach(async () => {
  await servers?.close();
  servers = undefined;
});

/** A world behind a real port. */
async function open(subject: Subject): Promise<{ world: TestWorld; url: string }> {
  const world = openTestWorld(subject);
  servers = await openServers({
    services: [{ name: "probe" }],
    sink: world.world,
    report: (_service, finding) => void findings.push(finding.what),
  });
  return { world, url: servers.addresses["probe"]?.url ?? "" };
}

test("a resource is made, read and removed over a real connection", async () => {
  const { world, url } = await open(shelfSubject);
  const headers = { Authorization: "Bearer a-token-of-the-program" };
  const made = await fetch(`${url}/books`, { method: "POST", headers, body: '{"title":"Emma"}' });
  expect([made.status, ((await made.json()) as { id: string }).id]).toEqual([201, "b1"]);
  const list = await fetch(`${url}/books?all=1`);
  expect([list.status, list.headers.get("content-length")]).toEqual([
    200,
    String((await list.text()).length),
  ]);
  expect((await fetch(`${url}/books/b1`, { method: "DELETE" })).status).toBe(204);
  expect((await fetch(`${url}/books/b1`)).status).toBe(404);
  expect(world.records().map(({ text, outcome }) => `${text} ${outcome}`)).toEqual([
    "POST /books answered",
    "GET /books?all=1 answered",
    "DELETE /books/b1 answered",
    "GET /books/b1 answered",
  ]);
  expect(JSON.stringify(world.records())).not.toContain("a-token-of-the-program");
  expect(findings).toEqual([]);
});

test("a stream without end is told that its client left", async () => {
  const { world, url } = await open(tickerSubject);
  const leaving = new AbortController();
  const response = await fetch(`${url}/ticks`, { signal: leaving.signal });
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let text = "";
  while (!text.includes("tick 2\n")) text += Buffer.from((await reader.read()).value ?? []).toString();
  expect(world.world.query("ticker.listening", null)).toEqual([1]);
  leaving.abort();
  await reader.read().catch(() => {});
  await until(() => world.records().length === 1, "the record of the call");
  expect(world.records()[0]).toMatchObject({ outcome: "gone", findings: [] });
  expect(world.world.query("ticker.left", null)).toMatchObject([{ call: 1 }]);
  expect(findings).toEqual([]);
});

test("closing the servers ends calls that would never end", async () => {
  const { world, url } = await open(tickerSubject);
  const response = await fetch(`${url}/ticks`);
  await servers?.close();
  await expect(response.text()).rejects.toThrow("terminated");
  await until(() => world.records().length === 1, "the record of the call");
  expect(world.world.open.size).toBe(0);
});
