import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, openSync, closeSync, readFileSync, writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PipeOutcome, PipeTarget, RecordedStreams } from "../../../src/core/index.ts";
import { marked, openPipes, openStage, processes, run, shells, until, type Stage } from "./stage.ts";

const text = (bytes: Uint8Array | undefined): string | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes).toString();

describe.each(shells)("a recorded passthrough by %s", (shell) => {
  let stage: Stage;
  let outcomes: PipeOutcome[];
  let target: PipeTarget;
  beforeEach(async () => {
    stage = await openStage({ shell });
    outcomes = [];
    target = { kind: "command", mode: "wait", record: { stdin: true } };
    stage.answer = async ({ reply }) => void outcomes.push(await reply.pipe(target));
    mkdirSync(`${stage.folder}/real`);
  });
  afterEach(() => stage.close());

  const env = (): NodeJS.ProcessEnv => ({
    PATH: `${stage.world.binFolder}:${stage.folder}/real:/usr/bin:/bin`,
  });
  const real = (body: string): void => {
    writeFileSync(`${stage.folder}/real/tool`, `#!/bin/sh\n${body}\n`);
    chmodSync(`${stage.folder}/real/tool`, 0o755);
  };
  const recorded = (index = 0): RecordedStreams => {
    const streams = outcomes[index]?.recorded;
    if (streams === undefined) throw new Error("nothing was recorded");
    return streams;
  };
  /** Runs a line of shell in which $0 is the double. */
  const line = (script: string, ...args: string[]) =>
    run("/bin/sh", ["-c", script, stage.path("tool"), ...args], { env: env(), cwd: stage.folder });

  it("keeps both streams, which the caller gets too", async () => {
    real("echo out; echo err >&2; exit 3");
    expect(await run(stage.path("tool"), [], { env: env() })).toMatchObject({
      code: 3,
      signal: null,
      stdout: Buffer.from("out\n"),
      stderr: "err\n",
    });
    expect(outcomes[0]).toMatchObject({ exitCode: 3, signal: null });
    const streams = recorded();
    expect([text(streams.stdin), text(streams.stdout), text(streams.stderr)]).toEqual(["", "out\n", "err\n"]);
    expect(streams.cut).toEqual([]);
  });

  it("hands output on before the command ends, and knows when it came", async () => {
    real('echo first; while [ ! -e "$1" ]; do sleep 0.01; done; echo second >&2; echo third');
    const flag = `${stage.folder}/flag`;
    const child = spawn(stage.path("tool"), [flag], { env: env(), stdio: ["ignore", "pipe", "inherit"] });
    let seen = "";
    child.stdout.on("data", (chunk: Buffer) => (seen += chunk.toString()));
    const closed = new Promise((resolve) => child.once("close", resolve));
    // The command only goes on once its first line has been seen.
    await until(() => seen === "first\n");
    writeFileSync(flag, "");
    await closed;
    expect(seen).toBe("first\nthird\n");
    const { chunks } = recorded();
    expect(chunks.map(({ stream, bytes }) => [stream, text(bytes)])).toEqual(
      expect.arrayContaining([
        ["stdout", "first\n"],
        ["stderr", "second\n"],
        ["stdout", "third\n"],
      ]),
    );
    const times = chunks.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(0);
    expect(times.at(-1)).toBeLessThanOrEqual(outcomes[0]?.durationMs ?? 0);
  });

  it("keeps 5 MB of any bytes on both sides of a pipe", async () => {
    real("exec cat");
    const input = randomBytes(5 * 1024 * 1024);
    const ran = await run(stage.path("tool"), [], { env: env(), input });
    expect(Buffer.compare(ran.stdout, input)).toBe(0);
    expect(Buffer.compare(recorded().stdout, input)).toBe(0);
    expect(Buffer.compare(recorded().stdin, input)).toBe(0);
    expect(Buffer.compare(Buffer.concat(recorded().chunks.map(({ bytes }) => bytes)), input)).toBe(0);
  });

  it("lets the command read what the caller is still writing, up to its end", async () => {
    real("while read -r a; do echo got $a; done; echo end");
    const child = spawn(stage.path("tool"), { env: env(), stdio: ["pipe", "pipe", "inherit"] });
    let seen = "";
    child.stdout.on("data", (chunk: Buffer) => (seen += chunk.toString()));
    child.stdin.write("1\n");
    await until(() => seen === "got 1\n");
    child.stdin.write("2\n");
    await until(() => seen === "got 1\ngot 2\n");
    child.stdin.end("3\n");
    await new Promise((resolve) => child.once("close", resolve));
    expect(seen).toBe("got 1\ngot 2\ngot 3\nend\n");
    expect(text(recorded().stdin)).toBe("1\n2\n3\n");
  });

  it("does not wait for input that nobody ends", async () => {
    real("read -r a; echo got $a");
    const child = spawn(stage.path("tool"), { env: env(), stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.write("1\n");
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect([code, text(recorded().stdin)]).toEqual([0, "1\n"]);
    child.stdin.destroy();
  });

  it("leaves a pipe alone when its input is not to be kept", async () => {
    target = { kind: "command", mode: "wait", record: { stdin: false } };
    real("exec echo ran");
    const ran = await line(`printf '1\\n2\\n3\\n' | while read -r l; do "$0"; echo $l; done`);
    expect(ran.stdout.toString()).toBe("ran\n1\nran\n2\nran\n3\n");
    expect(outcomes.map(({ recorded: streams }) => text(streams?.stdin))).toEqual(["", "", ""]);
  });

  it("hands a file itself to the command", async () => {
    writeFileSync(`${stage.folder}/list`, "1\n2\n3\n");
    real('[ "$1" = - ] || exec echo ran; read -r l; echo took $l');
    const loop = await line(`while read -r l; do "$0"; echo $l; done <list`);
    expect(loop.stdout.toString()).toBe("ran\n1\nran\n2\nran\n3\n");
    expect(outcomes.map((outcome) => text(outcome.recorded?.stdin))).toEqual(["", "", ""]);
    const next = await line(`{ read -r l; "$0" -; read -r l; echo $l; } <list`);
    expect(next.stdout.toString()).toBe("took 2\n3\n");
    // All that stood before the command: what a double that reads its input would get.
    expect(text(recorded(3).stdin)).toBe("2\n3\n");
  });

  it("ends as the command does when the reader goes away", async () => {
    real("while :; do echo more; done");
    const ran = await line('"$0" | head -n 1');
    expect(ran).toMatchObject({ code: 0, stdout: Buffer.from("more\n"), stderr: "" });
    expect(outcomes[0]).toMatchObject({ exitCode: null, signal: "SIGPIPE" });
    expect(text(recorded().stdout)).toMatch(/^(more\n)*/);
  });

  it("ends a command whose reader goes away though the caller ignores SIGPIPE", async () => {
    real("while echo more; do :; done 2>/dev/null");
    const ran = await line(`trap '' PIPE; "$0" | head -n 1`);
    expect(ran).toMatchObject({ code: 0, stdout: Buffer.from("more\n"), stderr: "" });
    expect(outcomes[0]).toMatchObject({ exitCode: 0, signal: null });
  });

  it.each(["TERM", "KILL", "SEGV", "INT"])("dies as the command did, by %s", async (signal) => {
    real(`ulimit -c 0; printf before; kill -s ${signal} $$`);
    const ran = await run(stage.path("tool"), [], { env: env() });
    // Nobody passed it on, so a status above 128 may be the command's own exit code.
    const plain = signal === "INT" ? { code: 130, signal: null } : { code: null, signal: `SIG${signal}` };
    expect(ran).toMatchObject({ ...plain, stderr: "" });
    expect(text(recorded().stdout)).toBe("before");
  });

  it("lets the command finish what it does on a signal to its whole group", async () => {
    real("trap 'sleep 0.1; echo cleaned; exit 33' TERM; echo ready; while :; do sleep 0.02; done");
    const child = spawn(stage.path("tool"), {
      env: env(),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let seen = "";
    child.stdout.on("data", (chunk: Buffer) => (seen += chunk.toString()));
    await until(() => seen === "ready\n");
    process.kill(-(child.pid as number), "SIGTERM");
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect([code, seen]).toEqual([33, "ready\ncleaned\n"]);
    expect(text(recorded().stdout)).toBe("ready\ncleaned\n");
  });

  const closings = [">&-", "<&-", "<&- >&-", ...(shell.includes("bash") ? [] : ["2>&-", "<&- >&- 2>&-"])];
  it.each(closings)("leaves closed streams closed: %s", async (redirections) => {
    real('for n in 0 1 2; do [ -e /proc/self/fd/$n ] && printf $n; done >"$1"; exit 3');
    const script = `"$0" "$1" ${redirections}; echo " $?" >>"$1"; cat "$1"`;
    const ran = await line(script, `${stage.folder}/log`);
    const direct = await run("/bin/sh", [
      "-c",
      script,
      `${stage.folder}/real/tool`,
      `${stage.folder}/direct`,
    ]);
    expect(ran.stdout.toString()).toBe(direct.stdout.toString());
  });

  it("has written everything into a file when it ends", async () => {
    real("head -c 3000000 /dev/zero; echo end >&2");
    const ran = await line(`"$0" >out 2>err; wc -c <out; cat err`);
    expect(ran.stdout.toString()).toBe("3000000\nend\n");
    expect([recorded().stdout.length, text(recorded().stderr)]).toEqual([3_000_000, "end\n"]);
  });

  it("appends to a file that is not empty", async () => {
    real("echo new");
    writeFileSync(`${stage.folder}/out`, "old\n");
    await line('"$0" >>out');
    expect(readFileSync(`${stage.folder}/out`, "utf8")).toBe("old\nnew\n");
  });

  it("keeps what goes to /dev/null", async () => {
    real("echo out; echo err >&2");
    await line('"$0" >/dev/null 2>&1');
    expect([text(recorded().stdout), text(recorded().stderr)]).toEqual(["out\n", "err\n"]);
  });

  it("does not wait for what the command leaves running in the background", async () => {
    real('echo out; { sleep 0.1; while [ ! -e "$1" ]; do sleep 0.02; done; echo late; } 2>/dev/null &');
    const out = openSync(`${stage.folder}/out`, "w");
    const flag = `${stage.folder}/flag`;
    const ran = await run(stage.path("tool"), [flag], { env: env(), stdio: ["ignore", out, "pipe"] });
    closeSync(out);
    expect(ran.code).toBe(0);
    expect(text(recorded().stdout)).toBe("out\n");
    writeFileSync(flag, "");
    // It still writes to where it always would have.
    await until(() => readFileSync(`${stage.folder}/out`, "utf8") === "out\nlate\n");
  });

  it("keeps the first part of what is longer than the limit", async () => {
    await stage.close();
    stage = await openStage({ shell, recordedBytesMax: 10 });
    stage.answer = async ({ reply }) => void outcomes.push(await reply.pipe(target));
    mkdirSync(`${stage.folder}/real`);
    real("cat; echo 0123456789 >&2");
    const ran = await run(stage.path("tool"), [], { env: env(), input: Buffer.from("0123456789") });
    expect([ran.stdout.toString(), ran.stderr]).toEqual(["0123456789", "0123456789\n"]);
    const streams = recorded();
    expect([text(streams.stdin), text(streams.stdout), text(streams.stderr), streams.cut]).toEqual([
      "0123456789",
      "0123456789",
      "0123456789",
      ["stderr"],
    ]);
  });

  it("keeps the input that was read to match its call", async () => {
    stage.answer = async ({ input, reply }) => {
      for await (const item of input) if (item.kind === "end") break;
      outcomes.push(await reply.pipe(target));
    };
    real("exec sort");
    const ran = await run(stage.path("tool"), [], { env: env(), input: Buffer.from("b\na\n") });
    expect(ran.stdout.toString()).toBe("a\nb\n");
    expect(text(recorded().stdin)).toBe("b\na\n");
  });

  it("leaves nothing running when the double is killed", async () => {
    real("echo $$; exec cat");
    const child = spawn(stage.path("tool"), { env: { ...env(), MARK: stage.folder }, stdio: "pipe" });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once("data", (line: Buffer) => resolve(Number(line.toString()))),
    );
    child.kill("SIGKILL");
    await until(async () => (await processes.inspect([pid])).get(pid)?.ended !== false);
    await until(() => marked(stage.folder).length === 0);
    await until(() => outcomes.length > 0);
    expect(outcomes).toEqual([{ exitCode: null, signal: null, durationMs: null }]);
    child.stdin.destroy();
  });

  it("leaves nothing running when the world closes", async () => {
    real("echo $$; exec cat");
    const child = spawn(stage.path("tool"), { env: { ...env(), MARK: stage.folder }, stdio: "pipe" });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const closed = new Promise((resolve) => child.once("close", resolve));
    await stage.world.close();
    expect(await closed).toBe(70);
    await until(() => marked(stage.folder).length === 0);
    child.stdin.destroy();
  });

  it("loses none of 200 at once, and no byte", async () => {
    real('printf "%s" "$1"; cat; printf "%s" "$1" >&2');
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        run(stage.path("tool"), [`${index}`], { env: env(), input: Buffer.from(`<${index}>`) }),
      ),
    );
    const expected = all.map((_, index) => `${index}<${index}>`);
    expect(all.map(({ stdout }) => stdout.toString())).toEqual(expected);
    const kept = outcomes.map((_, index) => `${text(recorded(index).stdout)}|${text(recorded(index).stdin)}`);
    const wanted = expected.map((output, index) => `${output}|<${index}>`);
    expect(new Set(kept)).toEqual(new Set(wanted));
  }, 60_000);

  it("holds no more pipes after many calls than after one", async () => {
    real("cat; echo err >&2");
    const held: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      await run(stage.path("tool"), [], { env: env(), input: Buffer.from("x") });
      held.push(openPipes(`${stage.folder}/pool/p.`));
    }
    expect(new Set(held)).toEqual(new Set([3]));
  });
});
