import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { spawn as openTerminal } from "@lydell/node-pty";
import { decodeLossless, type CallInput, type PipeOutcome } from "../../../src/core/index.ts";
import { bundle } from "./bundle.ts";
import { bytesOf, openStage, run, until, type Stage } from "./stage.ts";

let built: string;
let clientPath: string;
beforeAll(async () => {
  built = mkdtempSync(`${tmpdir()}/built-`);
  clientPath = await bundle("src/hosts/shim/client.ts", built, "client");
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

describe.each(["shell", "node"] as const)("a conversation begun by %s", (mode) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ mode, clientPath });
  });
  afterEach(() => stage.close());

  it("carries input and output both ways while both are open", async () => {
    stage.answer = async ({ input, reply }) => {
      await reply.attach();
      await reply.bytes(bytesOf("hello\n"));
      for await (const item of input) {
        if (item.kind === "bytes") await reply.bytes(bytesOf(`you said ${text(item.bytes)}`));
        if (item.kind === "end") break;
      }
      await reply.bytes(bytesOf("bye\n"), "stderr");
      await reply.close({ how: "exit", code: 9 });
    };
    const child = spawn(stage.path("tool"), {
      stdio: ["pipe", "pipe", "pipe"],
      env: { NODE_OPTIONS: mode === "shell" ? "--require=/nowhere.js" : "" },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    await until(() => out === "hello\n");
    child.stdin.write("one\n");
    await until(() => out.endsWith("you said one\n"));
    child.stdin.end("two\n");
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect([code, out, err]).toEqual([9, "hello\nyou said one\nyou said two\n", "bye\n"]);
  });

  it("asks for no input unless somebody reads it", async () => {
    stage.answer = async ({ reply }) => {
      await reply.attach();
      await reply.bytes(bytesOf("done"));
      await reply.end();
    };
    const child = spawn(stage.path("tool"), { stdio: ["pipe", "pipe", "inherit"] });
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect(code).toBe(0);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2"] as const)(
    "hears of %s and lives on",
    async (signal) => {
      const heard: CallInput[] = [];
      stage.answer = async ({ input, reply }) => {
        await reply.attach();
        await reply.bytes(bytesOf("ready"));
        for await (const item of input) {
          heard.push(item);
          if (item.kind === "signal") break;
        }
        await reply.close({ how: "signal", signal });
      };
      const child = spawn(stage.path("tool"), { stdio: ["pipe", "pipe", "inherit"], cwd: stage.folder });
      await new Promise((resolve) => child.stdout.once("data", resolve));
      child.kill(signal);
      const ended = await new Promise((resolve) => child.once("close", (code, by) => resolve([code, by])));
      expect(heard).toEqual([{ kind: "signal", signal }]);
      expect(ended).toEqual([null, signal]);
    },
  );

  it.each(["SIGKILL", "SIGSEGV", "SIGPIPE", "SIGABRT"] as const)("really dies by %s", async (signal) => {
    stage.answer = async ({ reply }) => {
      await reply.attach();
      await reply.bytes(new Uint8Array(300_000).fill(120));
      await reply.close({ how: "signal", signal });
    };
    const ran = await run("/bin/sh", ["-c", 'ulimit -c 0; exec "$0"', stage.path("tool")]);
    expect([ran.code, ran.signal, ran.stdout.length, ran.stderr]).toEqual([null, signal, 300_000, ""]);
  });

  it("carries 8 MB each way and keeps every byte", async () => {
    const data = Uint8Array.from({ length: 8 * 1024 * 1024 }, (_, index) => (index * 31) & 255);
    stage.answer = async ({ input, reply }) => {
      await reply.attach();
      for await (const item of input) {
        if (item.kind === "bytes") await reply.bytes(item.bytes);
        if (item.kind === "end") break;
      }
      await reply.end();
    };
    const ran = await run(stage.path("tool"), [], { input: data });
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(Buffer.compare(ran.stdout, data)).toBe(0);
  });

  it("notices when the client is killed", async () => {
    const seen: string[] = [];
    stage.answer = async ({ input, reply }) => {
      await reply.attach();
      await reply.bytes(bytesOf("ready"));
      for await (const item of input) seen.push(item.kind);
    };
    const child = spawn(stage.path("tool"), { stdio: ["pipe", "pipe", "inherit"] });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    child.kill("SIGKILL");
    await until(() => seen.includes("gone"));
    expect(seen).toEqual(["gone"]);
    expect(stage.calls[0]?.gone.aborted).toBe(true);
  });

  it("dies by SIGPIPE when nobody reads any more", async () => {
    stage.answer = async ({ reply }) => {
      await reply.attach();
      while (await reply.wait(5)) await reply.bytes(bytesOf("more\n"));
    };
    const ran = await run("/bin/bash", ["-c", '"$0" | head -n 1; echo ${PIPESTATUS[0]}', stage.path("tool")]);
    expect(ran.stdout.toString()).toBe("more\n141\n");
    expect(ran.stderr).toBe("");
  });

  it("knows the terminal's size, hears of changes, and gets keys as they are pressed", async () => {
    const sizes: string[] = [];
    stage.answer = async ({ input, reply }) => {
      await reply.attach({ raw: true });
      await reply.bytes(bytesOf("ready"));
      for await (const item of input) {
        if (item.kind === "resize") sizes.push(`${item.columns}x${item.rows}`);
        // Ctrl-C is a key like any other now.
        if (item.kind === "bytes") {
          await reply.bytes(bytesOf(`<${[...item.bytes].join()}>`));
          break;
        }
      }
      await reply.end();
    };
    const terminal = openTerminal(stage.path("tool"), [], { cols: 81, rows: 25 });
    let screen = "";
    terminal.onData((chunk) => (screen += chunk));
    const ended = new Promise((resolve) => terminal.onExit(resolve));
    await until(() => screen === "ready" && sizes.length > 0);
    terminal.resize(100, 30);
    await until(() => sizes.includes("100x30"));
    terminal.write("\u0003");
    await ended;
    expect(sizes).toEqual(["81x25", "100x30"]);
    expect(screen).toBe("ready<3>");
  });

  it("runs the real program in its place", async () => {
    stage.world.addCommand("sh");
    const outcomes: PipeOutcome[] = [];
    stage.answer = async ({ reply }) => {
      await reply.attach();
      outcomes.push(await reply.pipe({ kind: "command", mode: "wait", env: { ADDED: "1" } }));
    };
    const ran = await run(stage.path("sh"), ["-c", 'cat; echo "$0 $ADDED" >&2; exit 3'], {
      env: { PATH: `${stage.world.binFolder}:/usr/bin:/bin` },
      input: bytesOf("in"),
    });
    expect(ran).toEqual({ code: 3, signal: null, stdout: Buffer.from("in"), stderr: "sh 1\n" });
    expect(outcomes).toEqual([{ exitCode: 3, signal: null, durationMs: expect.any(Number) }]);
  });

  it("lets the client go when the world closes", async () => {
    stage.answer = async ({ reply }) => {
      await reply.attach();
      await reply.bytes(bytesOf("ready"));
      await reply.wait(60_000);
    };
    const child = spawn(stage.path("tool"), { stdio: ["pipe", "pipe", "pipe"] });
    let err = "";
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const closed = new Promise((resolve) => child.once("close", resolve));
    await stage.world.close();
    expect(await closed).toBe(70);
    expect(err).toBe("backlot: tool: its world was closed\n");
  });

  it("destroys what sends garbage and serves on", async () => {
    stage.answer = async ({ reply }) => {
      await reply.attach();
      await reply.end();
    };
    await run(stage.path("tool"));
    for (const garbage of [
      "\0\0\0\0",
      "GET / HTTP/1.1\r\n\r\n",
      "\0\0\0\u0003\u0001{}",
      "\0\0\0\u0002\u0002x",
      "\u00ff\u00ff\u00ff\u00ff\u00ff",
    ]) {
      const socket = connect(`${stage.folder}/pool/talk`);
      const closed = new Promise((resolve) => socket.once("close", resolve));
      socket.on("error", () => undefined);
      socket.write(garbage, "latin1");
      await closed;
    }
    expect(await run(stage.path("tool"))).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("a double without a shell", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ mode: "node", clientPath });
  });
  afterEach(() => stage.close());

  it("says who called, from where, with what, byte by byte", async () => {
    await run("/bin/sh", ["-c", `exec "$0" "a b" "" "$(printf 'a\\377b')"`, stage.path("tool")], {
      cwd: "/usr",
      env: { X: "1" },
    });
    expect(stage.calls[0]?.head).toMatchObject({
      command: "tool",
      args: ["a b", "", decodeLossless(new Uint8Array([97, 255, 98]))],
      cwd: "/usr",
      env: { X: "1" },
      stdin: "null",
      stdout: "pipe",
    });
  });

  it("answers without a conversation too", async () => {
    stage.answer = async ({ reply }) => {
      await reply.bytes(bytesOf("out"));
      await reply.bytes(bytesOf("err"), "stderr");
      await reply.close({ how: "exit", code: 200 });
    };
    expect(await run(stage.path("tool"))).toEqual({
      code: 200,
      signal: null,
      stdout: Buffer.from("out"),
      stderr: "err",
    });
  });

  it("gives the real program the input that was read for matching", async () => {
    stage.answer = async ({ input, reply }) => {
      for await (const item of input) if (item.kind === "end") break;
      await reply.pipe({ kind: "command", mode: "wait" });
    };
    stage.world.addCommand("sort");
    const ran = await run(stage.path("sort"), [], {
      env: { PATH: `${stage.world.binFolder}:/usr/bin:/bin` },
      input: bytesOf("b\na\n"),
    });
    expect([ran.code, ran.stdout.toString()]).toEqual([0, "a\nb\n"]);
  });

  it("serves many at once", async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => run(stage.path("tool"))));
    expect(all.every(({ code, stderr }) => code === 0 && stderr === "")).toBe(true);
    expect(stage.calls).toHaveLength(30);
  });

  it("says so when nobody is there", async () => {
    await stage.host.close();
    const ran = await run(stage.path("tool"));
    expect(ran).toMatchObject({
      code: 70,
      stderr: "backlot: no world answers: it was closed, or its process has ended\n",
    });
  });
});
