import { describe, expect, test } from "vitest";
import { arrivalOf, commandHead } from "../../../tests/samples/calls.ts";
import { served } from "../../../tests/samples/world.ts";
import {
  utf8,
  type CallInput,
  type CommandHead,
  type PipeOutcome,
  type PipeTarget,
  type RawRecording,
  type RecorderPort,
} from "../../core/index.ts";
import { code, judged, recorded, run, worldWith, type Extra } from "../../../tests/samples/fixture.ts";

describe("recording", () => {
  const bytes = { stdin: utf8("in"), stdout: utf8("out"), stderr: utf8(""), chunks: [], cut: [] };
  const outcome: PipeOutcome = { exitCode: 3, signal: null, durationMs: 7, recorded: bytes };

  async function recording(
    head: Partial<CommandHead> = {},
    result: Partial<PipeOutcome> = {},
    { input = [], ...extra }: Extra & { readonly input?: readonly CallInput[] } = {},
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
    const arrival = arrivalOf(commandHead(["git", "push"], head), input, { pipe });
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
        call: 1,
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

  test("nothing is said of what is left in a fixture that is recorded anew", async () => {
    const none = { record: () => undefined };
    const mode = (one: ReturnType<RecorderPort["mode"]>) => ({ ...none, mode: () => one });
    const anew = await worldWith([recorded("git status")], { recorder: mode("record") });
    expect(judged(anew).map(({ name }) => name)).toEqual(["unused-expectation"]);
    const more = await worldWith([recorded("git status")], { recorder: mode("replay-or-record") });
    expect(judged(more).map(({ name }) => name)).toEqual(["unconsumed-recording", "unused-expectation"]);
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

  test("standard input that was read to find the expectation is kept, since the command got none of its own", async () => {
    const none = { ...bytes, stdin: utf8("") };
    const read = [{ kind: "bytes", bytes: utf8("patch") } as const, { kind: "end" } as const];
    const stdin = { more: 'stdin = "patch"\n', input: read };
    const { kept } = await recording({}, { recorded: { ...none, stdinPartial: true } }, stdin);
    // It is known whole, whatever the command itself read of it.
    expect(kept).toMatchObject([{ stdin: "patch", explicitEnv: [] }]);
    expect(kept[0]).not.toHaveProperty("stdinPartial");
    const fixture = '{ path = "f.json", record_stdin = false }';
    const unwanted = await recording({}, { recorded: none }, { ...stdin, fixture });
    expect(unwanted.kept).toMatchObject([{ stdin: "" }]);
  });

  test("of a command that ended before its input did, it is said that the input is a beginning", async () => {
    const partial = await recording({}, { recorded: { ...bytes, stdinPartial: true } });
    expect(partial.kept).toMatchObject([{ stdin: "in", stdinPartial: true }]);
    const nothing = { ...bytes, stdin: utf8(""), stdinPartial: true };
    const unread = await recording({}, { recorded: nothing });
    expect(unread.kept[0]).not.toHaveProperty("stdinPartial");
  });

  test("a time that nobody measured is none", async () => {
    const { kept } = await recording({}, { durationMs: null });
    expect(kept).toMatchObject([{ durationMs: 0 }]);
  });
});
