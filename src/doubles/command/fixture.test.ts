import { describe, expect, test } from "vitest";
import { arrivalOf, commandHead, samplePorts, type SampleArrival } from "../../../tests/samples/calls.ts";
import { served, worldOf } from "../../../tests/samples/world.ts";
import {
  utf8,
  type CallInput,
  type CommandHead,
  type CommandRecording,
  type Finding,
  type PipeOutcome,
  type PipeTarget,
  type RawRecording,
  type RecorderPort,
} from "../../core/index.ts";
import { encodeFixture } from "../../fixture/index.ts";
import { verify } from "../../verify/index.ts";
import type { World } from "../../engine/index.ts";

const metadata = {
  createdAt: "2025-01-15T10:30:00Z",
  cmdmoxVersion: "x",
  platform: "linux",
  pythonVersion: "x",
};

function recorded(line: string, more: Partial<CommandRecording> = {}): CommandRecording {
  const [command = "", ...args] = line.split(" ");
  const nothing = { stdin: "", envSubset: {}, stdout: `${line}\n`, stderr: "", exit: { code: 0 } } as const;
  return { sequence: 0, command, args, ...nothing, timestamp: metadata.createdAt, durationMs: 1, ...more };
}

function fixtureFile(...recordings: readonly CommandRecording[]): Uint8Array {
  const numbered = recordings.map((one, sequence) => ({ ...one, sequence }));
  return encodeFixture({ metadata, recordings: numbered, scrubbingRules: [] });
}

interface Extra {
  readonly fixture?: string;
  readonly more?: string;
  readonly recorder?: Partial<RecorderPort>;
}

function worldWith(recordings: readonly CommandRecording[] | null, extra: Extra = {}): Promise<World> {
  const { fixture = '"f.json"', more = "", recorder = {} } = extra;
  return worldOf(`[[commands]]\nrun = "git **"\nfixture = ${fixture}\n${more}`, {
    files: recordings === null ? {} : { "f.json": fixtureFile(...recordings) },
    ports: { recorder: { ...samplePorts().recorder, ...recorder } },
  });
}

function call(
  line: string,
  input: readonly CallInput[] | string = "",
  head: Partial<CommandHead> = {},
): SampleArrival {
  const given: readonly CallInput[] =
    typeof input === "string" ? [{ kind: "bytes", bytes: utf8(input) }, { kind: "end" }] : input;
  return arrivalOf(commandHead(line.split(" "), head), given);
}

async function run(world: World, ...args: Parameters<typeof call>): Promise<unknown[]> {
  const arrival = call(...args);
  await world.accept(arrival);
  return arrival.said.map(([, what]) => what);
}

const judged = (world: World): readonly Finding[] => verify(world, { world: "main", unsealed: [] }).findings;
const told = (world: World): string[] => judged(world).map(({ name, what }) => `${name}: ${what}`);
const code = (exit: number): unknown => ({ how: "exit", code: exit });

describe("replay", () => {
  test("answers what was recorded, each recording once, in the order of sequence", async () => {
    const world = await worldWith([
      recorded("git status", { stdout: "first" }),
      recorded("git push", { stdout: "", stderr: "refused\n", exit: { code: 1 } }),
      recorded("git status", { stdout: "\udcff", exit: { signal: "SIGTERM" } }),
    ]);
    expect(await run(world, "git status")).toEqual(["first", code(0)]);
    expect(await run(world, "git push")).toEqual(["refused\n", code(1)]);
    expect(await run(world, "git status")).toEqual(["ÿ", { how: "signal", signal: "SIGTERM" }]);
    expect(judged(world)).toEqual([]);
    expect(world.query("command.state", null)).toEqual({
      fixtures: [{ path: "f.json", replayed: { 0: 1, 1: 1, 2: 1 }, recorded: 0 }],
    });
  });

  test("keeps the order of the two streams, without the time it took", async () => {
    const chunks = [
      { stream: "stdout", text: "a", atMs: 0 },
      { stream: "stderr", text: "b", atMs: 500 },
      { stream: "stdout", text: "c", atMs: 900 },
    ] as const;
    const world = await worldWith([recorded("git x", { stdout: "ac", stderr: "b", chunks })]);
    const arrival = call("git x");
    await world.accept(arrival);
    expect(arrival.said.slice(0, 3)).toEqual([
      ["stdout", "a"],
      ["stderr", "b"],
      ["stdout", "c"],
    ]);
  });

  test("reads standard input only when a recording that may answer has one", async () => {
    const world = await worldWith([recorded("git status"), recorded("git apply", { stdin: "patch" })]);
    const never: readonly CallInput[] = {
      [Symbol.iterator]: () => {
        throw new Error("it was read");
      },
    } as never;
    expect(await run(world, "git status", never)).toEqual(["git status\n", code(0)]);
    expect(await run(world, "git apply", "patch")).toEqual(["git apply\n", code(0)]);
  });

  test("a call that nothing was recorded for is refused with the nearest recording, and fails though swallowed", async () => {
    const world = await worldWith([
      recorded("git status"),
      recorded("git push --tags", { envSubset: { GIT_DIR: "x" } }),
    ]);
    await run(world, "git status");
    const arrival = call("git push --force");
    const record = await served(world, arrival);
    expect(record).toMatchObject({ outcome: "refused", expectation: "backlot.toml#commands[0]" });
    const text = arrival.said.flatMap(([kind, what]) => (kind === "stderr" ? what : [])).join("");
    expect(text).toBe(`backlot: BKL4004 fixture-miss: f.json has no recording of git push --force
  why: What the real command would have answered is not known.
  nearest: git push --tags (recordings[1])
    args[1]: expected "--tags", got "--force"
    env.GIT_DIR: expected "x", but it is missing
  nearest: git status (recordings[0])
    args[0]: expected "status", got "push"
    args[1]: "--force" is not expected
    it answered an earlier call; many = true lets it answer again
  fix: Record it: backlot run --record=new -- COMMAND.
`);
    expect(arrival.said.at(-1)).toEqual(["close", code(127)]);
    expect(told(world)).toEqual([
      "fixture-miss: f.json has no recording of git push --force",
      "unconsumed-recording: f.json has recordings that no call replayed:\n  [1] git push --tags",
    ]);
  });

  test("a recording that was used up answers no more, unless many is said", async () => {
    const once = await worldWith([recorded("git status")]);
    await run(once, "git status");
    expect((await run(once, "git status")).at(-1)).toEqual(code(127));
    const many = await worldWith([recorded("git status")], { fixture: '{ path = "f.json", many = true }' });
    await run(many, "git status");
    expect((await run(many, "git status")).at(-1)).toEqual(code(0));
    expect(judged(many)).toEqual([]);
  });

  test("strict wants standard input and environment too; without it the best fit answers", async () => {
    const recordings = [
      recorded("git apply", { stdin: "a", stdout: "a" }),
      recorded("git apply", { stdin: "b", stdout: "b", envSubset: { GIT_DIR: "x" } }),
    ];
    const strict = await worldWith(recordings);
    expect((await run(strict, "git apply", "b")).at(-1)).toEqual(code(127));
    expect(await run(strict, "git apply", "b", { env: { GIT_DIR: "x", MORE: "1" } })).toEqual(["b", code(0)]);
    const fuzzy = await worldWith(recordings, { fixture: '{ path = "f.json", strict = false }' });
    expect(await run(fuzzy, "git apply", "b")).toEqual(["b", code(0)]);
    expect(await run(fuzzy, "git apply", "c")).toEqual(["a", code(0)]);
  });

  test("many calls at once never get the same recording", async () => {
    const world = await worldWith(
      Array.from({ length: 50 }, (_, index) => recorded("git status", { stdout: `${index}` })),
    );
    const answers = await Promise.all(Array.from({ length: 50 }, () => run(world, "git status")));
    expect(new Set(answers.map(([text]) => text)).size).toBe(50);
  });
});

describe("what is left", () => {
  test("a fixture that several expectations name is judged once, and what is optional is excused", async () => {
    const recordings = [recorded("git status"), recorded("hub pr"), recorded("curl x")];
    const more =
      '[[commands]]\nrun = "git status"\nfixture = "f.json"\n[[commands]]\nrun = "hub **"\noptional = true\nfixture = "f.json"\n';
    const world = await worldWith(recordings, { more: more.replace("git status", "tig **") });
    expect(told(world).filter((line) => line.startsWith("unconsumed"))).toEqual([
      "unconsumed-recording: f.json has recordings that no call replayed:\n  [0] git status\n  [2] curl x",
    ]);
  });

  test("an optional expectation leaves nothing, and a check is switched off by the fixture's path", async () => {
    const optional = await worldWith([recorded("git status")], { more: "optional = true\n" });
    expect(judged(optional)).toEqual([]);
    const allowed = await worldWith([recorded("git status"), recorded("git push")], {
      more: '[[allow]]\nrule = "unconsumed-recording"\nat = "f.json"\nreason = "next week"\n',
    });
    await run(allowed, "git push");
    expect(judged(allowed)).toEqual([]);
  });

  test("a fixture without a file refuses its calls; unused, it is said with what it leaves unused", async () => {
    const called = await worldWith(null);
    expect((await run(called, "git status")).at(-1)).toEqual(code(127));
    expect(told(called)).toEqual(["fixture-missing: git status is answered by f.json, which does not exist"]);
    const unused = await worldWith(null);
    expect(
      judged(unused).map(({ name, consequences }) => [name, consequences?.map((one) => one.name)]),
    ).toEqual([["fixture-missing", ["unused-expectation"]]]);
  });

  test("over the worlds of a shared base only what no world replayed is left", async () => {
    const { judgeOverRun } = await import("../../verify/index.ts");
    const worlds = [];
    for (const line of ["git a", "git b"]) {
      const world = await worldOf(`shared = true\n[[commands]]\nrun = "git **"\nfixture = "f.json"\n`, {
        files: { "f.json": fixtureFile(recorded("git a"), recorded("git b"), recorded("git c")) },
      });
      await run(world, line);
      const report = verify(world, { world: "w", unsealed: [], withoutCounts: true });
      expect(report.findings).toEqual([]);
      worlds.push({ report, allow: [] });
    }
    expect(judgeOverRun(worlds).findings.map(({ what }) => what)).toEqual([
      "f.json has recordings that no call replayed:\n  [2] git c",
    ]);
  });
});

describe("recording", () => {
  const bytes = { stdin: utf8("in"), stdout: utf8("out"), stderr: utf8(""), chunks: [], cut: [] };
  const outcome: PipeOutcome = { exitCode: 3, signal: null, durationMs: 7, recorded: bytes };

  async function recording(
    head: Partial<CommandHead> = {},
    result: Partial<PipeOutcome> = {},
    extra: Extra = {},
    mode: ReturnType<RecorderPort["mode"]> = "record",
  ) {
    const kept: RawRecording[] = [];
    const piped: PipeTarget[] = [];
    const recorder = { mode: () => mode, record: (_: unknown, one: RawRecording) => void kept.push(one) };
    const world = await worldWith([recorded("git status")], { ...extra, recorder });
    const pipe = async (target: PipeTarget): Promise<PipeOutcome> => {
      piped.push(target);
      return { ...outcome, ...result };
    };
    const arrival = arrivalOf(commandHead(["git", "push"], head), [], { pipe });
    const record = await served(world, arrival);
    return { world, kept, piped, record };
  }

  test("the real command does it, and the run is kept whole", async () => {
    const { kept, piped, record, world } = await recording(
      { env: { BACKLOT_WORLD: "/w", GIT_DIR: "x" } },
      {},
      { more: 'env = { GIT_DIR = "x" }\n' },
    );
    expect(piped).toEqual([
      { kind: "command", mode: "wait", env: { BACKLOT_RECORDING: "/w" }, record: { stdin: true } },
    ]);
    expect(record).toMatchObject({ outcome: "passed", detail: { exitCode: 3 } });
    expect(kept).toEqual([
      {
        command: "git",
        args: ["push"],
        cwd: "/repo",
        env: { BACKLOT_WORLD: "/w", GIT_DIR: "x" },
        explicitEnv: ["GIT_DIR"],
        stdin: "in",
        stdout: "out",
        stderr: "",
        exit: { code: 3 },
        durationMs: 7,
        chunks: [],
      },
    ]);
    expect(judged(world)).toEqual([]);
  });

  test("what a recorded command calls in turn passes through; in a world inside it, it is recorded", async () => {
    const inside = await recording({ env: { BACKLOT_WORLD: "/w", BACKLOT_RECORDING: "/w" } });
    expect(inside.piped).toEqual([{ kind: "command", mode: "wait" }]);
    expect(inside.kept).toEqual([]);
    const deeper = await recording({ env: { BACKLOT_WORLD: "/w/inner", BACKLOT_RECORDING: "/w" } });
    expect(deeper.kept).toHaveLength(1);
  });

  test("replay-or-record records only what there is no recording of", async () => {
    const { kept, world } = await recording({}, {}, {}, "replay-or-record");
    expect(kept).toHaveLength(1);
    expect(await run(world, "git status")).toEqual(["git status\n", code(0)]);
    expect(kept).toHaveLength(1);
  });

  test("a run that is not whole is not kept, and said", async () => {
    const rows: readonly [Partial<PipeOutcome>, string][] = [
      [{ recorded: { ...bytes, cut: ["stdout"] } }, "over-limit"],
      [{ exitCode: null }, "not-recorded"],
      [{ failure: "not-found" }, "command-not-found"],
    ];
    for (const [result, name] of rows) {
      const { kept, world } = await recording({}, result);
      expect([name, kept, world.findings.map((one) => one.name)]).toEqual([name, [], [name]]);
    }
    const killed = await recording({}, { exitCode: null, signal: "SIGINT" });
    expect(killed.kept[0]?.exit).toEqual({ signal: "SIGINT" });
  });
});
