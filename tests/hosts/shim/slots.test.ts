import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bytesOf, openStage, run, shells, until, type Stage } from "./stage.ts";

describe.each(shells)("the slots of calls through %s", (shell) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ shell, slots: 4 });
  });
  afterEach(() => stage.close());

  it("hands no slot on with a rest of the last reply in it", async () => {
    stage.answer = async ({ head, reply }) => {
      if (head.args[0] === "victim") {
        for (let index = 0; index < 20; index += 1) {
          await reply.bytes(bytesOf(`stale ${index}\n`));
          if (!(await reply.wait(1))) return;
        }
        await reply.wait(10_000);
      } else await reply.bytes(bytesOf("fresh\n"));
      await reply.end();
    };
    const victims = Array.from({ length: 4 }, () =>
      spawn(stage.path("tool"), ["victim"], { stdio: "ignore" }),
    );
    await until(() => stage.calls.length === 4);
    // Stopped, so that what it is told stays in the FIFO.
    for (const victim of victims) victim.kill("SIGSTOP");
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const victim of victims) victim.kill("SIGKILL");
    for (let round = 0; round < 8; round += 1) {
      expect(await run(stage.path("tool"), ["next"])).toMatchObject({
        code: 0,
        stdout: Buffer.from("fresh\n"),
        stderr: "",
      });
    }
  });

  it("frees slots of shims that were killed before they said a word", async () => {
    // The number of a process that has ended.
    const dead = spawn("/bin/true", { stdio: "ignore" });
    await new Promise((resolve) => dead.once("exit", resolve));
    for (let slot = 0; slot < 4; slot += 1) writeFileSync(`${stage.folder}/pool/l.${slot}`, `${dead.pid}\n`);
    expect(await run(stage.path("tool"))).toMatchObject({ code: 0, stderr: "" });
    expect(stage.calls).toHaveLength(1);
  });

  it("frees slots of shims that were killed while they took them", async () => {
    for (let slot = 0; slot < 4; slot += 1) writeFileSync(`${stage.folder}/pool/l.${slot}`, "");
    const start = performance.now();
    expect(await run(stage.path("tool"))).toMatchObject({ code: 0, stderr: "" });
    expect(performance.now() - start).toBeGreaterThan(1_000);
  });

  it("loses no slot and mixes nothing up when shims are killed at any moment", async () => {
    stage.answer = async ({ head, reply }) => {
      const word = head.args[0] ?? "";
      await reply.bytes(bytesOf(`${word}\n${"x".repeat(word.startsWith("big") ? 20_000 : 300)}\n`));
      if (await reply.wait(1)) await reply.bytes(bytesOf(`${word} again\n`));
      await reply.end();
    };
    for (let round = 0; round < 60; round += 1) {
      const child = spawn(stage.path("tool"), [round % 2 === 0 ? "big" : "small"], { stdio: "ignore" });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      await new Promise((resolve) => setTimeout(resolve, round / 10));
      child.kill("SIGKILL");
      await ended;
    }
    for (let round = 0; round < 8; round += 1) {
      const ran = await run(stage.path("tool"), [`after ${round}`]);
      expect(ran).toMatchObject({ code: 0, stderr: "" });
      expect(ran.stdout.toString()).toBe(`after ${round}\n${"x".repeat(300)}\nafter ${round} again\n`);
    }
  });

  it("waits for a slot when all are taken", async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    stage.answer = async ({ head, reply }) => {
      await gate;
      await reply.bytes(bytesOf(`answer ${head.args[0]}`));
      await reply.end();
    };
    const all = Array.from({ length: 12 }, (_, index) => run(stage.path("tool"), [`${index}`]));
    await until(() => stage.calls.length === 4);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(stage.calls).toHaveLength(4);
    open();
    for (const [index, ran] of (await Promise.all(all)).entries()) {
      expect(ran).toEqual({ code: 0, signal: null, stdout: Buffer.from(`answer ${index}`), stderr: "" });
    }
    expect(stage.calls).toHaveLength(12);
  });

  it("makes more slots when many call at once", async () => {
    const other = await openStage({ shell, slots: 100 });
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    other.answer = async ({ reply }) => {
      await gate;
      await reply.end();
    };
    const all = Array.from({ length: 40 }, () => run(other.path("tool")));
    await until(() => other.calls.length === 40);
    open();
    for (const ran of await Promise.all(all)) expect(ran).toMatchObject({ code: 0, stderr: "" });
    await other.close();
  });
});
