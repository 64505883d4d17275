import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { endProcesses, inspectProcesses, type ProcessIdentity } from "../../../src/adapters/process/index.ts";
import { openStage, processes, run, shells, until, type Stage } from "./stage.ts";

/** As on systems that do not show processes as files. */
const withoutProc = {
  ...processes,
  inspect: (pids: readonly number[]) => inspectProcesses(pids, "/nowhere"),
  holding: () => [],
  sharedInput: () => undefined,
  end: (list: readonly ProcessIdentity[]) => endProcesses(list, { procFolder: "/nowhere" }),
};

describe.each(shells)("where there is no /proc, %s", (shell) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ shell, procFolder: null, processes: withoutProc });
  });
  afterEach(() => stage.close());

  it("writes down its folder and environment", async () => {
    mkdirSync(`${stage.folder}/a\nb`);
    const env = {
      PLAIN: "1",
      EMPTY: "",
      SPACES: " a  b ",
      QUOTES: `it's "quoted" \`id\` $(id) $HOME \\ \\\\ \\n`,
      LINES: "a\nexport B='c'\n\n",
      UTF8: "grüße 日本語",
      CONTROL: "\u001b[31m\t\u0001\u007f",
      EQUALS: "a=b=c",
    };
    await run(stage.path("tool"), ["x"], { cwd: `${stage.folder}/a\nb`, env });
    const head = stage.calls[0]?.head;
    expect(head?.cwd).toBe(`${stage.folder}/a\nb`);
    expect(head?.env).toMatchObject(env);
    expect(Object.keys(head?.env ?? {}).filter((name) => name.startsWith("__bl"))).toEqual([]);
  });

  it("keeps values that are not UTF-8", async () => {
    await run("/bin/sh", ["-c", `X="$(printf 'a\\377b')" exec "$0"`, stage.path("tool")]);
    expect(stage.calls[0]?.head.env["X"]).toBe("a\udcffb");
  });

  it("passes through and notices when a shim is killed", async () => {
    mkdirSync(`${stage.folder}/real`);
    writeFileSync(`${stage.folder}/real/tool`, "#!/bin/sh\necho $$\nexec sleep 20\n");
    chmodSync(`${stage.folder}/real/tool`, 0o755);
    stage.answer = async ({ reply }) => void (await reply.pipe({ kind: "command", mode: "wait" }));
    const env = { PATH: `${stage.world.binFolder}:${stage.folder}/real:/usr/bin:/bin` };
    const child = spawn(stage.path("tool"), { env, stdio: ["ignore", "pipe", "ignore"] });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once("data", (text: Buffer) => resolve(Number(text.toString()))),
    );
    child.kill("SIGKILL");
    await until(async () => (await processes.inspect([pid])).get(pid)?.ended !== false);
    expect(stage.calls[0]?.gone.aborted).toBe(true);
  });
});
