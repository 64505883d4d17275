import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import {
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  endProcesses,
  findExecutable,
  inspectProcesses,
  processesWithMarker,
  processesWritingTo,
  sharedInput,
} from "./index.ts";
import { parseStat } from "./process-facts.ts";

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(`${tmpdir()}/process-`);
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function start(script: string, env: NodeJS.ProcessEnv = {}): ChildProcess & { pid: number } {
  const child = spawn("/bin/sh", ["-c", script], {
    env: { PATH: "/usr/bin:/bin", ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  started.push(child);
  return child as ChildProcess & { pid: number };
}

const ready = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve) => child.stdout?.once("data", resolve));

describe("findExecutable", () => {
  const never = (): boolean => false;
  const executable = (name: string, mode = 0o755): string => {
    mkdirSync(`${folder}/${name.slice(0, name.indexOf("/"))}`, { recursive: true });
    writeFileSync(`${folder}/${name}`, "#!/bin/sh\n");
    chmodSync(`${folder}/${name}`, mode);
    return `${folder}/${name}`;
  };

  it("finds the first executable file on the path", () => {
    mkdirSync(`${folder}/c`);
    mkdirSync(`${folder}/c/tool`);
    const [first] = [executable("a/tool"), executable("b/tool")];
    expect(findExecutable("tool", `/nowhere:${folder}/c:${folder}/a:${folder}/b`, never, "/")).toEqual({
      path: first,
    });
  });

  it("passes over folders", () => {
    executable("a/tool");
    const second = executable("b/tool");
    const skip = (one: string): boolean => one === `${folder}/a`;
    expect(findExecutable("tool", `${folder}/a/:${folder}/b`, skip, "/")).toEqual({ path: second });
  });

  it("follows links and takes empty and relative items from the current folder", () => {
    const file = executable("a/tool");
    mkdirSync(`${folder}/l`);
    symlinkSync(file, `${folder}/l/tool`);
    expect(findExecutable("tool", `:${folder}/l`, never, `${folder}/a`)).toEqual({ path: file });
    expect(findExecutable("tool", "l", never, folder)).toEqual({ path: `${folder}/l/tool` });
  });

  it("says why there is none", () => {
    executable("a/tool", 0o644);
    expect(findExecutable("tool", "/nowhere", never, "/")).toEqual({ failure: "not-found" });
    expect(findExecutable("tool", `${folder}/a:/nowhere`, never, "/")).toEqual({ failure: "not-executable" });
  });

  it("searches the usual folders when PATH is not set", () => {
    expect(findExecutable("env", undefined, never, "/")).toEqual({ path: "/usr/bin/env" });
  });
});

describe.each(["/proc", "/nowhere"])("processes, seen through %s", (proc) => {
  it("tells living, ended and missing ones apart", async () => {
    const parent = start("sleep 0.2 & echo $!; exec sleep 20");
    const zombie = await new Promise<number>((resolve) =>
      parent.stdout?.once("data", (text: Buffer) => resolve(Number(text.toString()))),
    );
    const deadline = performance.now() + 5_000;
    let facts = await inspectProcesses([parent.pid, zombie, 99_999_999], proc);
    while (facts.get(zombie)?.ended !== true && performance.now() < deadline) {
      facts = await inspectProcesses([parent.pid, zombie, 99_999_999], proc);
    }
    expect(new Set(facts.keys())).toEqual(new Set([parent.pid, zombie]));
    expect(facts.get(parent.pid)).toMatchObject({ ended: false, startedAt: expect.stringMatching(/./) });
    expect(facts.get(zombie)?.ended).toBe(true);
  });

  it("knows a process by its start", async () => {
    const child = start("echo; exec sleep 20");
    await ready(child);
    const [first, second] = [
      await inspectProcesses([child.pid], proc),
      await inspectProcesses([child.pid], proc),
    ];
    expect(first.get(child.pid)?.startedAt).toBe(second.get(child.pid)?.startedAt);
  });

  it("finds those that carry a marker, and only those", async () => {
    const marker = `run-${process.pid}-${proc.length}`;
    const marked = start("echo; exec sleep 20", { BACKLOT_TEST_MARKER: marker });
    const longer = start("echo; exec sleep 20", { BACKLOT_TEST_MARKER: `${marker}0` });
    const other = start("echo; exec sleep 20", { X_BACKLOT_TEST_MARKER: marker });
    await Promise.all([ready(marked), ready(longer), ready(other)]);
    const found = await processesWithMarker("BACKLOT_TEST_MARKER", marker, proc);
    expect(found.map(({ pid }) => pid)).toEqual([marked.pid]);
  });
});

it("asks no one when it has nobody to ask about", async () => {
  expect((await inspectProcesses([], "/nowhere")).size).toBe(0);
});

it("reads a status whose program name holds parentheses and spaces", () => {
  const fields = Array.from({ length: 18 }, (_, index) => String(index + 4));
  expect(parseStat(7, `7 (a) Z (b) S ${fields.join(" ")} 4242 0`)).toEqual({
    pid: 7,
    startedAt: "4242",
    ended: false,
  });
  expect(parseStat(7, "7 (sh")).toBeUndefined();
});

describe("endProcesses", () => {
  it("ends politely, and by force who does not listen", async () => {
    const polite = start("trap 'exit 5' TERM; echo; while :; do sleep 0.01; done");
    const deaf = start("trap '' TERM; echo; while :; do sleep 0.01; done");
    await Promise.all([ready(polite), ready(deaf)]);
    const ends = [polite, deaf].map(
      (child) => new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal))),
    );
    const facts = await inspectProcesses([polite.pid, deaf.pid]);
    expect(await endProcesses([...facts.values()], { graceMs: 300 })).toEqual([]);
    expect(await Promise.all(ends)).toEqual([5, "SIGKILL"]);
  });

  it("leaves a later process with the same number alone", async () => {
    const child = start("echo; exec sleep 20");
    await ready(child);
    expect(await endProcesses([{ pid: child.pid, startedAt: "1" }], { graceMs: 50 })).toEqual([]);
    expect((await inspectProcesses([child.pid])).get(child.pid)?.ended).toBe(false);
  });

  it("has nothing to do with nobody", async () => {
    expect(await endProcesses([])).toEqual([]);
  });
});

it("finds who writes to a file, removed or not", async () => {
  const file = `${folder}/out`;
  const descriptor = openSync(file, "w");
  const child = spawn("/bin/sleep", ["20"], { stdio: ["ignore", descriptor, "ignore"] });
  started.push(child);
  const other = spawn("/bin/sleep", ["20"], { stdio: ["ignore", "ignore", openSync(`${folder}/err`, "w")] });
  started.push(other);
  closeSync(descriptor);
  expect(processesWritingTo(`${folder}/err`).map(({ pid }) => pid)).toEqual([other.pid]);
  expect(processesWritingTo(file).map(({ pid }) => pid)).toEqual([child.pid]);
  rmSync(file);
  expect(processesWritingTo(file).map(({ pid }) => pid)).toEqual([child.pid]);
  expect(processesWritingTo(`${folder}/other`)).toEqual([]);
  expect(processesWritingTo(file, "/nowhere")).toEqual([]);
});

it.each([
  ["inner", { written: true }],
  ["true | inner", undefined],
  ["while read -r line; do inner; done", { written: true }],
  ["while read -r line; do inner; done <<END\nfirst line\nmore\nEND\n", { written: false }],
])(
  "knows whether a program reads the input of its parent, and who may write there: %s",
  async (script, told) => {
    // "first line" of input lets the loop begin.
    const inner = `/bin/sh -c 'echo $$; exec sleep 20'`;
    const child = spawn("/bin/sh", ["-c", `${script.replace("inner", () => inner)}\n:`], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    started.push(child);
    child.stdin.write("first line\n");
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const pid = Number(line.toString());
    try {
      expect(sharedInput(pid, 0)).toEqual(told === undefined ? undefined : { ...told, parent: child.pid });
      expect(sharedInput(pid, 0, "/nowhere")).toBeUndefined();
    } finally {
      process.kill(pid, "SIGKILL");
    }
  },
);

it("has the tools that it asks where there is no /proc", () => {
  expect(spawnSync("/bin/ps", ["-p", "1"]).status).not.toBeNull();
});
