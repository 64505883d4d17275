import { fork, spawn, spawnSync, type ChildProcess } from "node:child_process";
import { closeSync, fstatSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { Worker } from "node:worker_threads";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { releaseShims } from "../../../src/hosts/shim/index.ts";
import { removeFolder } from "../remove-folder.ts";
import { bundle } from "./bundle.ts";
import { run, until } from "./stage.ts";

let built: string;
let entry: string;
let folder: string;
beforeAll(async () => {
  built = mkdtempSync(`${tmpdir()}/built-`);
  entry = await bundle("tests/hosts/shim/embedded-host.ts", built, "host");
});
afterAll(() => rmSync(built, { recursive: true, force: true }));
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/shim-`);
});
afterEach(() => removeFolder(folder));

const next = <T>(source: { once(event: "message", listener: (value: T) => void): unknown }): Promise<T> =>
  new Promise((resolve) => source.once("message", resolve));

describe("a host in a thread of its own", () => {
  let worker: Worker;
  let tool: string;
  beforeEach(async () => {
    worker = new Worker(entry, { workerData: folder });
    tool = `${await next<string>(worker)}/tool`;
  });
  afterEach(() => worker.terminate());

  const ask = async (what: string): Promise<string[]> => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is not a window
    worker.postMessage(what);
    return next<string[]>(worker);
  };

  it("answers while the thread that asked is blocked", async () => {
    const ran = spawnSync(tool, ["word"], { encoding: "utf8", timeout: 5_000 });
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, "word\n", ""]);
    expect(await ask("calls")).toEqual(["word"]);
  });

  it("loses none of 200 at once and doubles none, though it is busy itself", async () => {
    const script =
      'tool=$0; "$tool" busy & i=1; while [ $i -lt 200 ]; do "$tool" $i & i=$((i+1)); done; wait';
    const ran = spawnSync("/bin/sh", ["-c", script, tool], { encoding: "utf8", timeout: 15_000 });
    const expected = ["busy", ...Array.from({ length: 199 }, (_, index) => String(index + 1))].sort();
    expect(ran.stderr).toBe("");
    expect(ran.stdout.trim().split("\n").sort()).toEqual(expected);
    expect((await ask("calls")).sort()).toEqual(expected);
  });

  it("does not close other threads' files when its thread ends after it was closed", async () => {
    mkdirSync(`${folder}/real`);
    writeFileSync(`${folder}/real/tool`, "#!/bin/sh\necho out; echo err >&2\n", { mode: 0o755 });
    const env = { PATH: `${folder}/real:/usr/bin:/bin` };
    expect(spawnSync(tool, ["record"], { env, timeout: 5_000 }).status).toBe(0);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is not a window
    worker.postMessage("shut");
    expect(await next<string>(worker)).toBe("shut");
    // They get the numbers that have become free.
    const files = Array.from({ length: 60 }, () => openSync("/dev/null", "r"));
    await worker.terminate();
    for (const file of files) expect(fstatSync(file).isCharacterDevice()).toBe(true);
    for (const file of files) closeSync(file);
  });

  it("lets the thread end when it is closed", async () => {
    const ended = new Promise((resolve) => worker.once("exit", resolve));
    expect(await ask("close")).toBe("closed");
    expect(await ended).toBe(0);
  });
});

describe("a host that is killed", () => {
  let server: ChildProcess;
  let tool: string;
  beforeEach(async () => {
    server = fork(entry, [folder], { execArgv: [] });
    tool = `${await next<string>(server)}/tool`;
  });
  afterEach(() => server.kill("SIGKILL"));

  const kill = (): Promise<unknown> => {
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill("SIGKILL");
    return ended;
  };
  const gone = "backlot: tool: no world answers: it was closed, or its process has ended\n";

  it("is missed by the next call", async () => {
    expect(await run(tool, ["x"])).toMatchObject({ code: 0 });
    await kill();
    const start = performance.now();
    expect(await run(tool, ["x"])).toMatchObject({ code: 70, stderr: gone });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it("is missed by the call under way", async () => {
    const waiting = run(tool, ["wait"]);
    await until(async () => {
      server.send("calls");
      return (await next<string[]>(server)).includes("wait");
    });
    const start = performance.now();
    await kill();
    expect(await waiting).toMatchObject({ code: 70, stderr: gone });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it("does not keep those waiting who were about to open a FIFO", async () => {
    // Stopped, the host reads nothing: shims announce themselves and wait for it to open their FIFO.
    server.kill("SIGSTOP");
    const waiting = Array.from({ length: 5 }, () => run(tool, ["x"]));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await kill();
    releaseShims(`${folder}/pool`);
    const start = performance.now();
    for (const ran of await Promise.all(waiting)) expect(ran).toMatchObject({ code: 70, stderr: gone });
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it("leaves nothing that a later shim could hang on", async () => {
    await kill();
    releaseShims(`${folder}/pool`);
    releaseShims(`${folder}/pool`);
    releaseShims(`${folder}/nowhere`);
    expect(await run(tool, ["x"])).toMatchObject({ code: 70, stderr: gone });
  });

  it("ends by itself with its shims when it is told to close", async () => {
    const child = spawn(tool, ["wait"], { stdio: "ignore" });
    await until(async () => {
      server.send("calls");
      return (await next<string[]>(server)).includes("wait");
    });
    const ended = new Promise((resolve) => server.once("exit", resolve));
    const left = new Promise((resolve) => child.once("exit", resolve));
    server.send("close");
    expect([await left, await ended]).toEqual([70, 0]);
  });
});
