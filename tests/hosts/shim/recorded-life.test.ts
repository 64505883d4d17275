import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { recordedStage, text, variants } from "./recorded-stage.ts";
import { marked, openPipes, processes, run, until } from "./stage.ts";

describe.each(variants)("the life of a recorded passthrough by %s", (variant) => {
  const at = recordedStage(variant);

  it("ends as the command does when the reader goes away", async () => {
    at.real("while :; do echo more; done");
    const ran = await at.line('"$0" | head -n 1');
    expect(ran).toMatchObject({ code: 0, stdout: Buffer.from("more\n"), stderr: "" });
    expect(at.outcomes[0]).toMatchObject({ exitCode: null, signal: "SIGPIPE" });
    expect(text(at.recorded().stdout)).toMatch(/^(more\n)*/);
  });

  it("ends a command whose reader goes away though the caller ignores SIGPIPE", async () => {
    at.real("while echo more; do :; done 2>/dev/null");
    const ran = await at.line(`trap '' PIPE; "$0" | head -n 1`);
    expect(ran).toMatchObject({ code: 0, stdout: Buffer.from("more\n"), stderr: "" });
    // What Node starts has SIGPIPE as it is by default.
    const ended = variant === "node" ? { signal: "SIGPIPE" } : { exitCode: 0, signal: null };
    expect(at.outcomes[0]).toMatchObject(ended);
  });

  it.each(["TERM", "KILL", "SEGV", "INT"])("dies as the command did, by %s", async (signal) => {
    at.real(`ulimit -c 0; printf before; kill -s ${signal} $$`);
    const ran = await run(at.stage.path("tool"), [], { env: at.env() });
    // Nobody passed it on, so for a shell a status above 128 may be the command's own exit code.
    const unclear = signal === "INT" && variant !== "node";
    const plain = unclear ? { code: 130, signal: null } : { code: null, signal: `SIG${signal}` };
    expect(ran).toMatchObject({ ...plain, stderr: "" });
    expect(text(at.recorded().stdout)).toBe("before");
  });

  it("lets the command finish what it does on a signal to its whole group", async () => {
    at.real("trap 'sleep 0.1; echo cleaned; exit 33' TERM; echo ready; while :; do sleep 0.02; done");
    const child = spawn(at.stage.path("tool"), {
      env: at.env(),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let seen = "";
    child.stdout.on("data", (chunk: Buffer) => (seen += chunk.toString()));
    await until(() => seen === "ready\n");
    process.kill(-(child.pid as number), "SIGTERM");
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect([code, seen]).toEqual([33, "ready\ncleaned\n"]);
    expect(text(at.recorded().stdout)).toBe("ready\ncleaned\n");
  });

  // Bash keeps its own script open where standard error was closed.
  const closings = [">&-", "<&-", "<&- >&-", ...(variant.includes("bash") ? [] : ["2>&-", "<&- >&- 2>&-"])];
  // Node opens /dev/null for what is closed before any program of ours begins.
  it.skipIf(variant === "node").each(closings)("leaves closed streams closed: %s", async (redirections) => {
    at.real('for n in 0 1 2; do [ -e /proc/self/fd/$n ] && printf $n; done >"$1"; exit 3');
    const script = `"$0" "$1" ${redirections}; echo " $?" >>"$1"; cat "$1"`;
    const ran = await at.line(script, `${at.stage.folder}/log`);
    const direct = await run("/bin/sh", [
      "-c",
      script,
      `${at.stage.folder}/real/tool`,
      `${at.stage.folder}/direct`,
    ]);
    expect(ran.stdout.toString()).toBe(direct.stdout.toString());
  });

  it("has written everything into a file when it ends", async () => {
    at.real("head -c 3000000 /dev/zero; echo end >&2");
    const ran = await at.line(`"$0" >out 2>err; wc -c <out; cat err`);
    expect(ran.stdout.toString()).toBe("3000000\nend\n");
    expect([at.recorded().stdout.length, text(at.recorded().stderr)]).toEqual([3_000_000, "end\n"]);
  });

  it("appends to a file that is not empty", async () => {
    at.real("echo new");
    writeFileSync(`${at.stage.folder}/out`, "old\n");
    await at.line('"$0" >>out');
    expect(readFileSync(`${at.stage.folder}/out`, "utf8")).toBe("old\nnew\n");
  });

  it("keeps what goes to /dev/null", async () => {
    at.real("echo out; echo err >&2");
    await at.line('"$0" >/dev/null 2>&1');
    expect([text(at.recorded().stdout), text(at.recorded().stderr)]).toEqual(["out\n", "err\n"]);
  });

  // Where there is no shell, what is left running loses its output with the double.
  it.skipIf(variant === "node")(
    "does not wait for what the command leaves running in the background",
    async () => {
      at.real(
        'echo out; { sleep 0.1; until [ -e "$1" ] || [ $((n += 1)) -gt 500 ]; do sleep 0.02; done; echo late; } 2>/dev/null &',
      );
      const out = openSync(`${at.stage.folder}/out`, "w");
      const flag = `${at.stage.folder}/flag`;
      const ran = await run(at.stage.path("tool"), [flag], { env: at.env(), stdio: ["ignore", out, "pipe"] });
      closeSync(out);
      expect(ran.code).toBe(0);
      expect(text(at.recorded().stdout)).toBe("out\n");
      writeFileSync(flag, "");
      // It still writes to where it always would have.
      await until(() => readFileSync(`${at.stage.folder}/out`, "utf8") === "out\nlate\n");
    },
  );

  it("keeps the first part of what is longer than the limit", async () => {
    await at.reopen({ recordedBytesMax: 10 });
    at.real("cat; echo 0123456789 >&2");
    const ran = await run(at.stage.path("tool"), [], { env: at.env(), input: Buffer.from("0123456789") });
    expect([ran.stdout.toString(), ran.stderr]).toEqual(["0123456789", "0123456789\n"]);
    const streams = at.recorded();
    expect([text(streams.stdin), text(streams.stdout), text(streams.stderr), streams.cut]).toEqual([
      "0123456789",
      "0123456789",
      "0123456789",
      ["stderr"],
    ]);
  });

  it("keeps the input that was read to match its call", async () => {
    at.stage.answer = async ({ input, reply }) => {
      for await (const item of input) if (item.kind === "end") break;
      at.outcomes.push(await reply.pipe(at.target));
    };
    at.real("exec sort");
    const ran = await run(at.stage.path("tool"), [], { env: at.env(), input: Buffer.from("b\na\n") });
    expect(ran.stdout.toString()).toBe("a\nb\n");
    expect(text(at.recorded().stdin)).toBe("b\na\n");
  });

  it("leaves nothing running when the double is killed", async () => {
    at.real("echo $$; exec cat");
    const child = spawn(at.stage.path("tool"), {
      env: { ...at.env(), MARK: at.stage.folder },
      stdio: "pipe",
    });
    const pid = await new Promise<number>((resolve) =>
      child.stdout.once("data", (line: Buffer) => resolve(Number(line.toString()))),
    );
    child.kill("SIGKILL");
    await until(async () => (await processes.inspect([pid])).get(pid)?.ended !== false);
    await until(() => marked(at.stage.folder).length === 0);
    await until(() => at.outcomes.length > 0);
    expect(at.outcomes).toEqual([{ exitCode: null, signal: null, durationMs: null }]);
    child.stdin.destroy();
  });

  it("leaves nothing running when the world closes", async () => {
    at.real("echo $$; exec cat");
    const child = spawn(at.stage.path("tool"), {
      env: { ...at.env(), MARK: at.stage.folder },
      stdio: "pipe",
    });
    await new Promise((resolve) => child.stdout.once("data", resolve));
    const closed = new Promise((resolve) => child.once("close", resolve));
    await at.stage.world.close();
    expect(await closed).toBe(70);
    await until(() => marked(at.stage.folder).length === 0);
    child.stdin.destroy();
  });

  it("loses none of many at once, and no byte", async () => {
    at.real('printf "%s" "$1"; cat; printf "%s" "$1" >&2');
    const all = await Promise.all(
      Array.from({ length: variant === "node" ? 40 : 200 }, (_, index) =>
        run(at.stage.path("tool"), [`${index}`], { env: at.env(), input: Buffer.from(`<${index}>`) }),
      ),
    );
    const expected = all.map((_, index) => `${index}<${index}>`);
    expect(all.map(({ stdout }) => stdout.toString())).toEqual(expected);
    const kept = at.outcomes.map(
      (_, index) => `${text(at.recorded(index).stdout)}|${text(at.recorded(index).stdin)}`,
    );
    const wanted = expected.map((output, index) => `${output}|<${index}>`);
    expect(new Set(kept)).toEqual(new Set(wanted));
  }, 60_000);

  // Without a shell there are no pipes of this kind.
  it.skipIf(variant === "node")("holds no more pipes after many calls than after one", async () => {
    at.real("cat; echo err >&2");
    const held: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      await run(at.stage.path("tool"), [], { env: at.env(), input: Buffer.from("x") });
      held.push(openPipes(`${at.stage.folder}/pool/p.`));
    }
    expect(new Set(held)).toEqual(new Set([3]));
  });
});
