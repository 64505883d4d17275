import { existsSync, symlinkSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decodeLossless } from "../../../src/core/index.ts";
import { bytesOf, openStage, run, shells, type Stage } from "./stage.ts";

describe.each(shells)("a plain reply through %s", (shell) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ shell });
  });
  afterEach(() => stage.close());

  it("writes both streams and exits with the code", async () => {
    stage.answer = async ({ reply }) => {
      await reply.bytes(bytesOf("out\n"));
      await reply.bytes(bytesOf("err\n"), "stderr");
      await reply.close({ how: "exit", code: 3 });
    };
    const ran = await run(stage.path("tool"), ["a"]);
    expect(ran).toEqual({ code: 3, signal: null, stdout: Buffer.from("out\n"), stderr: "err\n" });
  });

  it("says who called, from where, with what", async () => {
    await run(stage.path("tool"), ["push", "--tags"], { cwd: "/usr", env: { HOME: "/nowhere", "a-b": "1" } });
    expect(stage.calls).toHaveLength(1);
    expect(stage.calls[0]?.head).toMatchObject({
      protocol: "command",
      command: "tool",
      args: ["push", "--tags"],
      cwd: "/usr",
      env: { HOME: "/nowhere", "a-b": "1" },
      stdin: "null",
      stdout: "pipe",
      stderr: "pipe",
    });
  });

  it("works in an empty environment", async () => {
    const ran = await run("/usr/bin/env", ["-i", stage.path("tool")]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(stage.calls[0]?.head.env).toEqual({});
  });

  it.each([
    ["spaces and quotes", ["a b", "it's", '"', "\\", "$(id)", "`id`", "$HOME", "*", "-n", "--", "%s"]],
    ["line feeds", ["a\nb", "\n", "c\n"]],
    ["nothing", []],
    ["empty arguments", ["", "", "x", ""]],
    ["UTF-8", ["grüße", "日本語", "🎬"]],
    ["100 KB", ["x".repeat(100_000), "y"]],
    ["many", Array.from({ length: 2_000 }, (_, index) => `argument ${index}`)],
    ["exactly as many characters as fit inline", ["x".repeat(195)]],
    ["one more", ["x".repeat(196)]],
  ])("keeps arguments: %s", async (_what, args) => {
    const ran = await run(stage.path("tool"), args);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(stage.calls[0]?.head.args).toEqual(args);
  });

  it("goes by the name that it is started by, whatever that is", async () => {
    for (const name of ["other", "a b", "line\nfeed", "it's"]) {
      symlinkSync(stage.path("tool"), `${stage.folder}/${name}`);
      expect(await run(`${stage.folder}/${name}`, ["x"])).toMatchObject({ code: 0, stderr: "" });
    }
    expect(stage.calls.map(({ head }) => head.command)).toEqual(["other", "a b", "line\nfeed", "it's"]);
  });

  it("keeps arguments that are not UTF-8", async () => {
    const script = `exec "$0" "$(printf 'a\\377b\\300')"`;
    await run("/bin/sh", ["-c", script, stage.path("tool")]);
    expect(stage.calls[0]?.head.args).toEqual([decodeLossless(new Uint8Array([97, 255, 98, 192]))]);
  });

  it.each(["stdout", "stderr"] as const)("writes all 256 bytes to %s", async (stream) => {
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    stage.answer = async ({ reply }) => {
      await reply.bytes(all, stream);
      await reply.end();
    };
    const target = `${stage.folder}/written`;
    const ran = await run("/bin/sh", [
      "-c",
      `"$0" ${stream === "stdout" ? ">" : "2>"}"$1"; cat "$1"`,
      stage.path("tool"),
      target,
    ]);
    expect([...ran.stdout]).toEqual([...all]);
  });

  it.each([0, 1, 200, 256, 257, 16 * 1024, 16 * 1024 + 1, 300_000])("writes %d bytes", async (size) => {
    const data = Uint8Array.from({ length: size }, (_, index) => (index * 7) & 255);
    stage.answer = async ({ reply }) => {
      await reply.bytes(data);
      await reply.end();
    };
    const ran = await run(stage.path("tool"));
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(Buffer.compare(ran.stdout, data)).toBe(0);
  });

  it.each([0, 1, 2, 70, 126, 127, 128, 129, 130, 137, 143, 200, 255])("exits with %d", async (code) => {
    stage.answer = ({ reply }) => reply.close({ how: "exit", code });
    expect(await run(stage.path("tool"))).toMatchObject({ code, signal: null, stderr: "" });
  });

  it.each([
    "SIGTERM",
    "SIGKILL",
    "SIGSEGV",
    "SIGINT",
    "SIGHUP",
    "SIGPIPE",
    "SIGABRT",
    "SIGUSR1",
    "SIGQUIT",
  ] as const)("really dies by %s", async (signal) => {
    stage.answer = async ({ reply }) => {
      await reply.bytes(bytesOf("last words"));
      await reply.close({ how: "signal", signal });
    };
    const ran = await run(stage.path("tool"), [], { cwd: stage.folder });
    expect(ran).toEqual({ code: null, signal, stdout: Buffer.from("last words"), stderr: "" });
    expect(existsSync(`${stage.folder}/core`)).toBe(false);
  });

  it.each(["SIGTERM", "SIGINT", "SIGQUIT", "SIGPIPE"] as const)(
    "really dies by %s, even if the caller ignored it",
    async (signal) => {
      stage.answer = ({ reply }) => reply.close({ how: "signal", signal });
      const script = `trap '' ${signal.slice(3)}; exec "$0"`;
      expect(await run("/bin/sh", ["-c", script, stage.path("tool")])).toMatchObject({ code: null, signal });
    },
  );

  it("uses a slot again after every call", async () => {
    for (let round = 0; round < 20; round += 1) await run(stage.path("tool"), [String(round)]);
    expect(stage.calls.map(({ head }) => head.args[0])).toEqual(
      Array.from({ length: 20 }, (_, round) => String(round)),
    );
  });
});
