import { randomBytes } from "node:crypto";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { spawn as openTerminal } from "@lydell/node-pty";
import { encodeLossless, type PipeOutcome } from "../../../src/core/index.ts";
import { bytesOf, openStage, run, shells, until, type CommandArrival, type Stage } from "./stage.ts";

/** The ways in which a call can be answered by the real program. */
const ways = { "passed through": undefined, recorded: { stdin: true } } as const;

/** Bytes that go wrong wherever something is text: every value, quotes, an unfinished character. */
const strange = ["", " ", "a\nb\n", "it's", 'a"b', "$(id) `id` \\", "*", "-n", "é", "\xff\xfe"];

describe.each(shells.flatMap((shell) => Object.keys(ways).map((way) => ({ shell, way }))))(
  "a command that is $way by $shell",
  ({ shell, way }) => {
    const record = ways[way as keyof typeof ways];
    let stage: Stage;
    let outcomes: PipeOutcome[];
    const pass = async ({ reply }: CommandArrival): Promise<void> =>
      void outcomes.push(await reply.pipe({ kind: "command", mode: "wait", record }));
    beforeEach(async () => {
      stage = await openStage({ shell });
      outcomes = [];
      stage.answer = pass;
      mkdirSync(`${stage.folder}/real`);
    });
    afterEach(() => stage.close());

    const path = (): string => `${stage.world.binFolder}:${stage.folder}/real:/usr/bin:/bin`;
    const real = (body: string, name = "tool"): void => {
      stage.world.addCommand(name);
      writeFileSync(`${stage.folder}/real/${name}`, `#!/bin/sh\n${body}\n`);
      chmodSync(`${stage.folder}/real/${name}`, 0o755);
    };
    const line = (script: string, ...args: string[]) =>
      run("/bin/sh", ["-c", script, stage.path("tool"), ...args], {
        env: { PATH: path() },
        cwd: stage.folder,
      });

    it("gets its arguments byte for byte", async () => {
      real(`printf '%s\\0' "$@"`);
      // Node can't pass what is no UTF-8, so a shell makes the last one.
      const ran = await line(`exec "$0" "$@" "$(printf '\\377\\376')"`, ...strange.slice(0, -1));
      const wanted = strange.map((one, index) => (index < strange.length - 1 ? bytesOf(one) : [255, 254]));
      expect(ran.stdout).toEqual(Buffer.concat(wanted.map((one) => Buffer.from([...one, 0]))));
      expect(stage.calls[0]?.head.args.map((one) => Buffer.from(encodeLossless(one)))).toEqual(
        wanted.map((one) => Buffer.from(one)),
      );
    });

    it("carries 5 MB of any bytes that were read for matching first", async () => {
      real("exec cat");
      const input = randomBytes(5 * 1024 * 1024);
      let matched = Buffer.alloc(0);
      stage.answer = async (call) => {
        const parts: Uint8Array[] = [];
        for await (const item of call.input) if (item.kind === "bytes") parts.push(item.bytes);
        matched = Buffer.concat(parts);
        await pass(call);
      };
      const ran = await run(stage.path("tool"), [], { env: { PATH: path() }, input });
      expect([Buffer.compare(matched, input), Buffer.compare(ran.stdout, input)]).toEqual([0, 0]);
      const kept = outcomes[0]?.recorded;
      expect(
        [kept?.stdin, kept?.stdout].map((bytes) => bytes !== undefined && Buffer.compare(bytes, input)),
      ).toEqual(record === undefined ? [false, false] : [0, 0]);
    });

    it("is a part of a pipeline of doubled commands", async () => {
      real("printf 'b\\na\\nb\\n'", "one");
      real("exec sort", "two");
      real("exec uniq -c", "three");
      const ran = await line("one | two | three");
      expect(ran.stdout.toString().replaceAll(/ +/g, " ")).toBe(" 1 a\n 2 b\n");
      expect(stage.calls.map(({ head }) => head.command).toSorted((a, b) => a.localeCompare(b))).toEqual([
        "one",
        "three",
        "two",
      ]);
      expect(ran).toMatchObject({ code: 0, stderr: "" });
    });

    it("calls doubled commands, which hear how deep they are", async () => {
      real("inner </dev/null; echo after");
      stage.world.addCommand("inner");
      stage.answer = async (call) => {
        if (call.head.command === "tool") return await pass(call);
        await call.reply.bytes(bytesOf(`inner at ${call.head.env["BACKLOT_DEPTH"]}\n`));
        await call.reply.end();
      };
      expect((await line('"$0"')).stdout.toString()).toBe("inner at 1\nafter\n");
      expect(stage.calls.map(({ head }) => head.env["BACKLOT_DEPTH"])).toEqual([undefined, "1"]);
    });

    it("works with nothing but PATH in its environment", async () => {
      stage.world.addCommand("env");
      const ran = await run("/usr/bin/env", ["-i", `PATH=${path()}`, stage.path("env")]);
      const seen = ran.stdout
        .toString()
        .split("\n")
        .filter((one) => !one.startsWith("_="));
      expect(new Set(seen)).toEqual(new Set([`PATH=${path()}`, "BACKLOT_DEPTH=1", ""]));
    });

    it("keeps a terminal as standard input, and as output unless it is recorded", async () => {
      real('exec 3>"$1"; for n in 0 1 2; do [ -t $n ] && printf "$n " >&3; done; read -r l; echo "got $l"');
      const file = `${stage.folder}/seen`;
      const terminal = openTerminal(stage.path("tool"), [file], { env: { PATH: path() } });
      let screen = "";
      terminal.onData((data) => (screen += data));
      const ended = new Promise<number>((resolve) => terminal.onExit(({ exitCode }) => resolve(exitCode)));
      terminal.write("typed\r");
      expect(await ended).toBe(0);
      await until(() => screen.includes("got typed\r\n"));
      const script = `read -r l <"${file}"; printf '%s' "$l"`;
      const seen = (await run("/bin/sh", ["-c", script])).stdout.toString();
      expect(seen.trim()).toBe(record === undefined ? "0 1 2" : "0");
      if (record !== undefined) {
        expect(Buffer.from(outcomes[0]?.recorded?.stdout ?? []).toString()).toBe("got typed\n");
        expect(outcomes[0]?.recorded?.stdin).toHaveLength(0);
      }
    });
  },
);
