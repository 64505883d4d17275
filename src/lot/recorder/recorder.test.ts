import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Finding, FixtureAnswer, RawRecording, RecordMode } from "../../core/index.ts";
import type { ExpectationUse } from "../../engine/index.ts";
import { decodeFixture, encodeFixture, type FixtureContent } from "../../fixture/index.ts";
import { expectation } from "../../../tests/samples/calls.ts";
import type { RecorderParts } from "./write-fixture.ts";
import { createRecorder, sweepFixtures, type Recorder } from "./recorder.ts";

let root: string;
let told: Finding[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "recorder-"));
  told = [];
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
});

const empty = {
  metadata: { createdAt: "", cmdmoxVersion: "", platform: "", pythonVersion: "" },
  scrubbingRules: [],
};
const path = "fixtures/deep/git.json";
const names = (): string[] => told.map(({ name }) => name);

function recorder(mode: RecordMode | null, more: Partial<RecorderParts> = {}): Recorder {
  const report = (one: Finding): void => void told.push(one);
  return createRecorder({
    root,
    mode,
    test: undefined,
    notes: join(root, "notes"),
    env: {},
    report,
    ...more,
  });
}

function answer(more: Partial<FixtureAnswer> = {}): FixtureAnswer {
  return { path, recordings: null, strict: true, many: false, recordStdin: true, record: null, ...more };
}

let calls = 0;
function raw(line: string, more: Partial<RawRecording> = {}): RawRecording {
  const [command = "", ...args] = line.split(" ");
  const streams = { stdin: "", stdout: `${line}\n`, stderr: "" };
  return {
    call: ++calls,
    command,
    args,
    ...streams,
    exit: { code: 0 },
    durationMs: 5,
    env: {},
    explicitEnv: [],
    cwd: "/repo",
    ...more,
  };
}

function usesOf(...commands: string[]): ExpectationUse[] {
  return commands.map((target) => ({
    expectation: expectation(target, { target, answer: { kind: "fixture", fixture: answer() } }),
    layer: "file",
    calls: [],
    overridden: false,
  }));
}

function written(name = path): FixtureContent & { readonly version: string } {
  const decoded = decodeFixture(readFileSync(join(root, name)), name);
  if (!decoded.ok) throw new Error(decoded.findings.map((one) => one.what).join());
  return decoded.value;
}

const lines = (name = path): string[] =>
  written(name).recordings.map(
    ({ sequence, command, args }) => `${sequence} ${[command, ...args].join(" ")}`,
  );

function recordAll(one: Recorder, fixture: FixtureAnswer, ...runs: readonly RawRecording[]): void {
  for (const run of runs) one.port.record(fixture, run);
  one.finish(usesOf(...runs.map(({ command }) => command)));
}

test("what is done with a call depends on the run, on the file, and first on what test code says", () => {
  const there = answer({ recordings: [] });
  const rows: readonly [RecordMode | null, FixtureAnswer, string][] = [
    [null, answer(), "replay"],
    [null, there, "replay"],
    ["once", answer(), "record"],
    ["once", there, "replay"],
    ["new", answer(), "record"],
    ["new", there, "replay-or-record"],
    ["all", there, "record"],
    [null, answer({ record: "once" }), "record"],
    ["all", answer({ record: "once", recordings: [] }), "replay"],
  ];
  for (const [mode, fixture, wanted] of rows) expect(recorder(mode).port.mode(fixture)).toBe(wanted);
});

describe("a fixture", () => {
  test("is written when the world closes, for its owner alone, in folders made as needed", () => {
    const one = recorder("once", { test: { module: "a.test.ts", function: "tags" } });
    one.port.record(answer(), raw("git status"));
    expect(readdirSync(dirname(join(root, path)))).toEqual([".git.json.backlot-lock"]);
    one.finish(usesOf("git"));
    expect(told).toEqual([]);
    expect(readdirSync(dirname(join(root, path)))).toEqual(["git.json"]);
    expect(statSync(join(root, path)).mode & 0o777).toBe(0o600);
    expect(written()).toMatchObject({
      version: "1.0",
      metadata: {
        testModule: "a.test.ts",
        testFunction: "tags",
        platform: process.platform,
        pythonVersion: process.version,
      },
      recordings: [{ sequence: 0, stdout: "git status\n", durationMs: 5 }],
    });
    one.finish(usesOf("git"));
    expect(lines()).toEqual(["0 git status"]);
  });

  test("that a world of a run recorded for the first time takes what the run's later worlds call", () => {
    recordAll(recorder("once"), answer(), raw("git status"));
    const there = answer({ recordings: written().recordings });
    const later = recorder("once");
    expect(later.port.mode(there)).toBe("replay-or-record");
    recordAll(later, there, raw("git push"));
    expect(lines()).toEqual(["0 git status", "1 git push"]);
    expect(recorder("once", { notes: join(root, "of another run") }).port.mode(there)).toBe("replay");
  });

  test("numbered its recordings by when they ended instead of by when they were called", () => {
    const [slow, quick] = [raw("make all"), raw("git status")];
    recordAll(recorder("once"), answer(), quick, slow);
    expect(lines()).toEqual(["0 make all", "1 git status"]);
  });

  test("of mode new keeps what was there, of mode all only what other commands recorded", () => {
    recordAll(recorder("once"), answer(), raw("git status"), raw("hub pr"));
    const there = answer({ recordings: written().recordings });
    recordAll(recorder("new"), there, raw("git push"));
    expect(lines()).toEqual(["0 git status", "1 hub pr", "2 git push"]);
    recordAll(recorder("all"), there, raw("git log"));
    expect(lines()).toEqual(["0 hub pr", "1 git log"]);
    expect(told).toEqual([]);
  });

  test("keeps of the environment what belongs to the command and what is asked for", () => {
    const env = {
      GIT_DIR: "x",
      STAGE: "dev",
      HOME: "/home/me",
      BACKLOT_WORLD: "/w",
      GIT_TOKEN: "s3cr3t-value",
    };
    recordAll(recorder("once"), answer(), raw("git status", { env, explicitEnv: ["STAGE"] }));
    expect(written().recordings[0]?.envSubset).toEqual({ GIT_DIR: "x", STAGE: "dev" });
  });

  test("names no folder of this machine", () => {
    const env = { HOME: "/home/me", TMPDIR: "/var/tmp/t1" };
    const run = raw("ls /repo/a", { env, stdout: "/repo/a\n/home/me/b\n/var/tmp/t1/c {{cwd}}\n" });
    recordAll(recorder("once"), answer(), run);
    expect(written().recordings[0]).toMatchObject({
      args: ["{{cwd}}/a"],
      stdout: "{{cwd}}/a\n{{home}}/b\n{{tmp}}/c {{{{cwd}}\n",
    });
  });

  test("keeps the parts of its output only where their order would be lost", () => {
    const chunk = (stream: "stdout" | "stderr", text: string) => ({ stream, text, atMs: 1 });
    const mixed = [chunk("stdout", "a"), chunk("stderr", "b"), chunk("stdout", "c")];
    const parted = [chunk("stderr", "b"), chunk("stdout", "a"), chunk("stdout", "c")];
    recordAll(
      recorder("once"),
      answer(),
      raw("git a", { stdout: "ac", stderr: "b", chunks: mixed }),
      raw("git b", { stdout: "ac", stderr: "b", chunks: parted }),
    );
    expect(written().recordings.map(({ chunks }) => chunks?.length)).toEqual([3, undefined]);
  });
});

describe("secrets", () => {
  test("are replaced, also where a later run gives an earlier one away, and the rules say so", () => {
    const token = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
    recordAll(
      recorder("once", { env: { DEPLOY_PASSWORD: "Xk29vPq7Lm4Zt8Rw" } }),
      answer(),
      raw("tool a", { stdout: "mySecretIs42chars and Xk29vPq7Lm4Zt8Rw" }),
      raw("tool --password=mySecretIs42chars", { stdout: token }),
      raw("tool --token=abc1234567890 next", {}),
    );
    expect(names()).toEqual([]);
    const text = readFileSync(join(root, path), "utf8");
    for (const secret of [token, "mySecretIs42chars", "Xk29vPq7Lm4Zt8Rw", "abc1234567890"])
      expect(text).not.toContain(secret);
    expect(written().scrubbingRules.length).toBeGreaterThan(0);
  });

  test("that are found in the finished file keep it from being written, and the old one stays", () => {
    const old = encodeFixture({
      ...empty,
      // As if an earlier version had not known this shape of a secret.
      recordings: [
        {
          sequence: 0,
          command: "git",
          args: [],
          stdin: "",
          envSubset: {},
          stderr: "",
          exit: { code: 0 },
          stdout: "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
          timestamp: "",
          durationMs: 0,
        },
      ],
    });
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), old);
    recordAll(recorder("new"), answer({ recordings: [] }), raw("git status"));
    expect(names()).toEqual(["suspected-secret"]);
    expect(JSON.stringify(told)).not.toContain("abcdefghijklmnop");
    expect(readFileSync(join(root, path))).toEqual(Buffer.from(old));
    expect(readdirSync(dirname(join(root, path)))).toEqual(["git.json"]);
  });
});

describe("two recorders of one fixture", () => {
  test("the second one gets a finding, and the first one's file is whole", () => {
    const [first, second] = [recorder("all"), recorder("all")];
    first.port.record(answer(), raw("git status"));
    second.port.record(answer(), raw("git push"));
    second.port.record(answer(), raw("git log"));
    second.finish(usesOf("git"));
    expect(names()).toEqual(["fixture-busy"]);
    first.finish(usesOf("git"));
    expect(lines()).toEqual(["0 git status"]);
  });

  test("one that has given up lets the next one in", () => {
    const first = recorder("all");
    first.port.record(answer(), raw("git status"));
    first.abandon();
    recordAll(recorder("all"), answer(), raw("git push"));
    expect([names(), lines()]).toEqual([[], ["0 git push"]]);
  });

  test("a file that came while it was recorded for the first time is not overwritten", () => {
    const one = recorder("once");
    one.port.record(answer(), raw("git status"));
    const other = encodeFixture({ ...empty, recordings: [] });
    writeFileSync(join(root, path), other);
    one.finish(usesOf("git"));
    expect([names(), readFileSync(join(root, path))]).toEqual([["fixture-busy"], Buffer.from(other)]);
  });
});

describe("what can't be written is said", () => {
  test("a folder outside the project, by a link", () => {
    symlinkSync(tmpdir(), join(root, "fixtures"));
    recordAll(recorder("once"), answer({ path: "fixtures/git.json" }), raw("git status"));
    expect(names()).toEqual(["bad-path"]);
  });

  test("a folder that is a file", () => {
    writeFileSync(join(root, "fixtures"), "");
    recordAll(recorder("once"), answer(), raw("git status"));
    expect(names()).toHaveLength(1);
    expect(readFileSync(join(root, "fixtures"), "utf8")).toBe("");
  });
});

test("what a killed recorder has left beside a fixture is removed, and nothing else", () => {
  const folder = dirname(join(root, path));
  mkdirSync(folder, { recursive: true });
  for (const name of [".backlot-999999-1--0123abcd.tmp", "git.json", ".gitignore"])
    writeFileSync(join(folder, name), "");
  const hoursAgo = Date.now() / 1000 - 7200;
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), hoursAgo, hoursAgo);
  sweepFixtures(root, [path, "nowhere/x.json"]);
  expect(readdirSync(folder).sort()).toEqual([".gitignore", "git.json"]);
});
