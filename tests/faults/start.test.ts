import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import {
  endProcesses,
  inspectProcesses,
  processesWritingTo,
  sharedInput,
} from "../../src/adapters/process/index.ts";
import { noHandlers } from "../../src/lot/handlers.ts";
import { openLot } from "../../src/lot/lot.ts";
import { leftovers } from "../crash/harness.ts";
import { cli, makeProject, type Project, scenario } from "../crash/product.ts";
import { backlot, runProgram, trace } from "./backlot.ts";

let project: Project;
beforeEach(() => {
  project = makeProject({ "backlot.toml": scenario, "notes.txt": "a file\n" });
});
afterEach(() => {
  vi.unstubAllEnvs();
  project.remove();
});

const mark = ["run", "--", "sh", "-c", "echo started"];

/** What every failed start has in common. */
function expectNothingHappened(end: Awaited<ReturnType<typeof backlot>>): void {
  expect(end.stdout).toBe("");
  expect(end.left).toEqual([]);
  expect(end.stderr).not.toMatch(trace);
  expect(existsSync(project.path(".backlot"))).toBe(false);
}

describe("a temporary folder that", () => {
  test.each([
    ["is missing", "/nowhere/at/all"],
    ["is a file", ""],
    ["can't be written", "/proc/self"],
    ["is no folder at all", "/dev/null"],
  ])("%s is named, and nothing is started", async (_, place) => {
    const TMPDIR = place === "" ? project.path("notes.txt") : place;
    const end = await backlot(mark, { cwd: project.folder, env: { TMPDIR } });
    expect(end.exitCode).toBe(3);
    expect(end.stderr).toContain("BKL5003");
    expect(end.stderr).toContain(TMPDIR);
    expect(end.stderr.match(/BKL\d{4}/g)).toHaveLength(1);
    expectNothingHappened(end);
  });
});

describe("a port that", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  async function usedPort(): Promise<number> {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  }

  test("is in use is named, with all the others, and nothing is started", async () => {
    const ports = [await usedPort(), await usedPort()];
    const services = ports.map(
      (port, index) => `[services.s${index}]\nport = ${port}\nexport = "S${index}"\n`,
    );
    writeFileSync(project.path("backlot.toml"), services.join("\n"));
    const end = await backlot(mark, { cwd: project.folder });
    expect(end.exitCode).toBe(3);
    for (const port of ports) expect(end.stderr).toContain(String(port));
    expectNothingHappened(end);
  });
});

describe("a run that can't begin leaves no trace:", () => {
  test("a broken scenario", async () => {
    writeFileSync(project.path("backlot.toml"), `${scenario}\n[[comands]]\nrun = "x"\n`);
    const end = await backlot(mark, { cwd: project.folder });
    expect(end.exitCode).toBe(2);
    expect(end.stderr).toContain("commands");
    expectNothingHappened(end);
  });

  test("a command that is not there", async () => {
    const end = await backlot(["run", "--", "no-such-command"], { cwd: project.folder });
    expect(end.exitCode).toBe(127);
    expectNothingHappened(end);
  });

  test("no command", async () => {
    const end = await backlot(["run"], { cwd: project.folder });
    expect(end.exitCode).toBe(2);
    expectNothingHappened(end);
  });
});

/** The system lets no file grow past so many half kilobytes: as on a disk that has no more room. */
function onFullDisk(blocks: number, words: readonly string[]): ReturnType<typeof runProgram> {
  const limited = `ulimit -f ${blocks}; exec "$0" "$@"`;
  return runProgram("sh", ["-c", limited, process.execPath, cli, ...words], { cwd: project.folder });
}

describe("a disk without room", () => {
  test("for the first byte keeps the run from starting", async () => {
    const end = await onFullDisk(0, mark);
    expect(end.exitCode).toBe(3);
    expect(end.stderr).toContain("BKL5003");
    expectNothingHappened(end);
  });

  test("for the commands keeps the run from starting", async () => {
    const end = await onFullDisk(1, mark);
    expect(end.exitCode).toBe(3);
    expect(end.stderr).toContain("BKL5012");
    expectNothingHappened(end);
  });

  test("for the journal fails a run that was green, and nothing is left", async () => {
    const calls = 'i=0; while [ $i -lt 60 ]; do deploy "$0" $i >/dev/null; i=$((i + 1)); done; echo done';
    const end = await onFullDisk(40, ["run", "--", "sh", "-c", calls, "x".repeat(200)]);
    expect(end).toMatchObject({ exitCode: 3, stdout: "done\n", left: [] });
    expect(end.stderr).toContain("BKL5012");
    expect(end.stderr).not.toMatch(trace);
    expect(existsSync(project.path(".backlot"))).toBe(false);
  });
});

test("a machine without a shell is told so, and nothing is left", async () => {
  const place = mkdtempSync(join(tmpdir(), "no-shell-"));
  vi.stubEnv("TMPDIR", place);
  const processes = {
    inspect: inspectProcesses,
    end: endProcesses,
    holding: processesWritingTo,
    sharedInput,
    findExecutable: () => ({ failure: "not-found" }) as const,
  };
  try {
    await expect(openLot(noHandlers, processes)).rejects.toMatchObject({
      findings: [{ name: "no-shell" }],
    });
    expect(readdirSync(place)).toEqual([]);
    expect(leftovers({ pid: process.pid, marker: "none", folder: place }).reapers).toEqual([]);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
