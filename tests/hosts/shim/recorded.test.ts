import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { recordedStage, text, variants } from "./recorded-stage.ts";
import { run, until } from "./stage.ts";

describe.each(variants)("a recorded passthrough by %s", (variant) => {
  const at = recordedStage(variant);

  it("keeps both streams, which the caller gets too", async () => {
    at.real("echo out; echo err >&2; exit 3");
    expect(await run(at.stage.path("tool"), [], { env: at.env() })).toMatchObject({
      code: 3,
      signal: null,
      stdout: Buffer.from("out\n"),
      stderr: "err\n",
    });
    expect(at.outcomes[0]).toMatchObject({ exitCode: 3, signal: null });
    const streams = at.recorded();
    expect([text(streams.stdin), text(streams.stdout), text(streams.stderr)]).toEqual(["", "out\n", "err\n"]);
    expect(streams.cut).toEqual([]);
  });

  it("hands output on before the command ends, and knows when it came", async () => {
    at.real(
      'echo first; until [ -e "$1" ] || [ $((n += 1)) -gt 500 ]; do sleep 0.01; done; echo second >&2; echo third',
    );
    const flag = `${at.stage.folder}/flag`;
    const child = spawn(at.stage.path("tool"), [flag], {
      env: at.env(),
      stdio: ["ignore", "pipe", "inherit"],
    });
    let seen = "";
    child.stdout.on("data", (chunk: Buffer) => (seen += chunk.toString()));
    const closed = new Promise((resolve) => child.once("close", resolve));
    // The command only goes on once its first line has been seen.
    await until(() => seen === "first\n");
    writeFileSync(flag, "");
    await closed;
    expect(seen).toBe("first\nthird\n");
    const { chunks } = at.recorded();
    // On a busy machine two parts may be read as one.
    const of = (name: string) =>
      chunks.filter(({ stream }) => stream === name).map(({ bytes }) => text(bytes));
    expect([of("stdout").join(""), of("stderr")]).toEqual(["first\nthird\n", ["second\n"]]);
    const times = chunks.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(0);
    expect(times.at(-1)).toBeLessThanOrEqual(at.outcomes[0]?.durationMs ?? 0);
  });

  it("keeps 5 MB of any bytes on both sides of a pipe", async () => {
    at.real("exec cat");
    const input = randomBytes(5 * 1024 * 1024);
    const ran = await run(at.stage.path("tool"), [], { env: at.env(), input });
    expect(Buffer.compare(ran.stdout, input)).toBe(0);
    expect(Buffer.compare(at.recorded().stdout, input)).toBe(0);
    expect(Buffer.compare(at.recorded().stdin, input)).toBe(0);
    expect(Buffer.compare(Buffer.concat(at.recorded().chunks.map(({ bytes }) => bytes)), input)).toBe(0);
  });

  it("lets the command read what the caller is still writing, up to its end", async () => {
    at.real("while read -r a; do echo got $a; done; echo end");
    const child = spawn(at.stage.path("tool"), { env: at.env(), stdio: ["pipe", "pipe", "inherit"] });
    let seen = "";
    child.stdout.on("data", (chunk: Buffer) => (seen += chunk.toString()));
    child.stdin.write("1\n");
    await until(() => seen === "got 1\n");
    child.stdin.write("2\n");
    await until(() => seen === "got 1\ngot 2\n");
    child.stdin.end("3\n");
    await new Promise((resolve) => child.once("close", resolve));
    expect(seen).toBe("got 1\ngot 2\ngot 3\nend\n");
    expect(text(at.recorded().stdin)).toBe("1\n2\n3\n");
  });

  it("does not wait for input that nobody ends", async () => {
    at.real("read -r a; echo got $a");
    const child = spawn(at.stage.path("tool"), { env: at.env(), stdio: ["pipe", "pipe", "inherit"] });
    child.stdin.write("1\n");
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect([code, text(at.recorded().stdin)]).toEqual([0, "1\n"]);
    expect(at.recorded().stdinPartial).toBe(true);
    child.stdin.destroy();
  });

  it("says of input whether it is whole, also when the command ends at once", async () => {
    at.real('[ "$1" = all ] && exec cat >/dev/null; read -r a; echo $a');
    for (let turn = 0; turn < 5; turn += 1) await at.line(`printf '1\\n2\\n' | "$0" all`);
    await at.line(`yes | head -c 400000 | "$0" first`);
    expect(at.outcomes.map(({ recorded: streams }) => streams?.stdinPartial)).toEqual([
      ...Array.from({ length: 5 }, () => false),
      true,
    ]);
  });

  it("leaves a pipe alone when its input is not to be kept", async () => {
    at.target = { kind: "command", mode: "wait", record: { stdin: false } };
    at.real("exec echo ran");
    const ran = await at.line(`printf '1\\n2\\n3\\n' | while read -r l; do "$0"; echo $l; done`);
    expect(ran.stdout.toString()).toBe("ran\n1\nran\n2\nran\n3\n");
    expect(at.outcomes.map(({ recorded: streams }) => text(streams?.stdin))).toEqual(["", "", ""]);
  });

  it("hands a file itself to the command", async () => {
    writeFileSync(`${at.stage.folder}/list`, "1\n2\n3\n");
    at.real('[ "$1" = - ] || exec echo ran; read -r l; echo took $l');
    const loop = await at.line(`while read -r l; do "$0"; echo $l; done <list`);
    expect(loop.stdout.toString()).toBe("ran\n1\nran\n2\nran\n3\n");
    expect(at.outcomes.map((outcome) => text(outcome.recorded?.stdin))).toEqual(["", "", ""]);
    const next = await at.line(`{ read -r l; "$0" -; read -r l; echo $l; } <list`);
    expect(next.stdout.toString()).toBe("took 2\n3\n");
    // All that stood before the command: what a double that reads its input would get.
    expect(text(at.recorded(3).stdin)).toBe("2\n3\n");
  });
});
