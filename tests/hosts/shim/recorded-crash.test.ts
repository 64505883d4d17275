import { fork, spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { releaseShims } from "../../../src/hosts/shim/index.ts";
import { bundle } from "./bundle.ts";
import { marked, until } from "./stage.ts";

let built: string;
let entry: string;
beforeAll(async () => {
  built = mkdtempSync(`${tmpdir()}/built-`);
  entry = await bundle("tests/hosts/shim/embedded-host.ts", built, "host");
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

/** Nothing here is ended by anybody's looking for it: no reaper runs beside this host. */
describe("of a recorded command nothing is left", () => {
  let folder: string;
  let server: ChildProcess;
  let bin: string;
  const started: ChildProcess[] = [];
  beforeEach(async () => {
    folder = mkdtempSync(`${tmpdir()}/shim-`);
    mkdirSync(`${folder}/real`);
    server = fork(entry, [folder], { execArgv: [] });
    bin = await new Promise<string>((resolve) => server.once("message", resolve as (text: unknown) => void));
  });
  afterEach(() => {
    server.kill("SIGKILL");
    for (const child of started.splice(0)) child.kill("SIGKILL");
    for (const pid of marked(folder)) process.kill(pid, "SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  const real = (body: string): void => {
    writeFileSync(`${folder}/real/tool`, `#!/bin/sh\n${body}\n`);
    chmodSync(`${folder}/real/tool`, 0o755);
  };
  const call = (script: string) => {
    const env = { PATH: `${bin}:${folder}/real:/usr/bin:/bin`, MARK: folder };
    const child = spawn("/bin/sh", ["-c", script], { env, stdio: "pipe" });
    for (const stream of [child.stdin, child.stdout]) stream.on("error", () => undefined);
    started.push(child);
    return child;
  };
  const nobody = (): Promise<void> => until(() => marked(folder).length === 0, 10_000);

  it("when the host is killed while it writes", async () => {
    real("while :; do echo more; sleep 0.01; done");
    const child = call("exec tool record");
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.stdout.resume();
    const ended = new Promise((resolve) => child.once("close", resolve));
    server.kill("SIGKILL");
    expect(await ended).toBe(70);
    await nobody();
  });

  it("when its caller is killed", async () => {
    real("echo ready; while read -r l; do echo $l; done");
    const child = call("tool record; :");
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGKILL");
    child.stdin.destroy();
    child.stdout.destroy();
    await nobody();
    expect(marked(folder)).toEqual([]);
  });

  it("when the double is killed that has ended its command and waits for a reader", async () => {
    real("head -c 300000 /dev/zero");
    const child = call("exec tool record");
    child.stdout.pause();
    await until(() => marked(folder).length > 1);
    child.kill("SIGKILL");
    child.stdout.destroy();
    await nobody();
    expect(marked(folder)).toEqual([]);
  });

  it("when the host is killed at any moment", { timeout: 60_000 }, async () => {
    real("echo out; cat; echo err >&2");
    for (let turn = 0; turn < 12; turn += 1) {
      const child = call("exec tool record");
      const over = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end("in");
      child.stdout.resume();
      await new Promise((resolve) => setTimeout(resolve, turn * 3));
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGKILL");
      await ended;
      // What the reaper does, or the next start.
      releaseShims(`${folder}/pool`);
      await nobody();
      // One that had only begun to start is no double yet; it makes its files, finds nobody and ends.
      await over;
      for (const name of ["pool", "world"]) rmSync(`${folder}/${name}`, { recursive: true });
      server = fork(entry, [folder], { execArgv: [] });
      bin = await new Promise<string>((resolve) =>
        server.once("message", resolve as (text: unknown) => void),
      );
    }
    expect(marked(folder)).toEqual([]);
  });
});
