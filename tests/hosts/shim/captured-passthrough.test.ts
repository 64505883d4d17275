import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bytesOf, openStage, run, shells, type Stage } from "./stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({});
});
afterEach(() => stage.close());

it.each(shells.flatMap((shell) => (["wait", "exec"] as const).map((mode) => ({ shell, mode }))))(
  "a real program gets the input that was read to match its call ($shell, $mode)",
  async ({ shell, mode }) => {
    await stage.close();
    stage = await openStage({ shell });
    mkdirSync(`${stage.folder}/real`);
    writeFileSync(`${stage.folder}/real/tool`, "#!/bin/sh\ncat; echo end\n");
    chmodSync(`${stage.folder}/real/tool`, 0o755);
    let read = "";
    stage.answer = async ({ input, reply }) => {
      for await (const item of input) if (item.kind === "bytes") read += Buffer.from(item.bytes).toString();
      await reply.pipe({ kind: "command", mode });
    };
    const ran = await run(stage.path("tool"), [], {
      env: { PATH: `${stage.world.binFolder}:${stage.folder}/real:/usr/bin:/bin` },
      input: bytesOf("kind: Deployment\n"),
    });
    expect([read, ran.stdout.toString()]).toEqual(["kind: Deployment\n", "kind: Deployment\nend\n"]);
  },
);
