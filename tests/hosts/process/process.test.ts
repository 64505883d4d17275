import { spawn, type StdioOptions } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { spawn as openTerminal } from "@lydell/node-pty";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "../shim/bundle.ts";

let folder: string;
let program: string;
beforeAll(async () => {
  folder = mkdtempSync(`${tmpdir()}/process-`);
  program = await bundle("tests/hosts/process/program.ts", folder, "program");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program in a shell's command line, where it is "$@". @param onOutput called with all output so far */
function run(
  line: string,
  words: readonly string[],
  onOutput: (out: string, pid: number) => void = () => undefined,
): Promise<Ran> {
  const stdio: StdioOptions = ["ignore", "pipe", "pipe"];
  const child = spawn("/bin/sh", ["-c", line, "sh", process.execPath, program, ...words], { stdio });
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    onOutput(out, child.pid ?? 0);
  });
  child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal, out, err })));
}

describe("a process that is a call", () => {
  test("reads all its input and writes all its output, whatever the size, to a reader that is slow", async () => {
    const { out, code } = await run('head -c 3000000 /dev/zero | "$@" | { sleep 0.2; wc -c; }', ["echo"]);
    expect([out.trim(), code]).toEqual(["3000000", 0]);
  });

  test("has its own exit code", async () => {
    expect(await run('echo hello | "$@"', ["echo"])).toEqual({
      code: 3,
      signal: null,
      out: "hello\n",
      err: "",
    });
  });

  test.each(["SIGKILL", "SIGTERM", "SIGSEGV", "SIGPIPE"])(
    "really dies by %s, once all is written",
    async (signal) => {
      const { out, ...rest } = await run('ulimit -c 0; exec "$@"', ["die", signal]);
      expect([out.length, rest]).toEqual([300_000, { code: null, signal, err: "" }]);
    },
  );

  test.each([
    ["<&-", "null pipe"],
    ["</dev/null", "null pipe"],
    [">&-", "null null"],
    ["</etc/passwd >/dev/null", "file null"],
    ["</", "other pipe"],
  ])("started with %s has %s", async (redirection, kinds) => {
    const { code, err } = await run(`exec "$@" ${redirection}`, ["kinds"]);
    expect([code, err]).toEqual([0, kinds]);
  });

  test("of which standard input is closed, or no file, reads its end", async () => {
    for (const redirection of ["<&-", "</"])
      expect(await run(`exec "$@" ${redirection}`, ["echo"])).toMatchObject({ code: 3, out: "", err: "" });
  });

  test("ends without a word when nobody reads any more", async () => {
    expect(await run('{ yes | "$@"; echo "exit $?" >&2; } | head -c 3', ["echo"])).toMatchObject({
      out: "y\ny",
      err: expect.stringMatching(/^exit (?:3|141)\n$/) as string,
    });
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "ends by %s while nobody reads its input",
    async (signal) => {
      let isSent = false;
      const ran = await run('exec "$@"', ["wait"], (_, pid) => {
        if (!isSent) process.kill(pid, signal);
        isSent = true;
      });
      expect(ran).toEqual({ code: null, signal, out: "up\n", err: "" });
    },
  );

  test("is kept by its call, though nothing else keeps it", async () => {
    const ran = await run('exec "$@"', ["nothing"], (_, pid) => process.kill(pid, "SIGKILL"));
    expect(ran).toEqual({ code: null, signal: "SIGKILL", out: "a timer", err: "" });
  });
});

describe("on a terminal", () => {
  test("it hears keys, signals and the size, and gives the terminal back", async () => {
    const line = '"$@"; stty -a | grep -o "[-]*icanon"; echo "exit $?"';
    const pty = openTerminal("/bin/sh", ["-c", line, "sh", process.execPath, program, "talk"], {
      cols: 90,
      rows: 30,
    });
    let text = "";
    pty.onData((data) => (text += data));
    const ended = new Promise((resolve) => pty.onExit(resolve));
    const shows = async (what: string): Promise<void> => {
      await expect.poll(() => text, { timeout: 10_000 }).toContain(what);
    };
    await shows('{"kind":"resize","columns":90,"rows":30}');
    pty.resize(20, 10);
    await shows('{"kind":"resize","columns":20,"rows":10}');
    pty.write("a");
    await shows('"a"');
    pty.write("\u0003");
    await shows('"\\u0003"');
    pty.write("q");
    await ended;
    expect(text).toMatch(/"q"\r\nicanon\r\nexit 0\r\n$/);
  });
});
