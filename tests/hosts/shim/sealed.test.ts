import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { bytesOf, openStage, run, shells, type Stage } from "./stage.ts";

describe.each(shells)("a world in which only doubled commands exist, by %s", (shell) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ shell, sealedPath: "/usr/bin:/bin:/nowhere:relative" });
    stage.answer = async ({ head, reply }) => {
      if (head.command === "tool") {
        await reply.pipe({ kind: "command", mode: "wait" });
        return;
      }
      await reply.bytes(bytesOf(`${head.command} is not declared\n`), "stderr");
      await reply.close({ how: "exit", code: 127 });
    };
  });
  afterEach(() => stage.close());

  const env = (first = ""): NodeJS.ProcessEnv => ({ PATH: `${first}${stage.world.path("/usr/bin:/bin")}` });
  const line = (script: string, first?: string) => run("/bin/sh", ["-c", script], { env: env(first) });
  const real = (body: string): string => {
    mkdirSync(`${stage.folder}/real`, { recursive: true });
    writeFileSync(`${stage.folder}/real/tool`, `#!/bin/sh\n${body}\n`);
    chmodSync(`${stage.folder}/real/tool`, 0o755);
    return `${stage.folder}/real:`;
  };

  it("names folders of doubles only", () => {
    expect(env()["PATH"]).toBe(`${stage.world.binFolder}:${stage.world.unknownFolder}`);
  });

  it("hears of every program that is called and that nobody declared", async () => {
    const ran = await line('uname -a; echo "$?"; /bin/echo absolute');
    expect(ran.stderr).toBe("uname is not declared\n");
    expect(ran.stdout.toString()).toBe("127\nabsolute\n");
    expect(stage.calls.map(({ head }) => [head.command, ...head.args])).toEqual([["uname", "-a"]]);
  });

  it("leaves what is nowhere to the shell", async () => {
    const ran = await line("no-such-program");
    expect([ran.code, stage.calls.length]).toEqual([127, 0]);
  });

  it("finds the real program where it always was, for which only doubled commands exist too", async () => {
    stage.world.addCommand("uname");
    stage.answer = async ({ head, reply }) => {
      if (head.command === "uname") {
        await reply.pipe({ kind: "command", mode: "wait" });
        return;
      }
      await reply.close({ how: "exit", code: 9 });
    };
    expect((await line("uname")).stdout.toString()).toBe("Linux\n");
    stage.world.addCommand("env");
    stage.answer = async ({ head, reply }) => {
      if (head.command === "env") {
        await reply.pipe({ kind: "command", mode: "wait" });
        return;
      }
      await reply.bytes(bytesOf(`${head.command} from inside\n`));
      await reply.close({ how: "exit", code: 9 });
    };
    const inside = await line("env sort");
    expect([inside.code, inside.stdout.toString()]).toEqual([9, "sort from inside\n"]);
  });

  it("prefers a program in a folder that the caller put first", async () => {
    // A folder of the caller's own is not sealed: what lies in it is the program's.
    const first = real("echo mine");
    expect((await line("tool", first)).stdout.toString()).toBe("mine\n");
    expect((await run(stage.path("tool"), [], { env: env(first) })).stdout.toString()).toBe("mine\n");
  });

  it("works in an empty environment", async () => {
    const ran = await run("/usr/bin/env", ["-i", `${stage.world.unknownFolder}/uname`]);
    expect(ran).toMatchObject({ code: 127, stderr: "uname is not declared\n" });
    stage.world.addCommand("id");
    stage.answer = async ({ reply }) => void (await reply.pipe({ kind: "command", mode: "wait" }));
    expect(await run("/usr/bin/env", ["-i", stage.path("id"), "-u"])).toMatchObject({ code: 0 });
  });

  it("shares the doubles between worlds and keeps their calls apart", async () => {
    mkdirSync(`${stage.folder}/other`, { mode: 0o700 });
    const calls: string[] = [];
    const other = stage.host.addWorld({
      folder: `${stage.folder}/other`,
      commands: [],
      sealedPath: "/usr/bin:/bin:/nowhere:relative",
      sink: {
        accept: async ({ head, reply }) => {
          if (head.protocol === "command") calls.push(head.command);
          await reply.end();
        },
      },
    });
    expect(await run("/bin/sh", ["-c", "uname"], { env: { PATH: other.path("") } })).toMatchObject({
      code: 0,
    });
    expect(await line("id")).toMatchObject({ code: 127 });
    expect([calls, stage.calls.map(({ head }) => head.command)]).toEqual([["uname"], ["id"]]);
  });

  it("refuses when the world is closed", async () => {
    await stage.world.close();
    expect(await line("uname")).toMatchObject({
      code: 70,
      stderr: "backlot: uname: its world was closed\n",
    });
  });
});

it("leaves the rest of PATH alone unless it is told otherwise", async () => {
  const stage = await openStage();
  expect([stage.world.path("/a:/b"), stage.world.unknownFolder]).toEqual([
    `${stage.world.binFolder}:/a:/b`,
    undefined,
  ]);
  await stage.close();
});
