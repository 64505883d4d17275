import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PipeOutcome, PipeTarget } from "../../../src/core/index.ts";
import { bytesOf, openStage, processes, run, shells, until, type Stage } from "./stage.ts";

describe.each(shells)("passthrough by %s", (shell) => {
  let stage: Stage;
  let outcomes: PipeOutcome[];
  let target: PipeTarget;
  beforeEach(async () => {
    stage = await openStage({ shell });
    outcomes = [];
    target = { kind: "command", mode: "wait" };
    stage.answer = async ({ reply }) => void outcomes.push(await reply.pipe(target));
    mkdirSync(`${stage.folder}/real`);
  });
  afterEach(() => stage.close());

  const path = (): string => `${stage.world.binFolder}:${stage.folder}/real:/usr/bin:/bin`;
  const env = (): NodeJS.ProcessEnv => ({ PATH: path() });

  /** Makes the real program of the doubled name. */
  const real = (body: string, shebang = "#!/bin/sh"): void => {
    writeFileSync(`${stage.folder}/real/tool`, `${shebang}\n${body}\n`);
    chmodSync(`${stage.folder}/real/tool`, 0o755);
  };

  it("gives the real program the caller's streams, arguments and folder", async () => {
    real('cat; printf "<%s>" "$@"; pwd; echo oops >&2; exit 7');
    const input = Uint8Array.from({ length: 256 }, (_, index) => index);
    const ran = await run(stage.path("tool"), ["a b", "", "c\nd"], { env: env(), input, cwd: "/usr" });
    expect(Buffer.compare(ran.stdout, Buffer.concat([input, bytesOf("<a b><><c\nd>/usr\n")]))).toBe(0);
    expect(ran).toMatchObject({ code: 7, signal: null, stderr: "oops\n" });
    expect(outcomes).toEqual([{ exitCode: 7, signal: null, durationMs: expect.any(Number) }]);
    expect(outcomes[0]?.durationMs).toBeGreaterThan(0);
  });

  it("buffers nothing", async () => {
    real("echo first; sleep 0.3; echo second");
    const child = spawn(stage.path("tool"), { env: env(), stdio: ["ignore", "pipe", "inherit"] });
    const times: number[] = [];
    child.stdout.on("data", () => times.push(performance.now()));
    await new Promise((resolve) => child.once("close", resolve));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(200);
  });

  it("reads input that the program is still writing", async () => {
    real("read -r a; echo got $a; read -r b; echo got $b");
    const child = spawn(stage.path("tool"), { env: env(), stdio: ["pipe", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    child.stdin.write("1\n");
    await until(() => text === "got 1\n");
    child.stdin.write("2\n");
    await new Promise((resolve) => child.once("close", resolve));
    expect(text).toBe("got 1\ngot 2\n");
  });

  it.each([0, 1, 126, 127, 128, 129, 130, 131, 138, 142, 144, 255])(
    "reports exit code %d as such",
    async (code) => {
      real(`exit ${code}`);
      expect(await run(stage.path("tool"), [], { env: env() })).toMatchObject({
        code,
        signal: null,
        stderr: "",
      });
      expect(outcomes[0]).toMatchObject({ exitCode: code, signal: null });
    },
  );

  it.each(["TERM", "KILL", "SEGV", "ABRT", "PIPE"])("dies as the real program did, by %s", async (signal) => {
    real(`ulimit -c 0; kill -s ${signal} $$`);
    const ran = await run(stage.path("tool"), [], { env: env() });
    expect(ran).toMatchObject({ code: null, signal: `SIG${signal}`, stderr: "" });
    expect(outcomes[0]).toMatchObject({ exitCode: null, signal: `SIG${signal}` });
  });

  // Bash keeps its own script open where standard error was closed, so nobody can tell there.
  const closings = ["<&-", ">&-", "<&- >&- 2>&-", ...(shell.includes("bash") ? [] : ["2>&-"])];
  it.each(closings)("gives closed streams on: %s", async (redirections) => {
    real('for n in 0 1 2; do [ -e /proc/self/fd/$n ] && printf $n; done >"$1"; exit 3');
    const script = `"$0" "$1" ${redirections}; echo " $?" >>"$1"; cat "$1"`;
    const ran = await run("/bin/sh", ["-c", script, stage.path("tool"), `${stage.folder}/log`], {
      env: env(),
    });
    const direct = await run("/bin/sh", ["-c", script, `${stage.folder}/real/tool`, `${stage.folder}/log`], {
      env: env(),
    });
    expect(ran.stdout.toString()).toBe(direct.stdout.toString());
    expect(ran.stdout.toString()).toMatch(/ 3\n$/);
  });

  it.each(["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const)(
    "passes %s on",
    async (signal) => {
      const name = signal.slice(3);
      real(`trap 'echo caught; exit 33' ${name}; echo ready; while :; do sleep 0.02; done`);
      const child = spawn(stage.path("tool"), { env: env(), stdio: ["ignore", "pipe", "pipe"] });
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
      await until(() => text === "ready\n");
      child.kill(signal);
      const code = await new Promise((resolve) => child.once("close", resolve));
      expect([code, text]).toEqual([33, "ready\ncaught\n"]);
      expect(outcomes[0]).toMatchObject({ exitCode: 33 });
    },
  );

  it.each(["SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT", "SIGUSR1"] as const)(
    "dies with it by %s",
    async (signal) => {
      real("ulimit -c 0; echo ready; exec sleep 20");
      const child = spawn(stage.path("tool"), {
        env: env(),
        stdio: ["ignore", "pipe", "ignore"],
        cwd: stage.folder,
      });
      await new Promise((resolve) => child.stdout.once("data", resolve));
      child.kill(signal);
      const ended = await new Promise((resolve) => child.once("close", (code, by) => resolve([code, by])));
      expect(ended).toEqual([null, signal]);
      expect(outcomes[0]).toMatchObject({ exitCode: null, signal });
    },
  );

  it("ends the real program when it is killed itself", async () => {
    real("echo $$; exec sleep 20");
    const child = spawn(stage.path("tool"), { env: env(), stdio: ["ignore", "pipe", "ignore"] });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once("data", (text: Buffer) => resolve(Number(text.toString()))),
    );
    child.kill("SIGKILL");
    await until(async () => (await processes.inspect([pid])).get(pid)?.ended !== false);
    expect(outcomes).toEqual([{ exitCode: null, signal: null, durationMs: null }]);
    expect(stage.calls[0]?.gone.aborted).toBe(true);
  });

  it("ends the real program when the world closes", async () => {
    real("echo $$; exec sleep 20");
    const child = spawn(stage.path("tool"), { env: env(), stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once("data", (line: Buffer) => resolve(Number(line.toString()))),
    );
    const closed = new Promise((resolve) => child.once("close", resolve));
    await stage.world.close();
    expect(await closed).toBe(70);
    expect(text).toBe("backlot: tool: its world was closed\n");
    expect((await processes.inspect([pid])).get(pid)?.ended ?? true).toBe(true);
  });

  it("gives the real program exactly the caller's environment, and what the reply sets", async () => {
    real('exec "$1" -0', "#!/bin/bash -p");
    // A real program that is no shell itself.
    stage.world.addCommand("env");
    target = { kind: "command", mode: "wait", env: { ADDED: "it's\nnew", "x.y": "2" } };
    const caller = {
      PATH: `${stage.world.binFolder}:/usr/bin:/bin`,
      PWD: "/somewhere/else",
      "a-b": "1",
      "BASH_FUNC_f%%": "() { :; }",
      IFS: "x",
      OPTIND: "4",
      PPID: "1",
      PS4: "%",
      LC_ALL: "xx_YY.UTF-8",
      __bl_d: "mine",
      EMPTY: "",
      LINES: "a\nb",
      QUOTE: `'"\\$(id)`,
      é: "ü",
      PERL_BADLANG: "0",
    };
    const ran = await run(stage.path("env"), ["-0"], { env: caller });
    const seen = Object.fromEntries(
      ran.stdout
        .toString()
        .split("\0")
        .filter((pair) => pair !== "")
        .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
    );
    // Bash sets "_" for everything it starts.
    delete seen["_"];
    expect(seen).toEqual({ ...caller, ADDED: "it's\nnew", "x.y": "2", BACKLOT_DEPTH: "1" });
    expect(ran.code).toBe(0);
  });

  it("adds nothing to an empty environment", async () => {
    stage.world.addCommand("env");
    const ran = await run("/usr/bin/env", ["-i", stage.path("env")]);
    expect(
      ran.stdout
        .toString()
        .split("\n")
        .filter((line) => !line.startsWith("_=")),
    ).toEqual(["BACKLOT_DEPTH=1", ""]);
  });

  it("calls the real program by its name", async () => {
    stage.world.addCommand("ls");
    const ran = await run(stage.path("ls"), ["/nowhere/at/all"], { env: env() });
    expect(ran.stderr).toMatch(/^ls: cannot access/);
  });

  it("leaves no descriptor of its own to the real program", async () => {
    stage.world.addCommand("ls");
    const ran = await run(stage.path("ls"), ["/proc/self/fd"], { env: env() });
    const direct = await run("/bin/ls", ["/proc/self/fd"], { env: env() });
    expect(ran.stdout.toString()).toBe(direct.stdout.toString());
  });

  it("restores SIGINT and SIGQUIT, unless the caller ignored them", async () => {
    stage.world.addCommand("grep");
    const mask = async (prelude: string): Promise<string> => {
      const script = `${prelude} exec "$0" SigIgn /proc/self/status`;
      return (await run("/bin/sh", ["-c", script, stage.path("grep")], { env: env() })).stdout.toString();
    };
    expect(await mask("")).toBe("SigIgn:\t0000000000000000\n");
    expect(await mask("trap '' INT QUIT;")).toBe("SigIgn:\t0000000000000006\n");
  });

  it("says what a shell says of a program that is not there", async () => {
    const ran = await run(stage.path("tool"), [], { env: env() });
    expect(ran).toMatchObject({ code: 127, stderr: "tool: not found\n" });
    expect(outcomes[0]).toMatchObject({ exitCode: 127, failure: "not-found" });
    real("");
    chmodSync(`${stage.folder}/real/tool`, 0o644);
    const other = await run(stage.path("tool"), [], { env: env() });
    expect(other).toMatchObject({ code: 126, stderr: "tool: Permission denied\n" });
    expect(outcomes[1]).toMatchObject({ exitCode: 126, failure: "not-executable" });
  });

  it("passes over the folders of all worlds", async () => {
    mkdirSync(`${stage.folder}/other`, { mode: 0o700 });
    const other = stage.host.addWorld({
      folder: `${stage.folder}/other`,
      commands: ["tool"],
      sink: { accept: () => Promise.reject(new Error("never")) },
    });
    real("echo real");
    const both = { PATH: `${stage.world.binFolder}:${other.binFolder}:${path()}` };
    expect((await run(stage.path("tool"), [], { env: both })).stdout.toString()).toBe("real\n");
  });

  it("doubles what the real program calls", async () => {
    real("inner");
    stage.world.addCommand("inner");
    stage.answer = async ({ head, reply }) => {
      if (head.command === "tool") await reply.pipe(target);
      else await reply.bytes(bytesOf("doubled\n"));
      await reply.end();
    };
    expect((await run(stage.path("tool"), [], { env: env() })).stdout.toString()).toBe("doubled\n");
  });

  it("stops a wrapper that finds the double again and again", async () => {
    real('exec tool "$@"');
    const ran = await run(stage.path("tool"), [], { env: env() });
    expect(ran).toMatchObject({ code: 126, stderr: "tool: its double was called by itself 32 times\n" });
    expect(stage.calls).toHaveLength(33);
  });

  it("is replaced by the real program in exec mode", async () => {
    target = { kind: "command", mode: "exec", env: { ADDED: "1" } };
    real('echo "$ADDED:$PWD:$*:$$"; kill -s TERM $$');
    const child = spawn(stage.path("tool"), ["x"], {
      env: { ...env(), PWD: "/usr" },
      cwd: "/usr",
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const ended = await new Promise((resolve) => child.once("close", (code, by) => resolve([code, by])));
    expect(text).toBe(`1:/usr:x:${child.pid}\n`);
    expect(ended).toEqual([null, "SIGTERM"]);
    expect(outcomes).toEqual([{ exitCode: null, signal: null, durationMs: null }]);
  });

  it("keeps the terminal, where Ctrl-C reaches the real program once", async () => {
    const log = `${stage.folder}/log`;
    real(
      `[ -t 0 ] && [ -t 1 ] && echo terminal >'${log}'; trap 'echo int >>"${log}"' INT; sleep 0.2 & wait; sleep 0.4; echo end >>'${log}'`,
    );
    const { spawn: openTerminal } = await import("@lydell/node-pty");
    const terminal = openTerminal(stage.path("tool"), [], { env: env() });
    const ended = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
    await until(() => existsSync(log) && readFileSync(log, "utf8") === "terminal\n");
    terminal.write("\u0003");
    expect(await ended).toBe(0);
    expect(readFileSync(log, "utf8")).toBe("terminal\nint\nend\n");
    expect(stage.calls[0]?.head).toMatchObject({ stdin: "terminal", stdout: "terminal", stderr: "terminal" });
  });
});
