import { spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bytesOf, openStage, run, shells, until, type CommandArrival, type Stage } from "./stage.ts";

const sha = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

async function readAll({ input }: CommandArrival): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const item of input) if (item.kind === "bytes") parts.push(item.bytes);
  return Buffer.concat(parts);
}

describe.each(shells)("streams through %s", (shell) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ shell, stdinBytesMax: 5 * 1024 * 1024 });
  });
  afterEach(() => stage.close());

  it("writes 8 MB in one go and in pieces, and leaves no file", async () => {
    const data = randomBytes(8 * 1024 * 1024);
    stage.answer = async ({ head, reply }) => {
      const step = head.args[0] === "whole" ? data.length : 100_000;
      for (let start = 0; start < data.length; start += step)
        await reply.bytes(data.subarray(start, start + step));
      await reply.end();
    };
    for (const how of ["whole", "pieces"]) {
      const start = performance.now();
      const ran = await run(stage.path("tool"), [how]);
      expect(sha(ran.stdout)).toBe(sha(data));
      expect(performance.now() - start).toBeLessThan(5_000);
    }
    await until(() =>
      readdirSync(`${stage.folder}/pool`).every((name) => name === "ctl" || name.startsWith("r.")),
    );
  });

  it("keeps stdout and stderr in order, and streams as time passes", async () => {
    stage.answer = async ({ reply }) => {
      await reply.bytes(bytesOf("one\n"));
      await reply.bytes(bytesOf("two\n"), "stderr");
      expect(await reply.wait(200)).toBe(true);
      await reply.bytes(bytesOf("three\n"));
      await reply.bytes(bytesOf(`${"x".repeat(20_000)}\n`), "stderr");
      await reply.bytes(bytesOf("four\n"));
      await reply.end();
    };
    const child = spawn("/bin/sh", ["-c", 'exec "$0" 2>&1', stage.path("tool")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const arrived: number[] = [];
    let text = "";
    const start = performance.now();
    child.stdout.on("data", (chunk: Buffer) => {
      arrived.push(performance.now() - start);
      text += chunk.toString();
    });
    await new Promise((resolve) => child.once("close", resolve));
    expect(text).toBe(`one\ntwo\nthree\n${"x".repeat(20_000)}\nfour\n`);
    expect((arrived.at(-1) ?? 0) - (arrived[0] ?? 0)).toBeGreaterThan(150);
  });

  it("dies by SIGPIPE when nobody reads, with printf and with cat", async () => {
    for (const size of [100, 200_000]) {
      stage.answer = async ({ reply }) => {
        await reply.wait(50);
        await reply.bytes(new Uint8Array(size).fill(120));
        await reply.end();
      };
      const ran = await run("/bin/bash", ["-c", '"$0" | true; echo ${PIPESTATUS[0]}', stage.path("tool")]);
      expect(ran.stdout.toString()).toBe("141\n");
      expect(ran.stderr).toBe("");
    }
    await until(() => !readdirSync(`${stage.folder}/pool`).some((name) => name.startsWith("l.")));
  });

  it("says nothing of its own when SIGPIPE is ignored and the pipe is closed", async () => {
    stage.answer = async ({ reply }) => {
      await reply.wait(50);
      await reply.bytes(bytesOf("lost"));
      await reply.close({ how: "exit", code: 4 });
    };
    const ran = await run("/bin/bash", [
      "-c",
      "trap '' PIPE; \"$0\" | true; echo ${PIPESTATUS[0]}",
      stage.path("tool"),
    ]);
    expect(ran).toMatchObject({ stderr: "", stdout: Buffer.from("4\n") });
  });

  it("says what its streams are", async () => {
    writeFileSync(`${stage.folder}/file`, "");
    const tool = stage.path("tool");
    await run("/bin/sh", ["-c", '"$0" <&- >&- 2>&-', tool]);
    await run("/bin/sh", ["-c", '"$0" <"$1/file" >"$1/file" 2>/dev/null', tool, stage.folder]);
    await run("/bin/sh", ["-c", 'true | "$0" >/dev/zero 2>/dev/null | true', tool]);
    await run("/usr/bin/script", ["-qec", tool, "/dev/null"]);
    const kinds = stage.calls.map(({ head }) => [head.stdin, head.stdout, head.stderr]);
    expect(kinds.slice(0, 3)).toEqual([
      ["closed", "closed", "closed"],
      ["file", "file", "null"],
      ["pipe", "other", "null"],
    ]);
    expect(kinds[3]?.slice(1)).toEqual(["terminal", "terminal"]);
  });

  it.each([["<&-"], [">&-"], ["2>&-"], ["<&- >&- 2>&-"]])("answers with %s", async (redirections) => {
    stage.answer = async ({ reply }) => {
      await reply.bytes(bytesOf("out"));
      await reply.bytes(new Uint8Array(20_000), "stderr");
      await reply.close({ how: "exit", code: 5 });
    };
    const ran = await run("/bin/sh", [
      "-c",
      `"$0" ${redirections}; echo $? >"$1"; cat "$1"`,
      stage.path("tool"),
      `${stage.folder}/code`,
    ]);
    expect(ran.stdout.toString().slice(-2)).toBe("5\n");
  });

  it("answers at once when its input stays open and nobody asks for it", async () => {
    const child = spawn(stage.path("tool"), [], { stdio: ["pipe", "ignore", "ignore"] });
    const code = await new Promise((resolve) => child.once("exit", resolve));
    expect(code).toBe(0);
    child.stdin.destroy();
  });

  it.each([0, 10, 5 * 1024 * 1024])("reads %d bytes of input when asked to", async (size) => {
    const data = randomBytes(size);
    let read: Uint8Array = new Uint8Array(0);
    stage.answer = async (call) => {
      read = await readAll(call);
      await call.reply.end();
    };
    expect(await run(stage.path("tool"), [], { input: data })).toMatchObject({ code: 0, stderr: "" });
    expect(sha(read)).toBe(sha(data));
  });

  it("reads a file's rest and leaves nothing for the next", async () => {
    const read: string[] = [];
    stage.answer = async (call) => {
      read.push((await readAll(call)).toString());
      await call.reply.end();
    };
    writeFileSync(`${stage.folder}/lines`, "1\n2\n3\n");
    await run("/bin/sh", [
      "-c",
      '{ read -r x; "$0"; "$0"; } <"$1"',
      stage.path("tool"),
      `${stage.folder}/lines`,
    ]);
    expect(read).toEqual(["2\n3\n", ""]);
  });

  it("has no input to read from /dev/null or a closed one", async () => {
    stage.answer = async (call) => {
      expect(await readAll(call)).toHaveLength(0);
      await call.reply.end();
    };
    expect(await run("/bin/sh", ["-c", '"$0" <&- && "$0" </dev/null', stage.path("tool")])).toMatchObject({
      code: 0,
    });
  });

  it("refuses one byte more of input than the limit", async () => {
    stage.answer = async (call) => {
      await readAll(call);
      await call.reply.end();
    };
    const ran = await run(stage.path("tool"), [], { input: Buffer.alloc(5 * 1024 * 1024 + 1) });
    expect(ran.code).toBe(70);
    expect(ran.stderr).toContain("standard input is longer than 5242880 bytes");
  });

  it("does not leave the reader of its input behind when it is killed", async () => {
    const seen: string[] = [];
    stage.answer = async ({ input }) => {
      for await (const item of input) seen.push(item.kind);
    };
    const child = spawn(stage.path("tool"), [], { stdio: ["pipe", "ignore", "ignore"] });
    const captured = () => readdirSync(`${stage.folder}/pool`).filter((name) => name.startsWith("i."));
    await until(() => captured().length === 1);
    const file = `${stage.folder}/pool/${captured()[0] as string}`;
    const { processesWritingTo } = await import("../../../src/adapters/process/index.ts");
    const reader = () => processesWritingTo(file).filter(({ pid }) => pid !== child.pid);
    await until(() => reader().length === 1);
    child.kill("SIGKILL");
    await until(() => seen.includes("gone"));
    await until(() => reader().length === 0);
    expect(stage.calls[0]?.gone.aborted).toBe(true);
    child.stdin.destroy();
  });

  it("does not take descriptors of the shell's own for the program's", async () => {
    const file = openSync(`${stage.folder}/held`, "w");
    await run("/bin/sh", ["-c", '"$0" >"$1" 2>&1', stage.path("tool"), `${stage.folder}/held`]);
    closeSync(file);
    expect(stage.calls[0]?.head).toMatchObject({ stdout: "file", stderr: "file" });
  });
});
