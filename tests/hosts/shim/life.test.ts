import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeSync, openSync, closeSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openShimHost } from "../../../src/hosts/shim/index.ts";
import { bytesOf, openStage, processes, run, shells, until, type Stage } from "./stage.ts";

const locks = (stage: Stage): string[] =>
  readdirSync(`${stage.folder}/pool`).filter((name) => name.startsWith("l."));

const fifos = (stage: Stage): string[] =>
  readdirSync(`${stage.folder}/pool`).filter((name) => statSync(`${stage.folder}/pool/${name}`).isFIFO());

describe.each(shells)("the life of a call through %s", (shell) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ shell, slots: 4 });
  });
  afterEach(() => stage.close());

  it("notices that the program was killed", async () => {
    const waited: boolean[] = [];
    stage.answer = async ({ reply }) => {
      waited.push(await reply.wait(10_000));
      await reply.bytes(bytesOf("too late"));
      await reply.end();
    };
    const child = spawn(stage.path("tool"), [], { stdio: "ignore" });
    await until(() => stage.calls.length === 1);
    child.kill("SIGKILL");
    await until(() => waited.length === 1);
    expect(waited).toEqual([false]);
    expect(stage.calls[0]?.gone.aborted).toBe(true);
    await until(() => locks(stage).length === 0);
  });

  it("notices a program that was killed and that nobody buried", async () => {
    stage.answer = async ({ reply }) => void (await reply.wait(10_000));
    // The parent never waits, so the killed shim stays as a zombie.
    const parent = spawn("/bin/sh", ["-c", '"$0" & echo $!; exec sleep 20', stage.path("tool")], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const pid = await new Promise<number>((resolve) =>
      parent.stdout.once("data", (text: Buffer) => resolve(Number(text.toString()))),
    );
    await until(() => stage.calls.length === 1);
    process.kill(pid, "SIGKILL");
    await until(() => stage.calls[0]?.gone.aborted === true);
    parent.kill("SIGKILL");
    expect(locks(stage)).toEqual([]);
  });

  it("says so when the sink fails or answers nothing", async () => {
    stage.answer = ({ head }) => {
      if (head.args[0] === "throw") throw new Error("no luck\u001b[31m");
    };
    const threw = await run(stage.path("tool"), ["throw"]);
    expect(threw).toMatchObject({ code: 70, stderr: "backlot: tool: Error: no luck\\x1b[31m\n" });
    const silent = await run(stage.path("tool"), ["silent"]);
    expect(silent).toMatchObject({ code: 70, stderr: "backlot: tool: nobody answered the call\n" });
  });

  it("survives garbage on the control FIFO", async () => {
    const descriptor = openSync(`${stage.folder}/pool/ctl`, "w");
    const lines = [
      "",
      "x",
      "a",
      "a 1",
      "a 1 2 3 nnn",
      "a -1 2 3 nnn\0t\0",
      "a 99999 1 1 nnn\0tool\0",
      "a 3 1 77 nnn\0tool\0",
      "a 200 1 1 nnn\0tool\0",
      "d 0 1",
      "d 77 1",
      "x 0 1 999",
      "s 0 1 1",
      "s 3 999999 1",
      "k 0 1 5",
      "i 0 1",
      "f",
      `a 0 1 1 nnn\0${"y".repeat(8_000)}`,
      "a 0 99999999999 1 nnn\0t\0",
      "\u0000\u0000\u0000",
    ];
    for (const line of lines) writeSync(descriptor, `${line}\n`, null, "latin1");
    writeSync(descriptor, "z".repeat(20_000));
    writeSync(descriptor, "\n");
    closeSync(descriptor);
    expect(await run(stage.path("tool"), ["after"])).toMatchObject({ code: 0, stderr: "" });
    expect(stage.calls.filter(({ head }) => head.args[0] === "after")).toHaveLength(1);
  });

  it("says so when a reply can't be put into a file", async () => {
    stage.answer = async ({ reply }) => {
      // A file that is in the way of the one for the reply.
      const taken = readdirSync(`${stage.folder}/pool`).find((name) => name.startsWith("l.")) ?? "";
      mkdirSync(`${stage.folder}/pool/a.${taken.slice(2)}.1`);
      await reply.bytes(bytesOf("x".repeat(1_000)));
      await reply.end();
    };
    const ran = await run(stage.path("tool"));
    expect(ran).toMatchObject({
      code: 70,
      stderr: "backlot: tool: the reply could not be written: EISDIR\n",
    });
  });

  it("ends the program only when its call is journaled", async () => {
    let journaled = false;
    stage.answer = async ({ reply }) => {
      await reply.end();
      await new Promise((resolve) => setTimeout(resolve, 100));
      journaled = true;
    };
    await run(stage.path("tool"));
    expect(journaled).toBe(true);
  });

  it("does not wait for the journal for ever", async () => {
    stage.answer = async ({ reply }) => {
      await reply.end();
      await new Promise(() => undefined);
    };
    const start = performance.now();
    expect(await run(stage.path("tool"))).toMatchObject({ code: 0 });
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it("has no head, no connection to reset, and no conversation without a client", async () => {
    const refused: string[] = [];
    stage.answer = async ({ reply }) => {
      const attempts = [() => reply.head(200, []), () => reply.close({ how: "rst" }), () => reply.attach()];
      for (const attempt of attempts) await attempt().catch((error: unknown) => refused.push(String(error)));
      await reply.end();
    };
    expect(await run(stage.path("tool"))).toMatchObject({ code: 0, stderr: "" });
    expect(refused.map((text) => text.slice(0, 10))).toEqual(["TypeError:", "TypeError:", "TypeError:"]);
  });

  it("takes no answer after the end", async () => {
    stage.answer = async ({ reply }) => {
      await reply.bytes(bytesOf("in time"));
      await reply.close({ how: "exit", code: 3 });
      await reply.bytes(bytesOf("too late"));
      await reply.close({ how: "exit", code: 4 });
    };
    expect(await run(stage.path("tool"))).toMatchObject({ code: 3, stdout: Buffer.from("in time") });
  });

  it("lets go who waits when the world closes, and refuses afterwards", async () => {
    stage.answer = async ({ reply }) => void (await reply.wait(60_000));
    const waiting = run(stage.path("tool"));
    await until(() => stage.calls.length === 1);
    await stage.world.close();
    expect(await waiting).toMatchObject({ code: 70, stderr: "backlot: tool: its world was closed\n" });
    expect(stage.calls[0]?.gone.aborted).toBe(true);
    expect(await run(stage.path("tool"))).toMatchObject({
      code: 70,
      stderr: "backlot: tool: its world was closed\n",
    });
    expect(stage.calls).toHaveLength(1);
  });

  it("lets go who reads input, waits for a slot or comes too late when the host closes", async () => {
    stage.answer = async ({ input, reply }) => {
      for await (const item of input) if (item.kind === "end") await reply.end();
    };
    const readers = Array.from({ length: 6 }, () => {
      const child = spawn(stage.path("tool"), [], { stdio: ["pipe", "ignore", "ignore"] });
      return new Promise((resolve) => child.once("exit", resolve));
    });
    await until(() => stage.calls.length === 4);
    const start = performance.now();
    await stage.host.close();
    expect(await Promise.all(readers)).toEqual([70, 70, 70, 70, 70, 70]);
    expect(await run(stage.path("tool"))).toMatchObject({ code: 70 });
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(fifos(stage)).toEqual([]);
  });

  it("keeps several worlds apart", async () => {
    mkdirSync(`${stage.folder}/other`, { mode: 0o700 });
    const seen: string[] = [];
    const other = stage.host.addWorld({
      folder: `${stage.folder}/other`,
      commands: ["tool"],
      sink: {
        accept: async ({ reply }) => {
          seen.push("other");
          await reply.end();
        },
      },
    });
    await Promise.all([run(stage.path("tool")), run(`${other.binFolder}/tool`)]);
    expect([stage.calls.length, seen.length]).toEqual([1, 1]);
    await other.close();
    expect(await run(stage.path("tool"))).toMatchObject({ code: 0 });
  });

  it("doubles a command from the moment it is added", async () => {
    stage.world.addCommand("later");
    stage.world.addCommand("later");
    expect(await run(stage.path("later"))).toMatchObject({ code: 0 });
    expect(stage.calls[0]?.head.command).toBe("later");
  });

  it("leaves nothing that a call said or was told", async () => {
    stage.answer = async ({ input, reply }) => {
      for await (const item of input) if (item.kind === "bytes") await reply.bytes(item.bytes);
      await reply.bytes(new Uint8Array(20_000), "stderr");
      await reply.end();
    };
    await run(stage.path("tool"), ["secret\nsecret"], { input: bytesOf("secret") });
    const left = () => readdirSync(`${stage.folder}/pool`).filter((name) => !/^(?:ctl|r\.\d+)$/.test(name));
    await until(() => left().length === 0);
    expect(left()).toEqual([]);
  });

  it("takes output over before the caller may change it", async () => {
    stage.answer = async ({ reply }) => {
      for (const size of [10, 20_000]) {
        const buffer = new Uint8Array(size).fill(97);
        await reply.bytes(buffer);
        buffer.fill(98);
      }
      await reply.end();
    };
    expect((await run(stage.path("tool"))).stdout.toString()).toBe("a".repeat(20_010));
  });

  it("keeps files to their owner", () => {
    expect(statSync(stage.world.binFolder).mode & 0o777).toBe(0o700);
    expect(statSync(stage.path("tool")).mode & 0o777).toBe(0o500);
    for (const name of readdirSync(`${stage.folder}/pool`)) {
      expect(statSync(`${stage.folder}/pool/${name}`).mode & 0o077).toBe(0);
    }
  });
});

it("takes a name of 100 characters", async () => {
  const name = "x".repeat(100);
  const stage = await openStage({ commands: [name] });
  expect(await run(stage.path(name))).toMatchObject({ code: 0 });
  await stage.close();
});

it("says so when there can be no FIFOs", async () => {
  const opened = openShimHost({ folder: "/nowhere/at/all", processes });
  await expect(opened).rejects.toThrow(/BKL5003 temp-folder: no FIFOs in \/nowhere\/at\/all/);
});

it("tells of every path before it is made", async () => {
  const told: [string, boolean][] = [];
  const stage = await openStage({ registerPath: (path) => told.push([path, existsSync(path)]) });
  expect(told).toEqual([[stage.world.binFolder, false]]);
  await stage.close();
});

it.each(["", ".", "..", "../evil", "a/b", "a\\b", "a\0b", "a\nb", ".hidden", "x".repeat(101)])(
  "refuses the command name %j",
  async (name) => {
    const stage = await openStage();
    expect(() => stage.world.addCommand(name)).toThrow(/can't be the name of a command/);
    expect(existsSync(`${stage.folder}/evil`)).toBe(false);
    await stage.close();
  },
);
